"""Libraries of references: one module a format, and what they share.

Between a format and a data set stands ``model.bibliography.Entry``: ``works`` makes entries of
works, the modules of the formats write entries and read them, ``reading`` tells the formats apart.
"""
