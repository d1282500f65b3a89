"""The fake's answers have the shapes of the back office's own schemas."""

from typing import Any

import pytest

from backoffice.applications.lifecycle import State
from backoffice.applications.schemas import ApplicationView
from backoffice.callbacks.schemas import CallbackAnswer
from backoffice.care.schemas import UpgradeView
from backoffice.catalogue.schemas import Products, Vehicles
from backoffice.consents.schemas import Consents
from backoffice.dealers.schemas import Cities, Dealers
from backoffice.estimates.schemas import (
    AffordabilityAnswer,
    CashOrLoanAnswer,
    FlatRateAnswer,
    OnTheRoadAnswer,
)
from backoffice.loans.schemas import LoanSchedule, LoanView, Payments, PayNowReceipt, TrialView
from backoffice.plans.schemas import PlanAnswer, Plans
from backoffice.quotes.schemas import ComparisonAnswer, QuoteAnswer, ScheduleAnswer, SolveAnswer
from backoffice.recommendations.schemas import RecommendationAnswer
from backoffice.servicing.schemas import ErrandView, OfferDeclined, SettlementTrial
from foundation.backoffice import Actor, BackOffice
from tests.actions.fakes import FakeBackOffice
from tests.actions.fakes_application import GUARANTOR, SPOUSE, STATES, FakeApplications
from tests.actions.fakes_loans import LATE, LEASE, SETTLED, FakeLoans, loan
from tests.actions.fakes_servicing import FakeServicing
from tests.actions.fakes_servicing import errand as errand_of

OWNER = {"kind": "visitor", "id": "v1"}
CALLS: list[tuple[Any, str, tuple[Any, ...]]] = [
    (Vehicles, "vehicles", ()),
    (Products, "products", ()),
    (Dealers, "dealers", ()),
    (Cities, "cities", ()),
    (QuoteAnswer, "quote", ({"product_key": "AXD"},)),
    (QuoteAnswer, "stored_quote", ("Q1",)),
    (ScheduleAnswer, "schedule", ("Q1",)),
    (SolveAnswer, "solve", ({"target": "max_price"},)),
    (ComparisonAnswer, "compare", ({"quote_ids": ["Q1", "Q2"]},)),
    (CashOrLoanAnswer, "cash_or_loan", ({},)),
    (AffordabilityAnswer, "affordability", ({},)),
    (OnTheRoadAnswer, "on_the_road", ({},)),
    (FlatRateAnswer, "flat_rate", ({"basis": "monthly_flat"},)),
    (PlanAnswer, "keep_plan", ({"owner": OWNER, "quote_id": "Q1"}, "k")),
    (Plans, "plans", ("visitor", "v1")),
    (CallbackAnswer, "request_callback", ({}, "k")),
]


@pytest.mark.parametrize(("schema", "method", "arguments"), CALLS, ids=[c[1] for c in CALLS])
def test_answers_have_the_real_shape(schema: Any, method: str, arguments: tuple[Any, ...]) -> None:
    desk = FakeBackOffice()
    desk.quote({"product_key": "AXD"})
    schema.model_validate(getattr(desk, method)(*arguments))


def test_a_recommendation_has_the_real_members() -> None:
    answer = FakeBackOffice().recommend({})
    assert set(answer) == set(RecommendationAnswer.model_fields)


def test_every_method_is_one_of_the_client() -> None:
    parts = (FakeApplications, FakeLoans, FakeServicing, FakeBackOffice)
    all_of_it = {name: value for part in parts for name, value in vars(part).items()}
    own = {name for name in all_of_it if not name.startswith("_")}
    assert own - {"called", "holds", "lends", "quotes"} <= set(dir(BackOffice))


@pytest.mark.parametrize("state", STATES)
def test_an_application_has_the_real_shape(state: str) -> None:
    made = FakeBackOffice().holds(state, parties=[SPOUSE | {"role": "borrower"}, GUARANTOR])
    ApplicationView.model_validate(made)
    assert set(ApplicationView.model_fields) <= set(made)
    assert state in State


@pytest.mark.parametrize(
    "more", [{}, LATE, SETTLED, LEASE], ids=["runs", "late", "settled", "lease"]
)
def test_a_loan_has_the_real_shape(more: dict[str, Any]) -> None:
    made = loan(**more)
    LoanView.model_validate(made)
    assert set(made) == set(LoanView.model_fields)


@pytest.mark.parametrize(
    ("schema", "method", "more"),
    [
        (LoanSchedule, "loan_schedule", ()),
        (Payments, "payments", ()),
        (TrialView, "try_pay_now", ()),
        (PayNowReceipt, "repay_now", ({}, "k")),
    ],
)
def test_what_a_loan_answers_has_the_real_shape(
    schema: Any, method: str, more: tuple[Any, ...]
) -> None:
    desk = FakeBackOffice()
    answer = getattr(desk, method)(Actor("customer:U1", "L1", "web"), "C1", *more)
    schema.model_validate(answer)
    assert set(answer) == set(schema.model_fields)


ACTOR = Actor("customer:U1", "L3", "web")


def test_an_errand_has_the_real_shape() -> None:
    made = errand_of("settlement", "C1")
    ErrandView.model_validate(made)
    assert set(made) == set(ErrandView.model_fields)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("settlement", {"settle_on": "2026-11-28"}),
        ("prepayment", {"amount": "50000.00"}),
        ("extension", {}),
        ("lease_end", {}),
    ],
)
def test_a_trial_has_the_real_shape(kind: str, body: dict[str, Any]) -> None:
    made = FakeBackOffice().try_errand(ACTOR, "C1", kind, body)
    schema = SettlementTrial if kind == "settlement" else TrialView
    schema.model_validate(made)
    assert set(schema.model_fields) <= set(made)


def test_keeping_and_changing_has_the_real_shape() -> None:
    made = FakeBackOffice().try_errand(ACTOR, "C1", "upgrade", {})
    UpgradeView.model_validate(made)
    assert set(UpgradeView.model_fields) <= set(made)


def test_a_declined_offer_has_the_real_shape() -> None:
    made = FakeBackOffice().decline_offer(ACTOR, "O1", "k")
    OfferDeclined.model_validate(made)
    assert set(made) == set(OfferDeclined.model_fields)


def test_consents_have_the_real_shape() -> None:
    actor = Actor("customer:U1", "L1", "web")
    Consents.model_validate(FakeBackOffice().consents(actor, "U1"))
