"""Set-up, start and test of the whole; see README.md."""
