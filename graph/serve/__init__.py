"""Doors that stay open: what asks them is a program, and comes again."""
