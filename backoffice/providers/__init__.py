"""Ports to the outside and the sandbox that plays the other side."""
