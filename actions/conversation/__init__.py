"""The talk itself: hello, yes and no, going back, repeating, not understanding, care."""
