"""Repaying a part early: both effects shown, drawn on the next due date after its instalment."""
