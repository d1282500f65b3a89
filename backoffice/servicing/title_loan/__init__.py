"""The title book lent out for a plate or a transfer, and brought back."""
