"""`GET /health`: 200 only when the database answers, is migrated and seeded."""

from datetime import date
from typing import Literal

import sqlalchemy as sa
from alembic.script import ScriptDirectory
from fastapi import APIRouter, Response
from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError

from backoffice.clock.service import ClockNotSeeded
from backoffice.migrate import alembic_config
from backoffice.office import CurrentOffice, Office

router = APIRouter(tags=["health"])

_HEAD = ScriptDirectory.from_config(alembic_config()).get_current_head()


class Health(BaseModel):
    """Whether this process can work, and what is down if not."""

    status: Literal["up", "down"]
    business_date: date | None
    down: list[str]


def _down(office: Office) -> list[str]:
    try:
        with office.database.transaction() as session:
            version = session.scalar(sa.text("SELECT version_num FROM alembic_version"))
    except SQLAlchemyError as error:
        # A reachable database without the table is one that was never migrated.
        return ["migrations"] if isinstance(error, sa.exc.ProgrammingError) else ["database"]
    return [] if version == _HEAD else ["migrations"]


@router.get("/health", responses={503: {"model": Health, "description": "not ready"}})
def health(office: CurrentOffice, response: Response) -> Health:
    """Up when the database is reachable, migrated and seeded; names what is down."""
    down, today = _down(office), None
    if not down:
        try:
            today = office.clock.business_date()
        except ClockNotSeeded:
            down = ["clock"]
    if not down and not office.work.healthy():
        down = ["work"]
    if down:
        response.status_code = 503
    return Health(status="down" if down else "up", business_date=today, down=down)
