"""How well does the assistant understand? Measured, compared, recorded."""
