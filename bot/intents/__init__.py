"""What does the customer want? Intent classification for Chinese auto-finance talk."""
