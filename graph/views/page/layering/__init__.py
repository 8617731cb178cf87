"""The steps of a layered drawing, each a module: columns, then order, then heights."""
