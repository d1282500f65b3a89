"""The outside, played: for SANDBOX=1 only."""
