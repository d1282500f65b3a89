"""The switch of who wants to hear nothing: it holds at once, for care and offers, on every way."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from backoffice.care.facts import MARKETING, gather
from backoffice.care.models import CareSwitch
from backoffice.care.schemas import CareSetting
from backoffice.care.worth import WORDS
from backoffice.consents.service import take_back
from backoffice.office import office_of


def setting_of(session: Session, customer_id: str) -> CareSetting:
    """Whether care and offers may come; consents taken back count as switched off."""
    now = office_of(session).clock.now()
    off = gather(session, {customer_id: now})[customer_id].switched_off_on
    return CareSetting(
        on=off is None,
        off_since=off.isoformat() if off else None,
        text=WORDS.say("switch_off" if off else "switch_on"),
    )


def switch(session: Session, customer_id: str, *, on: bool) -> CareSetting:
    """Off ends the consents to marketing too; on gives none back: that is agreed to anew.

    Off again keeps the day from which it was off.
    """
    values = {"wanted": on, "changed_at": office_of(session).clock.now()}
    session.execute(
        insert(CareSwitch)
        .values(customer_id=customer_id, **values)
        .on_conflict_do_update(
            index_elements=[CareSwitch.customer_id],
            set_=values,
            where=sa.or_(CareSwitch.wanted, sa.literal(on)),
        )
    )
    if not on:
        for purpose in MARKETING:
            take_back(session, [customer_id], purpose)
    session.flush()
    return setting_of(session, customer_id)
