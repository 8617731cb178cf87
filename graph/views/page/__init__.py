"""The interactive explorer: an argument as one offline HTML file (``page``)."""

from .build import page

__all__ = ["page"]
