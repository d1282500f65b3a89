"""Vehicle identification numbers of 17 places (GB 16735): alphabet and check digit."""

_LETTERS = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", "12345678123457923456789", strict=True))
_VALUES = {sign: int(value) for sign, value in _LETTERS.items()}
_VALUES |= {str(digit): digit for digit in range(10)}
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_CHECK_PLACE = 8
_LENGTH = 17


def vin_check_sign(vin: str) -> str:
    """The ninth place that belongs to the other sixteen."""
    rest = sum(_VALUES[sign] * weight for sign, weight in zip(vin, _WEIGHTS, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def vin_valid(written: str) -> bool:
    """Whether this is a well-formed number with its own check digit; I, O and Q do not occur."""
    vin = written.strip().upper()
    if len(vin) != _LENGTH or any(sign not in _VALUES for sign in vin):
        return False
    return vin_check_sign(vin) == vin[_CHECK_PLACE]
