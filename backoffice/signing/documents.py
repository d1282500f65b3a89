"""Makes the documents of a contract: who signs which, with which facts, as files before signing."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader

from backoffice.clock.service import SHANGHAI
from backoffice.parties.models import CreditAuthorisation, Party
from backoffice.signing.contract_facts import WORDS, Facts, contract_facts
from backoffice.signing.deal import KINDS, Deal
from backoffice.signing.layout import LENDER, Signer, boxes, field_of, slots
from backoffice.signing.models import CostSheet
from backoffice.signing.rendering import draw, qr
from backoffice.signing.signer import with_fields

BORROWERS = ("borrower", "co_borrower")


@dataclass(frozen=True)
class Made:
    """A document before anybody signed it."""

    kind: str
    party_id: str | None
    title: str
    pdf: bytes
    pages: int
    fields: dict[str, str]

    @property
    def sha256(self) -> str:
        """The hash by which it is known from now on."""
        return hashlib.sha256(self.pdf).hexdigest()


@dataclass(frozen=True)
class Binding:
    """What all documents of a contract share."""

    deal: Deal
    sheet: CostSheet
    contract_no: str
    made_at: datetime
    sandbox: bool
    verify_at: str

    @property
    def fingerprint(self) -> str:
        """Stands for everything that the contract says; printed on each document."""
        return contract_facts(self.deal, self.sheet).fingerprint(self.contract_no, self.made_at)


def _party_signer(deal: Deal, party: Party) -> Signer:
    role = deal.word(party.role)
    number = WORDS.say("id_no", number=party.id_no) if party.id_no else ""
    return Signer(party.party_id, role, party.name or "", number, WORDS.say("sign_here"))


def _lender_signer(deal: Deal) -> Signer:
    return Signer(LENDER, deal.word("lender"), deal.lender, "", WORDS.say("seal_here"))


def _header(binding: Binding, kind: str, title: str) -> dict[str, Any]:
    fingerprint = binding.fingerprint
    address = f"{binding.verify_at}?contract={binding.contract_no}&hash={fingerprint[:16]}"
    return {
        "title": title,
        "kind": kind,
        "contract_no": binding.contract_no,
        "fingerprint": fingerprint,
        "lender": binding.deal.lender,
        "made_at": binding.made_at.astimezone(SHANGHAI).isoformat(),
        "sandbox": binding.sandbox,
        "qr": qr(address),
    }


def _make(
    binding: Binding,
    facts: Facts,
    kind: str,
    title: str,
    signers: Sequence[Signer],
    *,
    template: str | None = None,
    party_id: str | None = None,
    **more: Any,
) -> Made:
    plain = draw(
        template or f"{kind}.html",
        document=_header(binding, kind, title),
        slots=slots(signers),
        **{**facts.shown, **more},
    )
    pdf = with_fields(plain, boxes(signers))
    pages = int(PdfFileReader(io.BytesIO(plain)).root["/Pages"]["/Count"])
    fields = {signer.key: field_of(signer.key) for signer in signers}
    return Made(kind, party_id, title, pdf, pages, fields)


def _authorisation(
    binding: Binding, facts: Facts, party: Party, given: CreditAuthorisation
) -> Made:
    shown = {
        "version": given.text_version,
        "at": f"{given.authorised_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}",
        "paragraphs": [line for line in given.text.splitlines() if line.strip()],
        "seconds": given.dwell_ms // 1000,
        "channel": given.channel,
        "text_hash": given.text_hash,
    }
    return _make(
        binding,
        facts,
        "authorisation",
        KINDS.say("title_authorisation"),
        [_party_signer(binding.deal, party)],
        party_id=party.party_id,
        authorisation=shown,
        person={"name": party.name, "id_no": party.id_no},
        use=binding.deal.word("authorisation_use"),
    )


def _annexes(binding: Binding, facts: Facts, owners: list[Signer]) -> tuple[Made, Made]:
    deal = binding.deal
    lender = _lender_signer(deal)
    sheet = _make(
        binding,
        facts,
        "cost_sheet",
        KINDS.say("title_cost_sheet"),
        [*owners, lender],
        sheet=binding.sheet.content,
        sheet_hash=binding.sheet.text_hash,
        sheet_version=binding.sheet.version,
        reading=WORDS.say("reading"),
    )
    title = "title_schedule_lease" if deal.leased else "title_schedule"
    own = "schedule_extension.html" if deal.extends is not None else None
    schedule = _make(
        binding, facts, "schedule", KINDS.say(title), [lender], template=own, rows=facts.rows
    )
    return sheet, schedule


def make_documents(
    binding: Binding, authorisations: Sequence[tuple[Party, CreditAuthorisation]]
) -> list[Made]:
    """All documents in the order in which they are shown."""
    deal = binding.deal
    facts = contract_facts(deal, binding.sheet)
    owners = [_party_signer(deal, p) for p in deal.parties if p.role in BORROWERS]
    lender = _lender_signer(deal)
    sheet, schedule = _annexes(binding, facts, owners)
    attachments = [
        {"title": made.title, "pages": made.pages, "sha256": made.sha256}
        for made in (sheet, schedule)
    ]
    contract = _make(
        binding,
        facts,
        "contract",
        deal.word("contract"),
        [*owners, lender],
        template=f"contract_{deal.kind}.html",
        attachments=attachments,
    )
    made = [contract, sheet, schedule]
    made += [_authorisation(binding, facts, party, given) for party, given in authorisations]
    guarantors = [_party_signer(deal, party) for party in deal.of_role("guarantor")]
    if guarantors:
        longer = deal.extends is not None
        title = KINDS.say("title_guarantee_extension" if longer else "title_guarantee")
        made.append(
            _make(
                binding,
                facts,
                "guarantee",
                title,
                [*guarantors, lender],
                template="guarantee_extension.html" if longer else None,
                people=facts.guarantors,
            )
        )
    return made
