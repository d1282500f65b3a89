"""What runs inside the Rasa server apart from language."""
