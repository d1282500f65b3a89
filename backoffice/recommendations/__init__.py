"""From what a customer said to two or three fitting plans with reasons, cautions and ways out."""
