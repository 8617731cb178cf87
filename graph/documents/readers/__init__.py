"""Readers: one small module a format, each from bytes to a ``Manuscript``."""
