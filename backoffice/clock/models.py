"""The business date's table."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.database import Base


class BusinessDate(Base):
    """The one row that says which day it is in the sandbox."""

    __tablename__ = "business_date"
    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    business_date: Mapped[date]
