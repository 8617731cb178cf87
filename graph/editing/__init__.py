"""The way back to YAML: edits that keep every other byte."""
