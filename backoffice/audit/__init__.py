"""Who acts, and the trail of every command: append only."""
