"""Applications for a loan, from the first field to the keys of the car."""
