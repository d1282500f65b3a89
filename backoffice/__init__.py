"""The reference lending back office: it calculates, decides and remembers."""
