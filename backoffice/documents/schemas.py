"""Papers over HTTP."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from backoffice.applications.schemas import DocumentView

Document = Literal[
    "id_card",
    "driving_licence",
    "bank_card",
    "income_proof",
    "bank_statement",
    "tax_record",
    "social_insurance_record",
    "tax_certificate",
    "financial_statements",
    "articles_of_association",
    "shareholder_resolution",
    "residence_proof",
    "business_licence",
    "vehicle_invoice",
    "marriage_certificate",
    "insurance_policy",
    "down_payment_receipt",
]
Side = Literal["front", "back", "page"]
FieldName = Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
FieldValue = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]


class HandIn(BaseModel):
    """What was handed in, for remembering the answer: the files by their digests."""

    party_id: str
    document: Document
    files: list[str]


class HandedIn(BaseModel):
    """The paper is being read."""

    paper_id: str
    document: str
    status: Literal["checking", "accepted", "rejected", "confirm"]


class PaperField(BaseModel):
    """A value that was read; personal ones are masked, unless they are to be confirmed."""

    name: str
    label: str
    value: str
    confidence: float
    confirm: bool


class PaperView(BaseModel):
    """A paper and its verdict: what is wrong, how to mend it, what was read."""

    paper_id: str
    party_id: str | None
    change_no: str | None = None
    contract_no: str | None = None
    document: str
    title: str
    sides: list[str]
    status: Literal["checking", "accepted", "rejected", "confirm"]
    problem: str | None
    fix: str | None
    fields: list[PaperField]
    pages: int


class Confirm(BaseModel):
    """Values that the customer confirms or corrects in place."""

    fields: Annotated[dict[FieldName, FieldValue], Field(min_length=1, max_length=20)]


class Removed(BaseModel):
    """The paper that is gone."""

    paper_id: str


class Documents(BaseModel):
    """The papers that are needed or given."""

    items: list[DocumentView]
