"""Doors that stay open: what asks them is a program, and comes again.

HTTP is the same answers at one address, and a SPARQL endpoint: ``running`` starts and stops, ``site``
has the routes, ``admission`` says who may ask, ``generation`` is a state of the data with all that is
made of it, ``watching`` follows the files, ``protocol`` holds every connection to its deadlines (the
extra ``serve``). ``agents`` offers the answers as tools (the extra ``agents``).
"""
