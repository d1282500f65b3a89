"""What is kept of an application's signing, for tests."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.signing.models import Contract, ContractDocument, ContractFile, Signature
from tests.backoffice.signing.signers import Signers


def signatures(way: Signers) -> list[Signature]:
    """The signatures under this application's contracts."""
    query = (
        sa.select(Signature)
        .join(Contract, Contract.contract_no == Signature.contract_no)
        .where(Contract.application_no == way.number)
        .order_by(Signature.signed_at)
    )
    with way.office.database.transaction() as session:
        return list(session.scalars(query))


def documents(session: Session, way: Signers) -> list[ContractDocument]:
    query = (
        sa.select(ContractDocument)
        .join(Contract, Contract.contract_no == ContractDocument.contract_no)
        .where(Contract.application_no == way.number)
    )
    return list(session.scalars(query))


def versions(way: Signers) -> int:
    """How many versions of documents are kept."""
    with way.office.database.transaction() as session:
        numbers = [document.document_id for document in documents(session, way)]
        query = sa.select(sa.func.count()).where(ContractFile.document_id.in_(numbers))
        return session.scalar(query) or 0
