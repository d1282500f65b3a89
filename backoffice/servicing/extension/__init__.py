"""Repaying a balloon over more months: decided, signed by all, in force on the balloon's day."""
