"""Personal values at rest: sealed columns and keyed fingerprints to find them by."""
