"""What each kind of paper has to satisfy; a rule says what it found and about which values."""
