"""SPARQL over the triples, evaluated in a child process that can reach nothing (design section 8).

``engine`` starts the child and asks it, ``child`` is the script that runs there, ``guard`` refuses
what the child must not be asked, ``faults`` words what is wrong with a query, ``rdf_files`` and
``sources`` find data and queries, ``results`` is what comes back.
"""
