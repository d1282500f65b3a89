"""What the credit bureau answered; asked once for an authorisation."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.database import Base
from backoffice.parties.models import CreditAuthorisation, Party
from backoffice.personal.columns import SealedJson


class CreditReport(Base):
    """A party's report; the lawful query stays on record after the consent is taken back."""

    __tablename__ = "credit_reports"

    authorisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey(CreditAuthorisation.id), primary_key=True, autoincrement=False
    )
    party_id: Mapped[str] = mapped_column(sa.ForeignKey(Party.party_id), index=True)
    purpose: Mapped[str] = mapped_column(sa.String(40))
    report: Mapped[dict[str, Any]] = mapped_column(SealedJson("credit_reports.report"))
    queried_at: Mapped[datetime] = mapped_column(sa.DateTime(timezone=True))
