"""Prices one plan by the catalogue's rules, stores it unchangeable, solves backwards, compares, says what it costs."""
