"""Many papers in one folder: a catalogue of their models, and what each answer about all of them needs.

The paper is the unit: what holds in one paper depends on no other, so every status, ranking and
withdrawal here is that of the one-paper functions. Papers meet in the works that they cite.
"""
