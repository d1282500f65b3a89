"""The record of a customer over HTTP."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from backoffice.forms import Instant, MoneyIn

CustomerId = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,40}$")]


class RecordItem(BaseModel):
    """One thing that is known: what, whence, since when, how long it is kept."""

    name: str
    label: str
    value: str
    source: str
    since: str | None
    correct_at: str | None


class RecordSection(BaseModel):
    """Things of one sort, and why and how long they are kept."""

    section: str
    title: str
    purpose: str
    kept: str
    items: list[RecordItem]


class Record(BaseModel):
    """All that is known of a customer; numbers and names only in part."""

    customer_id: str
    made_at: Instant
    sections: list[RecordSection]
    excluded: str


class Correct(BaseModel):
    """Put one thing right. Names and numbers of papers need the paper itself."""

    customer_id: CustomerId
    name: Literal["city", "income_monthly", "other_debt_monthly"]
    value: Annotated[str, Field(min_length=1, max_length=20, pattern=r"^[^<>\x00-\x1f]+$")]
    confirm: Literal[True]


class Amount(BaseModel):
    """A sum a month in yuan."""

    value: MoneyIn


class DeletionPart(BaseModel):
    """Something that goes now, or stays: how much of it, why, until when."""

    what: str
    count: int
    why: str | None
    until: str | None


class Deletion(BaseModel):
    """What a wish for deletion removes now, and what law or a running contract keeps."""

    goes: list[DeletionPart]
    stays: list[DeletionPart]
    note: str


class Delete(BaseModel):
    """Delete what may be deleted."""

    customer_id: CustomerId
    confirm: Literal[True]


class RecordReceipt(BaseModel):
    """What was done, since when, what comes next."""

    request_no: str
    what: str
    effective: str
    next: str
