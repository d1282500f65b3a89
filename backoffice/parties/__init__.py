"""The people of an application: borrower, co-borrower, guarantor, and how each is known."""
