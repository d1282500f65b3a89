"""What is known of a customer: shown, exported, corrected, deleted, kept no longer than allowed."""
