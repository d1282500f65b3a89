"""Loans after activation: schedule versions and a double-entry ledger."""
