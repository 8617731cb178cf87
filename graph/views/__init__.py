"""Answers made visible: text for people, tables, the page. Views render; what is said is decided before."""
