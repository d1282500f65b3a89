"""From scored candidates to the two or three that are shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from backoffice.catalogue.snapshot import Catalogue
from backoffice.lending.score import Scored, Wishes, rank
from backoffice.recommendations.candidates import Plan, score_view
from backoffice.recommendations.needs import Needs, names_product
from backoffice.recommendations.schemas import Badge

BEST: Badge = "最适合您"
CHEAPEST: Badge = "总成本最省"
LIGHTEST: Badge = "月供最少"
FEWEST, MOST = 2, 3


@dataclass(frozen=True)
class Ranked:
    """A candidate with its score."""

    plan: Plan
    scored: Scored


@dataclass(frozen=True)
class Shown:
    """A candidate that is shown, with the badges it earned."""

    ranked: Ranked
    badges: tuple[Badge, ...]


def rank_plans(catalogue: Catalogue, needs: Needs, plans: Sequence[Plan]) -> list[Ranked]:
    """The candidates by the published score, best first."""
    by_key = {plan.key: plan for plan in plans}
    views = [score_view(catalogue, plan, needs) for plan in plans]
    wishes = Wishes(needs.goal, needs.wished_payment, needs.keep_years, needs.annual_km)
    scored = rank(views, wishes, catalogue.weights[needs.goal])
    return [Ranked(by_key[item.candidate.key], item) for item in scored]


def select(needs: Needs, ranked: Sequence[Ranked]) -> list[Shown]:
    """The best, the cheapest in total and the lightest a month, each once; at least two if there
    are two, and a product that was asked for by name first."""
    if not ranked:
        return []
    best = ranked[0]
    cheapest = min(ranked, key=lambda item: (item.plan.cost, item.plan.priced.steady_payment))
    lightest = min(ranked, key=lambda item: (item.plan.priced.steady_payment, item.plan.cost))
    wanted = [r for r in ranked if names_product(r.plan.priced.product, needs.request.product)]
    order = [*wanted[:1], best, cheapest, lightest]
    badges: dict[str, list[Badge]] = {}
    for item, badge in ((best, BEST), (cheapest, CHEAPEST), (lightest, LIGHTEST)):
        badges.setdefault(item.plan.key, []).append(badge)
    chosen = {item.plan.key: item for item in order}
    for item in ranked:
        if len(chosen) >= FEWEST:
            break
        chosen.setdefault(item.plan.key, item)
    return [Shown(item, tuple(badges.get(key, ()))) for key, item in list(chosen.items())[:MOST]]
