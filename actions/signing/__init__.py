"""Signing: what is read before, who signs, and the ways in of those who sign with the customer."""
