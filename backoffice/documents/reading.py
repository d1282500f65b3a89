"""From pictures to values: `read(document, images)` is pure but for the machine that reads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from PIL import Image

from backoffice.documents import quality
from backoffice.documents.kinds import Kind, Side, kinds, words
from backoffice.documents.lines import Text
from backoffice.documents.monthly import MonthRow, read_months
from backoffice.documents.ocr import Page, Reader, reader
from backoffice.documents.quality import Fault
from backoffice.documents.table import Row, read_table
from backoffice.documents.values import canonical

SURE = 0.9


@dataclass(frozen=True)
class Value:
    """A value in its canonical form; empty when it could not be read."""

    text: str
    confidence: float


@dataclass(frozen=True)
class Reading:
    """What was seen on all pages of a paper."""

    document: str
    sides: frozenset[str] = frozenset()
    values: dict[str, Value] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    months: tuple[MonthRow, ...] = ()
    other_kind: str | None = None
    specimen: bool = False
    seal: bool = False
    hopeless: Fault | None = None
    hopeless_page: int = 0  # of several; 0 when there is but one
    doubtful: frozenset[Fault] = frozenset()
    turned: tuple[int, ...] = ()
    text: str = ""
    columns: Mapping[str, float] = field(default_factory=dict)  # of the last page's table

    def value(self, name: str) -> str | None:
        """A value that was read, or None."""
        found = self.values.get(name)
        return found.text or None if found else None


def _seen(kind: Kind, text: Text) -> tuple[float, frozenset[str]]:
    """Which sides of a kind are seen, and the largest share of a side's marks."""
    seen = {side.name: text.seen(side.marks) for side in kind.sides.values()}
    there = frozenset(name for name in seen if seen[name] >= kind.sides[name].fewest)
    share = max((seen[name] / len(kind.sides[name].marks) for name in there), default=0.0)
    return share, there


def _likelier(kind: Kind, share: float, text: Text) -> str | None:
    """Another kind of which more is seen than of this one: many papers share some words."""
    others = {
        document: _seen(other, text)[0]
        for document, other in kinds().items()
        if document != kind.document
    }
    best = max(others, key=lambda document: others[document])
    return best if others[best] > share else None


def _values(sides: Iterable[Side], text: Text) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for side in sides:
        for rule in side.fields:
            hit = text.find(rule)
            if hit is None:
                continue
            written = canonical(rule.type, hit.text)
            found[rule.name] = Value(written or "", hit.confidence if written else 0.0)
    return found


def _read_page(kind: Kind, page: Page, whole: quality.Quality, before: Reading | None) -> Reading:
    text = Text(page.lines)
    share, sides = _seen(kind, text)
    if before is not None and before.sides and not sides:
        # A later page need not say again what paper it is.
        share, sides = 1.0, before.sides
    other = _likelier(kind, share, text)
    own = frozenset() if other else sides
    doubtful = set(whole.doubtful)
    if _runs_off(page):
        doubtful.add(Fault.CUT)
    known = before.columns if before else None
    tables = [read_table(text, kind.sides[name].table, known) for name in own]
    records = [read_months(text, kind.sides[name].months, known) for name in own]
    found = [each.columns for each in tables] + [each.columns for each in records]
    return Reading(
        kind.document,
        own,
        _values((kind.sides[name] for name in own), text),
        rows=tuple(row for table in tables for row in table.rows),
        months=tuple(row for record in records for row in record.rows),
        other_kind=other,
        specimen=any(text.says(word) for word in words("specimen")),
        seal=quality.has_seal(page.image),
        doubtful=frozenset(doubtful),
        turned=(page.turned,),
        text=text.whole,
        columns=next((columns for columns in found if columns), {}),
    )


def _runs_off(page: Page) -> bool:
    """Whether writing runs into the border of the picture."""
    width, height = page.image.size
    near = 0.004 * max(width, height)
    return any(
        line.left < near or line.top < near or line.right > width - near
        or line.bottom > height - near
        for line in page.lines
    )  # fmt: skip


def _better(one: Value | None, other: Value) -> Value:
    return other if one is None or (not one.text and other.text) else one


def _joined(first: Reading, second: Reading) -> Reading:
    """Two pages of one paper: the first page's values stand, the second's fill what is missing."""
    values = dict(first.values)
    for name, value in second.values.items():
        values[name] = _better(values.get(name), value)
    return replace(
        first,
        sides=first.sides | second.sides,
        values=values,
        rows=first.rows + second.rows,
        months=first.months + second.months,
        other_kind=first.other_kind or second.other_kind,
        specimen=first.specimen or second.specimen,
        seal=first.seal or second.seal,
        hopeless=first.hopeless or second.hopeless,
        hopeless_page=first.hopeless_page or second.hopeless_page,
        doubtful=first.doubtful | second.doubtful,
        turned=first.turned + second.turned,
        text=f"{first.text}\n{second.text}",
        columns=second.columns or first.columns,
    )


Seen = tuple[quality.Quality, Page | None]


def read(
    document: str,
    images: Sequence[Image.Image],
    machine: Reader | None = None,
    instead: frozenset[str] = frozenset(),
) -> Reading:
    """Read the pages of a paper that is said to be a `document`, or as what it is, if of `instead`.

    A page that is hopeless to read is not read; the reading then says why.
    """
    pages = [_look(image, machine) for image in images]
    result = _whole(document, pages)
    other = result.other_kind
    return _whole(other, pages) if other and other in instead else result


def _look(image: Image.Image, machine: Reader | None) -> Seen:
    looked = quality.judge(image)
    return looked, None if looked.hopeless else (machine or reader()).read(image)


def _whole(document: str, pages: Sequence[Seen]) -> Reading:
    result: Reading | None = None
    for number, (looked, seen) in enumerate(pages, start=1):
        if seen is None:
            at = number if len(pages) > 1 else 0
            page = Reading(document, hopeless=looked.hopeless, hopeless_page=at)
        else:
            page = _read_page(kinds()[document], seen, looked, result)
        result = page if result is None else _joined(result, page)
    assert result is not None, "a paper has at least one page"
    return result
