"""Insurance while a loan runs: what the contract asks, the policy on file, a car that is lost."""
