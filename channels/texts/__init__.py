"""What phones answer to our text messages."""
