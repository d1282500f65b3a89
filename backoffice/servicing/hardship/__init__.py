"""Relief in a hard time: a request, a decision, a signature where terms change, a new schedule."""
