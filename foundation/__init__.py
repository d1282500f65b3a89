"""What several processes share. See README.md for what may not go in."""
