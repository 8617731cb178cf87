"""The same answers at one address: HTTP over the list of questions, and a SPARQL endpoint.

``running`` starts and stops, ``site`` has the routes, ``admission`` says who may ask, ``generation``
is a state of the data with all that is made of it, ``watching`` follows the files, ``protocol`` holds
every connection to its deadlines. Needs the extra ``serve``; no other room imports this one.
"""
