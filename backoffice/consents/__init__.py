"""The ledger of consents: who agreed to what, to which text, when, and when he took it back."""
