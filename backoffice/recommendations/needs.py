"""What the customer said, made whole: every value with where it comes from."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, overload

from backoffice.catalogue.products import ProductTerms
from backoffice.catalogue.snapshot import Catalogue
from backoffice.forms import MoneySpan, money, percent
from backoffice.lending.money import r2
from backoffice.lending.score import Goal
from backoffice.quotes.asking import usual_down_payment_pct
from backoffice.recommendations.schemas import NeedItem, RecommendationRequest
from backoffice.wording import wording
from foundation.zh import wan

WORDS = wording("recommendations/wording/needs.yml")


@dataclass(frozen=True)
class Needs:
    """The needs as the advice uses them; None where neither said nor safe to assume."""

    request: RecommendationRequest
    down_payment: Decimal | None
    down_payment_pct: Decimal | None
    wished_payment: Decimal | None
    income: Decimal | None
    other_debt: Decimal
    term_months: int | None
    longest_term: int | None
    keep_years: int
    annual_km: int
    cash_shape: str
    goal: Goal
    customer_type: str | None
    lump: Decimal | None
    cash_discount: Decimal
    items: tuple[NeedItem, ...]
    assumptions: tuple[str, ...]

    @property
    def business(self) -> bool:
        """Whether the income is a business's inflow."""
        return self.customer_type == "self_employed"

    def share_of(self, price: Decimal) -> Decimal:
        """The down payment in yuan on a car of `price`."""
        if self.down_payment is not None:
            return self.down_payment
        return r2(price * (self.down_payment_pct or Decimal(0)) / 100)


def names_product(product: ProductTerms, wanted: str | None) -> bool:
    """Whether the customer named this product: by its key, its offer, or its kind."""
    if wanted is None:
        return False
    if wanted in (product.key, product.offer):
        return True
    return wanted == product.type and product.offer is None


def named_product(catalogue: Catalogue, wanted: str | None) -> ProductTerms | None:
    """The product the customer named; raises `Refusal` (PRODUCT_UNKNOWN) for an unknown name."""
    if wanted is None:
        return None
    for product in catalogue.products.values():
        if names_product(product, wanted):
            return product
    return catalogue.product(wanted)


def lower_end(value: Decimal | MoneySpan | None) -> Decimal | None:
    """The cautious end of a span for money the customer has: what is surely there."""
    if isinstance(value, MoneySpan):
        return value.min if value.min is not None else value.max
    return value


def upper_end(value: Decimal | MoneySpan | None) -> Decimal | None:
    """The end of a span up to which the customer would pay."""
    if isinstance(value, MoneySpan):
        return value.max if value.max is not None else value.min
    return value


def _amount(value: Decimal) -> str:
    """A sum before the word 元: no space after 万."""
    text = wan(value)
    return text if text.endswith(WORDS.say("ten_thousand")) else f"{text} "


def shown_money(value: Decimal | MoneySpan) -> str:
    """A sum or a span as people write it."""
    if not isinstance(value, MoneySpan):
        return WORDS.say("money", amount=_amount(value))
    if value.min is None:
        return WORDS.say("up_to", amount=_amount(value.max or Decimal(0)))
    if value.max is None:
        return WORDS.say("from", amount=_amount(value.min))
    return WORDS.say("between", low=_amount(value.min).strip(), high=_amount(value.max))


def _wire(value: Decimal | MoneySpan) -> Any:
    if isinstance(value, MoneySpan):
        return {
            "min": None if value.min is None else money(value.min),
            "max": None if value.max is None else money(value.max),
        }
    return money(value)


class _Collector:
    """Gathers need items and assumptions in the order in which they are read."""

    def __init__(self) -> None:
        self.items: list[NeedItem] = []
        self.assumptions: list[str] = []

    def add(self, field: str, value: Any, shown: str, *, said: bool) -> None:
        label = WORDS.say(f"label_{field}")
        source = "said" if said else "assumed"
        self.items.append(
            NeedItem.model_validate(
                {"field": field, "label": label, "value": value, "shown": shown, "source": source}
            )
        )

    def money(self, field: str, value: Decimal | MoneySpan | None) -> None:
        if value is not None:
            self.add(field, _wire(value), shown_money(value), said=True)

    @overload
    def choice(self, field: str, said: str | None) -> str | None: ...

    @overload
    def choice(self, field: str, said: str | None, default: str) -> str: ...

    def choice(self, field: str, said: str | None, default: str | None = None) -> str | None:
        value = said if said is not None else default
        if value is not None:
            self.add(field, value, WORDS.say(f"{field}_{value}"), said=said is not None)
        return value

    @overload
    def number(self, field: str, said: int | None) -> int | None: ...

    @overload
    def number(self, field: str, said: int | None, default: int) -> int: ...

    def number(self, field: str, said: int | None, default: int | None = None) -> int | None:
        value = said if said is not None else default
        if value is not None:
            shown = WORDS.say(f"shown_{field}", value=value)
            self.add(field, value, shown, said=said is not None)
        return value


