"""What an application is for: a loan, or a change of one that its people sign anew.

An application that is not for a loan belongs to another room, which hears of every change of its
state in the transaction that makes it, tells its customer in its own words, and goes on after the
last signature.
"""

from importlib import import_module

from sqlalchemy.orm import Session

from backoffice.applications.models import Application

LOAN = "loan"
EXTENSION = "extension"
# Whose application it is: a module with `follow(session, application)`.
ROOMS = {EXTENSION: "backoffice.servicing.extension.following"}
# The kind of work that tells a change of state.
TOLD_BY = {LOAN: "tell_state", EXTENSION: "tell_extension"}


def for_loan(application: Application) -> bool:
    """Whether it is an application for a loan."""
    return application.purpose == LOAN


def follow(session: Session, application: Application) -> None:
    """Let the room that an application belongs to follow a change of its state."""
    room = ROOMS.get(application.purpose)
    if room is not None:
        import_module(room).follow(session, application)
