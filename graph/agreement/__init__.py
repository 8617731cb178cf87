"""How far two encodings of one paper agree: claims aligned by passage, then measured and listed."""
