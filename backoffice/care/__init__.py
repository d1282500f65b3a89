"""Care and offers at the right moment: one gate, explained."""
