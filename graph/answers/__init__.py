"""The answers: one module a command, of the command's name."""
