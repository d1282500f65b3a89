"""What is read, confirmed and signed before money is paid out, and the proof of it."""
