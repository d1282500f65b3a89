"""Vehicles, products, rates and rules as rows with a validity period, read as one snapshot a business date."""
