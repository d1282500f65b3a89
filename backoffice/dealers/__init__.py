"""Showrooms by city."""
