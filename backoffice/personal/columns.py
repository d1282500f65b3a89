"""Column types of what is personal: sealed on the way into a row, opened on the way out."""

import json
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from backoffice.personal.sealing import personal_sealer


class SealedComparison(TypeError):
    """A sealed column was compared: each seal of the same value is another one."""


class _Sealed(TypeDecorator[Any]):
    """Parent of the sealed types; `place` is the table and column, bound into each seal."""

    impl: type[sa.types.TypeEngine[Any]] = sa.Text

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    class Comparator(TypeDecorator.Comparator[Any]):
        """Refuses to look for a value, which would silently never be found."""

        def operate(self, op: Any, *other: Any, **kwargs: Any) -> Any:
            """As the parent's; raises `SealedComparison`."""
            if any(isinstance(each, (str, bytes, dict, list, tuple)) and each for each in other):
                raise SealedComparison(f"{op.__name__}: compare a fingerprint instead")
            return super().operate(op, *other, **kwargs)

    comparator_factory = Comparator


class SealedText(_Sealed):
    """A text, sealed."""

    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Into the row."""
        return None if value is None else personal_sealer().seal_text(value, self.place)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Out of the row."""
        return None if value is None else personal_sealer().open_text(value, self.place)


class SealedJson(_Sealed):
    """Anything JSON can say, sealed as a whole."""

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Into the row."""
        if value is None:
            return None
        return personal_sealer().seal_text(json.dumps(value, ensure_ascii=False), self.place)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Out of the row."""
        return None if value is None else json.loads(personal_sealer().open_text(value, self.place))


class SealedBytes(_Sealed):
    """A file, sealed."""

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Into the row."""
        return None if value is None else personal_sealer().seal(value, self.place)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Out of the row."""
        return None if value is None else personal_sealer().open(bytes(value), self.place)


class Fingerprint(TypeDecorator[str]):
    """A value's keyed fingerprint: found again by the value, never read out again."""

    impl = sa.String(64)
    cache_ok = True

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Into the row, and into each comparison with it."""
        return personal_sealer().fingerprint(value, self.kind) if value else None
