"""What the customer is to hear: an outbox, sent to the edge until it takes it."""
