"""What other rooms may call: papers after a verdict, signing after a signature."""

from backoffice.applications.finding import application_for, own_party
from backoffice.applications.progress import (
    cost_confirmed,
    papers_changed,
    purchase_changed,
    refused,
    signed,
)

__all__ = [
    "application_for",
    "cost_confirmed",
    "own_party",
    "papers_changed",
    "purchase_changed",
    "refused",
    "signed",
]
