"""Changes of a customer's own data: identity card, repayment card, phone, address."""
