"""Use cases of papers: hand in, show, confirm, remove; and the verdict after reading."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from backoffice.applications.finding import DRIVER
from backoffice.applications.finding import find as find_application
from backoffice.audit.actors import Actor
from backoffice.changes.finding import find as find_change
from backoffice.consents.service import require as require_consent
from backoffice.documents import keeping, repository
from backoffice.documents.checklist import sentences
from backoffice.documents.context import case_of
from backoffice.documents.intake import CleanPage
from backoffice.documents.judging import Status, Verdict, judge
from backoffice.documents.kinds import kinds
from backoffice.documents.models import Paper
from backoffice.documents.reading import Reading, Value
from backoffice.documents.schemas import HandedIn, PaperField, PaperView
from backoffice.documents.sealing import Sealer
from backoffice.documents.telling import title_of
from backoffice.documents.values import canonical, masked
from backoffice.numbers import fresh_number
from backoffice.office import Office, office_of
from backoffice.parties.models import Party
from backoffice.providers.assembly import providers_of
from backoffice.providers.errors import ProviderError
from backoffice.refusals import Refusal
from backoffice.wording import wording
from backoffice.workflows.orders import order

CONFIRM = wording("documents/wording/confirm.yml")
READ_WORK = "paper_read"
# Whose pictures need a consent of their own.
CONSENTS = {"id_card": "id_image", "bank_card": "bank_card"}
CLOSED = frozenset({"DECLINED", "ACTIVATED", "DELIVERED", "CANCELLED", "EXPIRED"})
TYPED_BY_HAND = "typed_by_hand"
# From then on a decision or a contract rests on the papers.
KEPT_IN = frozenset(
    {"SIGNING", "SIGNED_ALL", "PRE_DISBURSE_CHECK", "ACTIVATED", "DELIVERED", "DECLINED"}
)


def scan(office: Office, contents: Sequence[bytes]) -> None:
    """Refuse files in which malware is found, and all files while nobody can look."""
    for content in contents:
        try:
            answer = providers_of(office).malware_scanner.scan(content)
        except ProviderError as error:
            raise Refusal("PAPER_NOT_SCANNED") from error
        if not answer.clean:
            raise Refusal("PAPER_INFECTED")


def hand_in(session: Session, party: Party, document: str, pages: Sequence[CleanPage]) -> HandedIn:
    """Keep a paper and order its reading.

    Raises `Refusal` without the consent that its picture needs, or when the application is closed.
    """
    if party.role == DRIVER:
        require_consent(session, party, "named_driver")
    if document in CONSENTS:
        require_consent(session, party, CONSENTS[document])
    application = find_application(session, party.application_no)
    if application.state in CLOSED:
        raise Refusal("APPLICATION_CLOSED")
    owner = {"application_no": party.application_no, "party_id": party.party_id}
    return keep(session, document, pages, **owner)


def keep(session: Session, document: str, pages: Sequence[CleanPage], **owner: str) -> HandedIn:
    """Keep a paper of `owner` (the columns that name him) and order its reading."""
    office = office_of(session)
    paper = Paper(
        paper_id=fresh_number("D", office.clock.business_date()),
        document=document,
        status=Status.CHECKING,
        pages=len(pages),
        handed_in_at=office.clock.now(),
        **owner,
    )
    session.add(paper)
    session.flush()
    keeping.keep_pages(session, Sealer(office.settings.papers_key), paper.paper_id, pages)
    order(session, READ_WORK, paper.paper_id)
    return HandedIn(paper_id=paper.paper_id, document=document, status="checking")


def settle(session: Session, paper: Paper, reading: Reading) -> Verdict:
    """Judge a reading, and keep reading and verdict."""
    office = office_of(session)
    sealer = Sealer(office.settings.papers_key)
    case = case_of(session, office, paper, reading)
    verdict = judge(reading, case, frozenset(paper.confirmed))
    paper.document = reading.document  # what it was seen to be, where another does as well
    paper.sides = sorted(reading.sides)
    paper.reading = keeping.seal_reading(sealer, paper.paper_id, reading)
    paper.status, paper.code = verdict.status, verdict.code
    paper.figures, paper.unsure = dict(verdict.figures), list(verdict.unsure)
    paper.review = sorted({*verdict.review, *([TYPED_BY_HAND] if paper.corrected else [])})
    paper.judged_at = office.clock.now()
    session.flush()
    return verdict


def fail(session: Session, paper: Paper) -> None:
    """The machine could not read it: say so, rather than leave it checking."""
    paper.status, paper.code = Status.REJECTED, "machine_failed"
    paper.judged_at = office_of(session).clock.now()
    session.flush()


def _fields(paper: Paper, reading: Reading | None) -> list[PaperField]:
    if reading is None:
        return []
    rules = kinds()[paper.document].fields()
    shown = [*reading.values, *(name for name in paper.unsure if name not in reading.values)]
    fields = []
    for name in shown:
        value = reading.values.get(name, Value("", 0.0))
        ask = name in paper.unsure
        text = value.text if ask else masked(rules[name].type, value.text)
        sure = round(min(value.confidence, 1.0), 3)
        fields.append(
            PaperField(name=name, label=rules[name].label, value=text, confidence=sure, confirm=ask)
        )
    return fields


def view(session: Session, paper: Paper) -> PaperView:
    """A paper as its owner sees it."""
    sealer = Sealer(office_of(session).settings.papers_key)
    reading = keeping.open_reading(sealer, paper)
    problem, fix = sentences(paper)
    return PaperView(
        paper_id=paper.paper_id,
        party_id=paper.party_id,
        change_no=paper.change_no,
        contract_no=paper.contract_no,
        document=paper.document,
        title=title_of(paper),
        sides=list(paper.sides),
        status=Status(paper.status).value,
        problem=problem,
        fix=fix,
        fields=_fields(paper, reading),
        pages=paper.pages,
    )


def confirm(session: Session, paper: Paper, given: dict[str, str]) -> None:
    """Take the customer's word for values the machine was unsure of, and judge anew.

    Raises `Refusal` for a value of the wrong form, or when there is nothing to confirm.
    """
    sealer = Sealer(office_of(session).settings.papers_key)
    reading = keeping.open_reading(sealer, paper)
    if paper.status != Status.CONFIRM or reading is None:
        raise Refusal("PAPER_NOT_TO_CONFIRM")
    rules = kinds()[paper.document].fields()
    values, corrected = dict(reading.values), set(paper.corrected)
    for name, text in given.items():
        written = canonical(rules[name].type, text) if name in paper.unsure else None
        if written is None:
            label, hint = rules[name].label if name in rules else name, CONFIRM.say("check")
            allowed = {"field": name, "hint": hint}
            raise Refusal("FIELD_INVALID", allowed=allowed, label=label, hint=hint)
        before = values.get(name, Value("", 0.0))
        if written != before.text:
            corrected.add(name)
        values[name] = Value(written, before.confidence)
    paper.confirmed = sorted({*paper.confirmed, *given})
    paper.corrected = sorted(corrected)
    settle(session, paper, replace(reading, values=values))


def _kept(session: Session, paper: Paper) -> bool:
    """Whether something rests on the paper already."""
    if paper.change_no is not None:
        return find_change(session, paper.change_no).state != "OPEN"
    if paper.contract_no is not None:
        return paper.status == Status.ACCEPTED
    return find_application(session, paper.application_no or "").state in KEPT_IN


def remove(session: Session, actor: Actor, paper_id: str) -> Paper:
    """Remove a paper with its pages; one that the signed contract rests on stays."""
    paper = repository.own_paper(session, actor, paper_id, lock=True)
    if _kept(session, paper):
        raise Refusal("PAPER_KEPT")
    session.delete(paper)
    session.flush()
    return paper
