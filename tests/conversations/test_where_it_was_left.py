"""Every act × every step it asks: left there, taken up on a later day, with everything running.

Acts, steps and the answers that lead to them are found in the loaded domain (`walking.py`), so that
a capability added later is covered without writing. All are left on one day; then the date is moved
once and each customer comes back, some in another session: he hears where he was, the same question
comes again, nothing that he said is lost, and going on shows the figures of a talk begun today.
Figures whose time has passed are made anew and said to be new. What was given up leaves nothing.

The date never goes back: this is the last module of the folder.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
import yaml

from tests.conversations.walking import AGREED, LOGIN, Scouts, Walk, Way, Ways, acts, people
from tests.customer import Customer
from tests.running import ROOT, Running

pytestmark = pytest.mark.stack
Json = dict[str, Any]
STEPS = [(form, slot) for form, slots in acts().items() for slot in slots]
# Errands of a running loan: their figures are kept as a trial.
ERRANDS = ("extension_form", "hardship_form", "total_loss_form", "lease_end_form",
           "prepayment_form", "settlement_form", "title_form")  # fmt: skip
# Slots that say where the talk is; all others belong to the customer.
COURSE = {"requested_slot", "helped", "misses", "reasked", "shown", "offer", "parked",
          "parked_questions", "pending_wishes", "unserved", "doubt", "beside"}  # fmt: skip
TRIAL_DAYS = 3
WORDING = yaml.safe_load((ROOT / "actions/wording/shared.yml").read_text(encoding="utf-8"))


@dataclass
class Left:
    """A talk that was left at a step, with what stood there."""

    walk: Walk
    form: str
    slot: str
    way: Way | None
    slots: Json
    card: Json | None
    # The confirm card to which going on would have led on that day.
    then: Json | None

    @property
    def task(self) -> str:
        return str(WORDING["tasks"][self.form])

    @property
    def trial(self) -> str:
        """The figures that the confirm card cites."""
        return str(self.walk.slots["beside"][self.form]["facts"]["trial_id"])

    def of_the_customer(self) -> Json:
        return {name: value for name, value in self.walk.slots.items() if name not in COURSE}


@dataclass
class Days:
    """Everything that was left, and the day on which it is taken up."""

    stack: Running
    scouts: Scouts
    ways: dict[str, Ways]
    left: dict[tuple[str, str], Left]
    old_trials: dict[str, Left]
    passed: Left

    def today(self) -> date:
        return date.fromisoformat(
            self.stack.call_backoffice("GET", "/clock").json()["business_date"]
        )

    def pass_(self, days: int) -> None:
        to = self.today() + timedelta(days=days)
        moved = self.stack.call_backoffice(
            "POST", "/sandbox/clock", json={"business_date": to.isoformat()}
        )
        assert moved.status_code == 200, moved.text

    def open_errands(self, phone: str) -> dict[str, Json]:
        """What is under way on the loans behind a phone, by its number."""
        found = self.stack.call_backoffice("POST", "/customers/resolve", json={"phone": phone})
        answer = self.stack.call_backoffice(
            "GET", "/loans", params={"customer_id": found.json()["customer_id"]},
            headers={"Chedai-Actor": "system", "Chedai-Level": "L0", "Chedai-Channel": "test"},
        )  # fmt: skip
        assert answer.status_code == 200, answer.text
        errands = [one for loan in answer.json()["items"] for one in loan["errands"]]
        return {one["request_no"]: one for one in errands}


def _leave(scouts: Scouts, form: str, slot: str, ways: Ways | None) -> Left:
    """Go there and stop talking."""
    stack = scouts.stack
    way = ways.to.get(slot) if ways else None
    phone = ways.phone if ways else next(iter(people()))
    onwards = () if ways and slot == LOGIN else way
    then = scouts.card_of(phone, form, onwards)
    walk = Walk.of(stack, "" if slot == LOGIN else phone)
    if way is None:
        walk.ask(form, slot)
    else:
        assert walk.follow(form, way) == slot, f"{form} asks {walk.asked}: {walk.customer.text()}"
        walk.taken = []
    card = walk.confirming() if way is not None else None
    left = Left(walk, form, slot, onwards, {}, card, then)
    left.slots = left.of_the_customer()
    return left


@pytest.fixture(scope="module")
def left_behind(stack: Running) -> Days:
    """Every step of every act, left today."""
    scouts = Scouts(stack)
    ways = scouts.survey()
    left = {(form, slot): _leave(scouts, form, slot, ways.get(form)) for form, slot in STEPS}
    settling = ways["settlement_form"]
    soon = Ways(settling.phone, {AGREED: (("say", "后天"),)})
    passed = _leave(scouts, "settlement_form", AGREED, soon)
    old = {
        form: _leave(scouts, form, AGREED, ways[form])
        for form in ERRANDS
        if form in ways and AGREED in ways[form].to
    }
    return Days(stack, scouts, ways, left, old, passed)


@pytest.fixture(scope="module")
def next_day(left_behind: Days) -> Iterator[Days]:
    """The day after; who spoke last of each account comes back in another session."""
    left_behind.pass_(1)
    newest = {one.walk.phone: one for one in left_behind.old_trials.values()}
    for phone, one in newest.items():
        elsewhere = Customer(left_behind.stack.edge)
        elsewhere.login(phone, resume=True)
        assert elsewhere.conversation_id == one.walk.customer.conversation_id
        one.walk.customer = elsewhere
    yield left_behind


@pytest.fixture(scope="module")
def days_later(next_day: Days) -> Days:
    """The figures of the day on which all was left hold no more."""
    next_day.pass_(TRIAL_DAYS)
    return next_day


def _whose(days: Days, form: str) -> str:
    return days.ways[form].phone if form in days.ways else next(iter(people()))


def _comes_back(left: Left, word: str) -> None:
    """He says a word, hears where he was, and the same question comes again."""
    customer = left.walk.customer
    customer.say(word)
    if word == "你好":
        assert left.task in customer.text(), customer.text()
        customer.press("接着来")
    assert left.walk.asked == (left.form, left.slot), customer.text()
    assert left.walk.spoken[-1] == f"utter_ask_{left.form}_{left.slot}", customer.text()


def _given_up(days: Days, left: Left, before: dict[str, Json]) -> None:
    """He leaves it: nothing stands open, in the talk or at the lender's."""
    left.walk.customer.say("算了不办了")
    assert left.walk.asked[0] is None, left.walk.customer.text()
    assert left.form not in (left.walk.slots.get("beside") or {})
    assert left.form not in (left.walk.slots.get("parked") or [])
    assert days.open_errands(left.walk.phone) == before


