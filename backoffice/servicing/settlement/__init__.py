"""Settling a loan early: what it costs on a day, and how it is done on that day."""
