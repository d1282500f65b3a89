"""Unified social credit codes of 18 places (GB 32100)."""

_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I O S V Z
_LENGTH = 18


def uscc_check_sign(first_17: str) -> str:
    """The 18th place that belongs to the first 17."""
    total = sum(_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(first_17))
    return _SIGNS[-total % 31]


def uscc_valid(written: str) -> bool:
    """Whether this is a well-formed code with its own check sign."""
    code = written.strip().upper()
    if len(code) != _LENGTH or any(sign not in _SIGNS for sign in code):
        return False
    return uscc_check_sign(code[:-1]) == code[-1]
