"""A paper's file to its outline: sections, paragraphs, sentences, notes; the digests that name passages."""
