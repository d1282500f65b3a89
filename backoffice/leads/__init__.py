"""Interest that becomes a qualified lead at a dealer."""
