"""The end of a lease: three ways beside each other; the customer chooses, nobody else does."""
