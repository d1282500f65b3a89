"""The reference people's cost sheets and signatures, by the signing room's own service."""

from backoffice.reference.story import Story


def confirm_cost(story: Story) -> None:
    """Read the cost sheet to its end and confirm it; the contract is made."""


def sign(story: Story) -> None:
    """Sign as the borrower."""
