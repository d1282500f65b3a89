"""The reference people's applications, as the seed makes them."""
