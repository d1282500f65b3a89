"""The dialogue mechanism that every capability stands on."""
