"""Conditions over states, for queries."""

import sqlalchemy as sa

from backoffice.applications.lifecycle import OPEN
from backoffice.applications.models import Application


def still_open() -> sa.ColumnElement[bool]:
    """That an application is on its way: opened, not paid out, not at an end."""
    return Application.state.in_([str(state) for state in OPEN])
