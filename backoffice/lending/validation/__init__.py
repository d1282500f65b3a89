"""Whether a number or a date can be true, by its own form and check digit."""
