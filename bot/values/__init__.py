"""Values in a customer's message: what was said, what it means, where it stands."""
