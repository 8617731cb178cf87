"""Weighing the evidence: witnesses, withdrawal, fragility, acceptability, and the audit.

Every answer is a pure function of the evidence graph; docs/semantics.md has the definitions.
"""
