"""Catches that follow from what this customer said: above the wish, tight for the income."""

from decimal import Decimal

from backoffice.lending.affordability import Grade
from backoffice.lending.score import Part
from backoffice.quotes.answers import extension_of
from backoffice.recommendations.needs import Needs
from backoffice.recommendations.reasons import CONVINCING
from backoffice.recommendations.selection import Ranked
from backoffice.wording import wording
from foundation.zh import yuan

SAY = wording("recommendations/wording/cautions.yml").say


def _over_wish(item: Ranked, needs: Needs) -> list[str]:
    payment, wished = item.plan.priced.steady_payment, needs.wished_payment
    if wished is None or payment <= wished:
        return []
    # A plan just above the wish says so among its reasons.
    if item.scored.parts.get(Part.MONTH, Decimal(0)) >= CONVINCING:
        return []
    over = yuan(payment - wished)
    return [SAY("over_wish", payment=yuan(payment), wished=yuan(wished), over=over)]


def _tight(item: Ranked, needs: Needs) -> list[str]:
    burden = item.plan.burden
    if burden is None or needs.income is None or burden.grade is Grade.GREEN:
        return []
    extension = extension_of(item.plan.priced)
    if extension > item.plan.priced.steady_payment:
        return [SAY("balloon_heavy", payment=yuan(extension), pti=burden.pti_pct)]
    return [SAY("heavy", pti=burden.pti_pct)]


def personal_cautions(item: Ranked, needs: Needs) -> list[str]:
    """Sentences to stand before the product's own catches."""
    said = [*_over_wish(item, needs), *_tight(item, needs)]
    if item.plan.forgone:
        said.append(SAY("discount_lost", discount=yuan(item.plan.forgone)))
    return said
