"""What a name or some words mean: resolving, searching, candidates."""
