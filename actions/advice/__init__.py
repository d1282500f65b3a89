"""Needs discovery and recommendation."""
