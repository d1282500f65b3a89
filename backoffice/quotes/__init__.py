"""Prices one plan by the catalogue's rules, stores it, solves backwards, compares."""
