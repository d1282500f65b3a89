"""Dates that end something, made known by the rooms that learn of them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backoffice.reminders.models import KnownDate


def make_known(
    session: Session,
    customer_id: str,
    kind: Literal["id_expiry", "insurance"],
    ends_on: date | None,
    contract_no: str = "",
) -> None:
    """Remind of this date from now on instead of the one known before; None: of none any more."""
    if ends_on is None:
        session.execute(
            sa.delete(KnownDate).where(
                KnownDate.customer_id == customer_id,
                KnownDate.kind == kind,
                KnownDate.contract_no == contract_no,
            )
        )
        return
    session.execute(
        insert(KnownDate)
        .values(customer_id=customer_id, kind=kind, contract_no=contract_no, ends_on=ends_on)
        .on_conflict_do_update(
            index_elements=[KnownDate.customer_id, KnownDate.kind, KnownDate.contract_no],
            set_={"ends_on": ends_on},
        )
    )


def seed_dates(session: Session, catalogue: Mapping[str, Any]) -> None:
    """Make known when the personas' ID cards end; what is known by now stays."""
    for persona in catalogue["personas"]:
        if "id_valid_to" not in persona:
            continue
        if session.get(KnownDate, (persona["no"], "id_expiry", "")) is not None:
            continue
        ends_on = date.fromisoformat(persona["id_valid_to"])
        session.add(
            KnownDate(customer_id=persona["no"], kind="id_expiry", contract_no="", ends_on=ends_on)
        )
    session.flush()
