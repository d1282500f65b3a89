"""Test drives and visits to a showroom."""
