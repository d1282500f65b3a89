"""The use case: from needs to a stored recommendation with citable quotes."""

from dataclasses import dataclass

from backoffice.catalogue.snapshot import Catalogue
from backoffice.forms import money, percent
from backoffice.lending.money import two_decimals
from backoffice.numbers import fresh_number
from backoffice.office import Office
from backoffice.quotes.answers import answer
from backoffice.quotes.pricing import Priced
from backoffice.quotes.repository import store
from backoffice.quotes.schemas import QuoteAnswer
from backoffice.recommendations.candidates import Field, enumerate_plans
from backoffice.recommendations.models import StoredRecommendation
from backoffice.recommendations.needs import Needs, read_needs
from backoffice.recommendations.opportunities import find_opportunities
from backoffice.recommendations.personal_cautions import personal_cautions
from backoffice.recommendations.reasons import reasons
from backoffice.recommendations.schemas import (
    ChosenVehicle,
    NeedItem,
    RecommendationAnswer,
    RecommendationRequest,
    RecommendedItem,
    ScorePart,
    TrimChoice,
    WayOut,
)
from backoffice.recommendations.selection import Ranked, Shown, rank_plans, select
from backoffice.recommendations.vehicle_choice import Choice, choose
from backoffice.recommendations.ways import Way
from backoffice.recommendations.ways_out import find_ways
from backoffice.wording import wording

Quotes = list[tuple[Priced, QuoteAnswer]]

LABELS = wording("recommendations/wording/needs.yml").say


def _vehicle(catalogue: Catalogue, choice: Choice) -> ChosenVehicle:
    return ChosenVehicle(
        vehicle_key=choice.vehicle.key,
        trim_key=choice.trim.key,
        name=choice.vehicle.name,
        trim_name=choice.trim.name,
        price=money(choice.price),
        powertrain=choice.vehicle.powertrain,
        source="said" if choice.said else "assumed",
        why=choice.why,
        alternatives=[
            TrimChoice(
                vehicle_key=trim.vehicle_key,
                trim_key=trim.key,
                name=f"{catalogue.vehicles[trim.vehicle_key].name}{trim.name}",
                price=money(trim.price),
                powertrain=catalogue.vehicles[trim.vehicle_key].powertrain,
            )
            for trim in choice.alternatives
        ],
    )


def _vehicle_need(choice: Choice) -> NeedItem:
    return NeedItem(
        field="vehicle",
        label=LABELS("label_vehicle"),
        value=choice.trim.key,
        shown=f"{choice.vehicle.name}{choice.trim.name}",
        source="said" if choice.said else "assumed",
    )


def _item(
    place: int, shown: Shown, answered: QuoteAnswer, needs: Needs, ranked: list[Ranked]
) -> RecommendedItem:
    scored = shown.ranked.scored
    return RecommendedItem(
        rank=place,
        badges=list(shown.badges),
        score=str(scored.score),
        score_parts={
            part: ScorePart(
                value=str(two_decimals(value)), weight=str(two_decimals(scored.weights[part]))
            )
            for part, value in scored.parts.items()
        },
        quote=answered.quote,
        schedule_summary=answered.schedule_summary,
        breakdown=answered.breakdown,
        affordability=answered.affordability,
        reasons=reasons(shown.ranked, needs, ranked),
        cautions=[*personal_cautions(shown.ranked, needs), *answered.cautions],
    )


def _ways(
    catalogue: Catalogue, ways: list[Way]
) -> tuple[list[WayOut], list[tuple[Priced, QuoteAnswer]]]:
    said, quotes = [], []
    for way in ways:
        given = None
        if way.priced is not None:
            answered = answer(catalogue, way.priced, [])
            quotes.append((way.priced, answered))
            given = answered.quote
        said.append(WayOut(code=way.code, text=way.text, change=way.change, quote=given))
    return said, quotes


@dataclass(frozen=True)
class Advice:
    """What was found for the needs, before it is said: the car, the field, the ranking."""

    needs: Needs
    choice: Choice
    field: Field
    ranked: list[Ranked]
    shown: list[Shown]


def advise(catalogue: Catalogue, request: RecommendationRequest) -> Advice:
    """Choose a car, price every plan on it and rank them; raises `Refusal`."""
    needs = read_needs(catalogue, request)
    choice = choose(catalogue, needs)
    field = enumerate_plans(catalogue, needs, choice)
    ranked = rank_plans(catalogue, needs, field.plans)
    return Advice(needs, choice, field, ranked, select(needs, ranked))


def say_advice(catalogue: Catalogue, advice: Advice) -> tuple[RecommendationAnswer, Quotes]:
    """The advice in words, with all quotes it cites."""
    needs, choice, field = advice.needs, advice.choice, advice.field
    quotes = []
    for pick in advice.shown:
        priced = pick.ranked.plan.priced
        quotes.append((priced, answer(catalogue, priced, [], needs.income, needs.other_debt)))
    items = [
        _item(place, pick, given, needs, advice.ranked)
        for place, (pick, (_, given)) in enumerate(zip(advice.shown, quotes, strict=True), start=1)
    ]
    ways, way_quotes = _ways(catalogue, find_ways(catalogue, needs, choice, field))
    chances, chance_quotes = _ways(catalogue, find_opportunities(catalogue, needs, choice, field))
    down_pct = two_decimals(needs.share_of(choice.price) * 100 / choice.price)
    said = RecommendationAnswer(
        recommendation_id=fresh_number("R", catalogue.day),
        needs=[_vehicle_need(choice), *needs.items],
        vehicle=_vehicle(catalogue, choice),
        items=items,
        assumptions=[*needs.assumptions, *choice.assumptions],
        disclosures=quotes[0][1].disclosures if quotes else [],
        rejected=list(field.rejected),
        way_out=ways,
        opportunities=chances,
        considered=len(field.plans),
        goal=needs.goal.value,
        down_payment_pct=percent(down_pct),
    )
    return said, [*quotes, *way_quotes, *chance_quotes]


def recommend(office: Office, request: RecommendationRequest) -> RecommendationAnswer:
    """Two or three plans with reasons and cautions, or the ways out; stored with their quotes.

    Raises `Refusal` when nothing hints at a car or what was named does not exist.
    """
    catalogue = office.catalogue()
    said, quotes = say_advice(catalogue, advise(catalogue, request))
    with office.database.transaction() as session:
        if quotes:
            said_type = request.customer_type or request.employment
            store(session, catalogue, quotes, None if said_type else "private")
        session.add(
            StoredRecommendation(
                recommendation_id=said.recommendation_id,
                business_date=catalogue.day,
                request=request.model_dump(mode="json", exclude_none=True),
                answer=said.model_dump(mode="json"),
            )
        )
    return said
