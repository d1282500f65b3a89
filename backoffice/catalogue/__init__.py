"""Vehicles, products, rates and rules as dated rows, read as one snapshot a business date."""
