"""Numbers by which what was made is cited: a letter, the day, eight random signs."""

import secrets
from datetime import date

# Crockford's base 32: no I, L, O, U, so that a number read aloud is written down right.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_SIGNS = 8


def fresh_number(letter: str, day: date) -> str:
    """A number never given before, for instance `Q20261121-7K3M9X2A`."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_SIGNS))
    return f"{letter}{day:%Y%m%d}-{signs}"
