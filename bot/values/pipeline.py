"""The spaCy pipeline: character tokens, names by the span ruler, then one pipe a kind of value."""

import datetime as dt
import functools
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from bot.values import amounts, asked, counts, dates, durations, lexicon, resolve, shares
from bot.values.normalise import Normalised, normalise
from bot.values.reading import Passage, Reading

NAMES = "names"
PIPES = (
    "chedai_names",
    "chedai_counts",
    "chedai_shares",
    "chedai_dates",
    "chedai_durations",
    "chedai_amounts",
    "chedai_settle",
)


def passage_of(doc: Doc) -> Passage:
    """The passage that the pipes of this doc write into."""
    return doc.user_data["passage"]


@Language.component("chedai_names")
def read_names(doc: Doc) -> Doc:
    """Names found by the span ruler, each guarded by its context."""
    passage = passage_of(doc)
    found: list[Reading] = []
    for span in doc.spans[NAMES]:
        start, end = span.start_char, span.end_char
        if lexicon.keep(passage, span.label_, passage.text[start:end], start, end):
            found.append(Reading(span.label_, span.id_, start, end))
    terms = [r for r in found if r.entity == "finance_term"]
    rest = _longest_of([r for r in found if r.entity != "finance_term"])
    passage.readings.extend(rest)
    lexicon.read_more_names(passage)
    lexicon.attach_trims(passage, [r for r in rest if r.entity == "vehicle_model"])
    passage.readings.extend(asked.read_asked_terms(passage, terms))
    return doc


def _longest_of(readings: list[Reading]) -> list[Reading]:
    kept: list[Reading] = []
    for item in sorted(readings, key=lambda r: (-(r.end - r.start), r.start)):
        if not any(item.start < k.end and k.start < item.end for k in kept):
            kept.append(item)
    return kept


@Language.component("chedai_counts")
def read_counts(doc: Doc) -> Doc:
    """Ordinals, kilometres and lead days: numbers that are neither money nor a term."""
    passage = passage_of(doc)
    counts.read_ordinals(passage)
    counts.read_mileage(passage)
    durations.read_lead_days(passage)
    return doc


@Language.component("chedai_shares")
def read_shares(doc: Doc) -> Doc:
    """Ratios and rates."""
    shares.read_shares(passage_of(doc))
    return doc


@Language.component("chedai_dates")
def read_dates(doc: Doc) -> Doc:
    """Dates and times."""
    passage = passage_of(doc)
    dates.read_dates(passage, doc.user_data["today"])
    dates.read_times(passage)
    return doc


@Language.component("chedai_durations")
def read_durations(doc: Doc) -> Doc:
    """Terms."""
    durations.read_terms(passage_of(doc))
    return doc


@Language.component("chedai_amounts")
def read_amounts(doc: Doc) -> Doc:
    """Sums of money with their roles."""
    amounts.read_amounts(passage_of(doc))
    return doc


@Language.component("chedai_settle")
def settle(doc: Doc) -> Doc:
    """Overlaps, corrections, repetitions."""
    doc.user_data["readings"] = resolve.resolve(passage_of(doc))
    return doc


@functools.lru_cache(maxsize=1)
def language() -> Language:
    """The pipeline, built once a process."""
    nlp = spacy.blank("zh")
    ruler = nlp.add_pipe("span_ruler", config={"spans_key": NAMES})
    ruler.add_patterns(lexicon.patterns())
    for pipe in PIPES:
        nlp.add_pipe(pipe)
    return nlp


def read(text: str, today: dt.date | None = None) -> list[dict[str, Any]]:
    """Values in `text`: `{entity, role?, value, start, end, text, confirm?, trim?, per?, change?}`.

    In reading order; offsets are code points of `text` as given. `today` resolves relative
    dates (default: the machine's date).
    """
    plain = normalise(text)
    if not plain.text.strip():
        return []
    nlp = language()
    doc = nlp.make_doc(plain.text)
    doc.user_data["passage"] = Passage(plain.text)
    doc.user_data["today"] = today or dt.date.today()
    doc = nlp(doc)
    return [_entity(text, plain, reading) for reading in doc.user_data["readings"]]


def _entity(text: str, plain: Normalised, reading: Reading) -> dict[str, Any]:
    start, end = _trimmed(text, *plain.original(reading.start, reading.end))
    entity: dict[str, Any] = {
        "entity": reading.entity,
        "value": reading.value,
        "start": start,
        "end": end,
        "text": text[start:end],
    }
    if reading.role:
        entity["role"] = reading.role
    entity.update(reading.extra)
    return entity


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
