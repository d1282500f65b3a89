"""What a customer has done with a running loan: errands, from figures shown to their end."""
