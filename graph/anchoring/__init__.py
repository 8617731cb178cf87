"""Passages found in a reader's copy of the paper by their digests; no text of it is stored.

``digests`` is the contract, ``sentences``, ``furniture`` and ``outline`` read a text, ``finding``
searches it, and ``verifying``, ``covering`` and ``stamping`` answer for a data set.
"""
