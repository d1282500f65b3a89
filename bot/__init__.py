"""What runs inside the Rasa server; imports nothing of the other processes."""
