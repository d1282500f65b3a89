"""Remembers the answer of a command by its key, in the command's own transaction."""
