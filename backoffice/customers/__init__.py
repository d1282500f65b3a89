"""Who a phone number belongs to, and the little that advice needs to know of him."""
