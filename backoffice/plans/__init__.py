"""Quotes that an owner (visitor or customer) kept, until he removes them."""