def test_every_errand_can_be_walked_to_its_confirmation(left_behind: Days) -> None:
    reached = {form for form, ways in left_behind.ways.items() if AGREED in ways.to}
    assert set(ERRANDS) <= reached


@pytest.mark.parametrize(("form", "slot"), STEPS)
def test_it_is_taken_up_a_day_later(next_day: Days, form: str, slot: str) -> None:
    left = next_day.left[form, slot]
    walk, place = left.walk, STEPS.index((form, slot))
    _comes_back(left, ("你好", "继续")[place % 2])
    assert left.of_the_customer() == left.slots
    assert walk.confirming() == left.card
    if slot == LOGIN:
        walk.log_in(_whose(next_day, form))
        walk.begin(form)
    before = next_day.open_errands(walk.phone)
    if left.then and walk.walk_on(form):
        today = next_day.scouts.card_of(walk.phone, form, left.way or ())
        assert walk.confirming() in (left.then, today), walk.customer.text()
    if walk.asked[0] == form:
        _given_up(next_day, left, before)


@pytest.mark.parametrize("form", ERRANDS)
def test_figures_of_another_day_are_made_anew_and_said_to_be_new(
    days_later: Days, form: str
) -> None:
    left = days_later.old_trials[form]
    walk, old = left.walk, left.trial
    before = days_later.open_errands(walk.phone)
    walk.customer.say("继续")
    assert walk.asked == (form, AGREED), walk.customer.text()
    assert "重新算" in walk.customer.text(), walk.customer.text()
    assert left.of_the_customer() == left.slots
    assert left.trial != old
    today = days_later.scouts.card_of(walk.phone, form, left.way or ())
    assert walk.confirming() == today, walk.customer.text()
    _given_up(days_later, left, before)


def test_a_day_that_has_passed_is_asked_for_anew(days_later: Days) -> None:
    left = days_later.passed
    left.walk.customer.say("继续")
    assert left.walk.asked == ("settlement_form", "settle_on"), left.walk.customer.text()
    assert "结清日要在" in left.walk.customer.text() and left.walk.confirming() is None
    assert left.walk.walk_on("settlement_form")


@pytest.mark.parametrize("form", ERRANDS)
def test_what_was_ordered_waits_and_is_taken_back_a_day_later(days_later: Days, form: str) -> None:
    ways = days_later.ways[form]
    walk = Walk.of(days_later.stack, ways.phone)
    before = days_later.open_errands(ways.phone)
    walk.customer.prove(ways.phone, people()[ways.phone])
    assert walk.follow(form, ways.to[AGREED]) == AGREED
    walk.customer.say("确认")
    assert walk.customer.cards("receipt"), walk.customer.text()
    number = str(walk.customer.cards("receipt")[0]["data"]["request_no"])
    opened = days_later.open_errands(ways.phone)[number]
    days_later.pass_(1)
    walk.customer.say("你好")
    walk.begin(form)
    assert number in walk.customer.text(), walk.customer.text()
    if opened["can_cancel"]:
        walk.customer.press("撤回")
        walk.customer.press("确认撤回")
    assert walk.asked[0] is None
    left_open = days_later.open_errands(ways.phone).keys() - before.keys()
    assert left_open == (set() if opened["can_cancel"] else {number})
