"""The business date: one row, moved forward only in the sandbox."""
