"""Makes contracts, keeps their files, and finds them again."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.applications.finding import borrower_of, find, parties_of
from backoffice.office import office_of
from backoffice.parties.authorisation import in_force
from backoffice.parties.models import CreditAuthorisation, Party
from backoffice.personal.sealing import PersonalSealBroken
from backoffice.refusals import Refusal
from backoffice.signing.deal import Deal, deal_of
from backoffice.signing.documents import Binding, Made, make_documents
from backoffice.signing.models import (
    Confirmation,
    Contract,
    ContractDocument,
    ContractFile,
    CostSheet,
    Signature,
)
from backoffice.signing.ports import authority_of
from backoffice.signing.sheets import contract_in_force

LETTERS = {"loan": "C", "finance_lease": "L", "sale_leaseback": "H", "extension": "B"}
NUMBERS_A_DAY = 10_000
TRIES = 60


def _fresh_contract_no(session: Session, deal: Deal, day: date) -> str:
    """A number like C202511130008 that no contract has."""
    for _ in range(TRIES):
        number = f"{LETTERS[deal.kind]}{day:%Y%m%d}{secrets.randbelow(NUMBERS_A_DAY):04d}"
        if session.get(Contract, number) is None:
            return number
    raise RuntimeError("no contract number is left for the day")


def confirmed_sheet(session: Session, application_no: str) -> CostSheet:
    """The sheet that the borrower confirmed last; raises `Refusal` (COST_SHEET_NOT_CONFIRMED)."""
    borrower = borrower_of(session, application_no)
    found = session.scalars(
        sa.select(CostSheet)
        .join(Confirmation, Confirmation.text_hash == CostSheet.text_hash)
        .where(
            CostSheet.application_no == application_no,
            Confirmation.party_id == borrower.party_id,
        )
        .order_by(CostSheet.version.desc())
        .limit(1)
    ).one_or_none()
    if found is None:
        raise Refusal("COST_SHEET_NOT_CONFIRMED")
    return found


def void(session: Session, contract: Contract, at: datetime) -> None:
    """End a contract that other people will sign anew; its certificates are revoked."""
    contract.voided_at = at
    authority = authority_of(office_of(session))
    used = sa.select(Signature.certificate_serial).where(
        Signature.contract_no == contract.contract_no
    )
    for serial in session.scalars(used):
        authority.revoke(session, serial, at)
    session.flush()


def _authorisations(session: Session, deal: Deal) -> list[tuple[Party, CreditAuthorisation]]:
    given = [(party, in_force(session, party.party_id)) for party in deal.parties]
    return [(party, authorisation) for party, authorisation in given if authorisation is not None]


def _chained(before: str, sha256: str) -> str:
    return hashlib.sha256(f"{before}{sha256}".encode()).hexdigest()


def add_file(
    session: Session, document_id: str, content: bytes, signed_by: str | None, at: datetime
) -> ContractFile:
    """Keep the next version of a document; its hash is chained to the ones before."""
    last = newest_file(session, document_id)
    sha256 = hashlib.sha256(content).hexdigest()
    file = ContractFile(
        document_id=document_id,
        version=last.version + 1 if last else 0,
        sha256=sha256,
        chain=_chained(last.chain if last else "", sha256),
        signed_by=signed_by,
        content=content,
        made_at=at,
    )
    session.add(file)
    session.flush()
    return file


def chain_holds(session: Session, document_id: str) -> bool:
    """Whether every version of a document is what was kept, in the order in which it was kept."""
    query = (
        sa.select(ContractFile)
        .where(ContractFile.document_id == document_id)
        .order_by(ContractFile.version)
    )
    chain, before = "", b""
    try:
        files = session.scalars(query).all()
    except PersonalSealBroken:
        return False
    for file in files:
        sha256 = hashlib.sha256(file.content).hexdigest()
        chain = _chained(chain, sha256)
        if (file.sha256, file.chain) != (sha256, chain) or not file.content.startswith(before):
            return False
        before = file.content
    return bool(before)


def _keep(session: Session, contract: Contract, made: Sequence[Made]) -> None:
    for position, document in enumerate(made):
        number = f"{contract.contract_no}-{document.kind}"
        if document.party_id is not None:
            number = f"{number}-{document.party_id}"
        session.add(
            ContractDocument(
                document_id=number,
                contract_no=contract.contract_no,
                kind=document.kind,
                party_id=document.party_id,
                position=position,
                title=document.title,
                pages=document.pages,
                sha256=document.sha256,
                fields=document.fields,
            )
        )
        session.flush()
        add_file(session, number, document.pdf, None, contract.made_at)


def generate(session: Session, application_no: str, *, at: datetime | None = None) -> str:
    """Make the contract of an application for all its parties; its number.

    A contract made before for other signers ends. Raises `Refusal` (COST_SHEET_NOT_CONFIRMED).
    The application's state is the caller's business.
    """
    find(session, application_no, lock=True)
    office = office_of(session)
    made_at = at or office.clock.now()
    sheet, deal = confirmed_sheet(session, application_no), deal_of(session, application_no)
    before = contract_in_force(session, application_no)
    if before is not None:
        void(session, before, made_at)
    activation = date.fromisoformat(sheet.content["activation"])
    binding = Binding(
        deal=deal,
        sheet=sheet,
        contract_no=_fresh_contract_no(session, deal, made_at.date()),
        made_at=made_at,
        sandbox=office.settings.sandbox,
        verify_at=f"{office.settings.edge_url}/verify",
    )
    contract = Contract(
        contract_no=binding.contract_no,
        application_no=application_no,
        cost_sheet_hash=sheet.text_hash,
        fingerprint=binding.fingerprint,
        kind=deal.kind,
        due_day=deal.due_day(activation),
        expected_activation=activation,
        made_at=made_at,
    )
    session.add(contract)
    session.flush()
    _keep(session, contract, make_documents(binding, _authorisations(session, deal)))
    return contract.contract_no


def find_contract(session: Session, contract_no: str) -> Contract:
    """The contract; raises `Refusal` (CONTRACT_UNKNOWN)."""
    found = session.get(Contract, contract_no)
    if found is None:
        raise Refusal("CONTRACT_UNKNOWN")
    return found


def documents_of(session: Session, contract_no: str) -> list[ContractDocument]:
    """A contract's documents in the order in which they are shown."""
    return list(
        session.scalars(
            sa.select(ContractDocument)
            .where(ContractDocument.contract_no == contract_no)
            .order_by(ContractDocument.position)
        )
    )


def newest_file(session: Session, document_id: str) -> ContractFile | None:
    """The newest version of a document."""
    return session.scalars(
        sa.select(ContractFile)
        .where(ContractFile.document_id == document_id)
        .order_by(ContractFile.version.desc())
        .limit(1)
    ).one_or_none()


def readable_by(documents: Sequence[ContractDocument], party: Party) -> list[ContractDocument]:
    """What a party may read: the contract with its annexes, the guarantee if it is his or he is
    the borrower, and of the authorisations only his own."""

    def readable(document: ContractDocument) -> bool:
        if document.kind == "authorisation":
            return document.party_id == party.party_id
        if document.kind == "guarantee":
            return party.role in ("borrower", "guarantor")
        return True

    return [document for document in documents if readable(document)]


def signers_of(session: Session, contract: Contract) -> list[Party]:
    """The parties who have to sign a contract."""
    return parties_of(session, contract.application_no)
