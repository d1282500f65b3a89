"""Which application decides and signs an extension."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backoffice.applications.models import Application
from backoffice.database import Base
from backoffice.servicing.models import Errand


class ExtensionCase(Base):
    """The application, of the purpose `extension`, that an errand goes through."""

    __tablename__ = "extension_cases"

    application_no: Mapped[str] = mapped_column(
        sa.ForeignKey(Application.application_no), primary_key=True
    )
    request_no: Mapped[str] = mapped_column(sa.ForeignKey(Errand.request_no), unique=True)
