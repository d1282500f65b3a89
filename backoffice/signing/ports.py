"""Who certifies and stamps for this office: in the sandbox the sandbox; nobody else is configured.

A production deployment names its authority and its timestamp service here.
"""

import time
from collections.abc import Sequence
from datetime import datetime

from pyhanko.sign.timestamps import TimeStamper
from sqlalchemy.orm import Session

from backoffice.office import Office
from backoffice.providers.assembly import outside_of
from backoffice.providers.sandbox.outside import PATIENCE_SECONDS, SLOW_SECONDS
from backoffice.signing.authority import SigningAuthority
from backoffice.signing.sandbox_authority import SandboxAuthority
from backoffice.signing.timestamps import Control, TimestampRequestError, sandbox_stamper

PORT = "timestamp"


class AuthorityMissing(RuntimeError):
    """Outside the sandbox nobody is configured who could certify a signature."""


def _sandbox(office: Office) -> SandboxAuthority:
    if not office.settings.sandbox:
        raise AuthorityMissing("no signing authority is configured")
    return SandboxAuthority(office.settings.papers_key)


def authority_of(office: Office) -> SigningAuthority:
    """Who certifies signatures; raises `AuthorityMissing` outside the sandbox."""
    return _sandbox(office)


def _control(office: Office, subjects: Sequence[str | None]) -> Control:
    def control() -> None:
        told = outside_of(office).told(PORT, subjects)
        if told.manner == "slow":
            wait = SLOW_SECONDS if told.seconds is None else told.seconds
            time.sleep(min(wait, PATIENCE_SECONDS))
            if wait > PATIENCE_SECONDS:
                raise TimestampRequestError("no answer in time")
        elif told.manner != "yes":
            raise TimestampRequestError(f"the timestamp service says {told.manner}")

    return control


def stamper_of(
    session: Session, office: Office, at: datetime, subjects: Sequence[str | None]
) -> TimeStamper:
    """Who says when something was signed, asked about these subjects."""
    return sandbox_stamper(session, _sandbox(office), at, _control(office, subjects))
