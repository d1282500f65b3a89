"""Settling a loan early, the offer beside it, and what follows: proof and release of the lien."""