def _down_payment(
    catalogue: Catalogue, request: RecommendationRequest, found: _Collector
) -> tuple[Decimal | None, Decimal | None]:
    if request.down_payment is not None:
        amount = lower_end(request.down_payment)
        found.money("down_payment", request.down_payment)
        return amount, None
    pct = request.down_payment_pct
    said = pct is not None
    if pct is None:
        wanted = named_product(catalogue, request.product)
        pct = catalogue.defaults.down_payment_pct
        pct = usual_down_payment_pct(catalogue, wanted) if wanted else pct
        found.assumptions.append(WORDS.say("assumed_down_payment", pct=percent(pct)))
    shown = WORDS.say("shown_down_payment_pct", value=percent(pct))
    found.add("down_payment_pct", percent(pct), shown, said=said)
    return None, pct


def _longest_term(
    catalogue: Catalogue, request: RecommendationRequest, found: _Collector
) -> int | None:
    """The usual term as a limit, where nothing that was said limits the instalment."""
    said = (request.term_months, request.monthly_payment, request.income)
    if any(value is not None for value in said):
        return None
    usual = catalogue.defaults.term_months
    found.add("term_months", usual, WORDS.say("shown_term_months", value=usual), said=False)
    found.assumptions.append(WORDS.say("assumed_usual_term", term=usual))
    return usual


def _term(catalogue: Catalogue, said: int | None, found: _Collector) -> int | None:
    """The term said, or the offered term nearest to it (the longer one of two equally near)."""
    if said is None:
        return None
    offered = sorted({term for product in catalogue.products.values() for term in product.rates})
    nearest = min(offered, key=lambda term: (abs(term - said), -term))
    if nearest != said:
        found.assumptions.append(WORDS.say("assumed_term", said=said, term=nearest))
    shown = WORDS.say("shown_term_months", value=nearest)
    found.add("term_months", nearest, shown, said=nearest == said)
    return nearest


def _customer_type(request: RecommendationRequest) -> str | None:
    if request.customer_type is not None:
        return request.customer_type
    if request.employment is None:
        return None
    return "self_employed" if request.employment == "self_employed" else "private"


def _assume(request: RecommendationRequest, keep_years: int, found: _Collector) -> None:
    """Say what is assumed where nothing was said, as far as it changes the advice."""
    if request.income is None:
        found.assumptions.append(WORDS.say("assumed_no_income"))
    elif request.other_debt is None:
        found.assumptions.append(WORDS.say("assumed_no_debt"))
    if request.keep_years is None:
        found.assumptions.append(WORDS.say("assumed_keep_years", years=keep_years))


def _circumstances(catalogue: Catalogue, request: RecommendationRequest, found: _Collector) -> None:
    """What was said of the customer and the car, as it stands."""
    for field in ("employment", "customer_type", "usage", "powertrain", "end_choice"):
        found.choice(field, getattr(request, field))
    found.number("min_seats", request.min_seats)
    wanted = named_product(catalogue, request.product)
    if wanted is not None:
        found.add("product", request.product, wanted.name, said=True)
    if request.early_repay is not None:
        found.choice("early_repay", "yes" if request.early_repay else "no")


def read_needs(catalogue: Catalogue, request: RecommendationRequest) -> Needs:
    """The request with defaults for what was not said; each default is told as an assumption."""
    defaults, found = catalogue.defaults, _Collector()
    found.money("price", request.price)
    found.money("on_the_road", request.on_the_road)
    down, pct = _down_payment(catalogue, request, found)
    found.money("monthly_payment", request.monthly_payment)
    term = _term(catalogue, request.term_months, found)
    longest = _longest_term(catalogue, request, found)
    found.money("income", request.income)
    found.money("other_debt", request.other_debt)
    keep = found.number("keep_years", request.keep_years, defaults.keep_years)
    km = found.number("annual_mileage", request.annual_mileage, defaults.annual_km)
    spoken = request.cash_shape or ("bonus" if request.lump_sum else None)
    shape = found.choice("cash_shape", spoken, defaults.cash_shape)
    found.money("lump_sum", request.lump_sum)
    found.money("cash_discount", request.cash_discount)
    goal = found.choice("goal", request.goal, defaults.goal)
    _circumstances(catalogue, request, found)
    _assume(request, keep, found)
    return Needs(
        request=request,
        down_payment=down,
        down_payment_pct=pct,
        wished_payment=upper_end(request.monthly_payment),
        income=lower_end(request.income) or upper_end(request.income),
        other_debt=request.other_debt or Decimal(0),
        term_months=term,
        longest_term=longest,
        keep_years=keep,
        annual_km=km,
        cash_shape=shape,
        goal=Goal(goal),
        customer_type=_customer_type(request),
        lump=request.lump_sum,
        cash_discount=request.cash_discount or Decimal(0),
        items=tuple(found.items),
        assumptions=tuple(found.assumptions),
    )
