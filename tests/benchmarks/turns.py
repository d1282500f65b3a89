"""What is timed: turns as a customer's client sees them, checked to be the right answer."""

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import requests

from tests.benchmarks.arms import Arm
from tests.customer import Customer

Turn = Callable[[Customer], None]

WARM_UP = 3
RECOMMEND = "行止110止版，首付三成，每月四千左右，推荐个贷款方案"


@dataclass
class Times:
    """Milliseconds of the turns of one kind, and how many gave the expected card."""

    milliseconds: list[float] = field(default_factory=list)
    right: int = 0

    def summary(self) -> dict[str, float]:
        """p50, p95, count and share of expected answers."""
        ordered = sorted(self.milliseconds)
        return {
            "p50_ms": round(statistics.median(ordered), 1),
            "p95_ms": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))], 1),
            "turns": len(ordered),
            "expected_answer": round(self.right / len(ordered), 3),
        }


def _nothing(_: Customer) -> None:
    return


def _recommended(customer: Customer) -> None:
    customer.say(RECOMMEND)


# kind: (what comes before, untimed; the timed turn; the card that shows it was understood)
KINDS: dict[str, tuple[Turn, Turn, str]] = {
    "term question": (_nothing, lambda c: _say(c, "年化利率是什么意思"), "term"),
    "full recommendation": (_nothing, lambda c: _say(c, RECOMMEND), "recommendation"),
    "quote": (_nothing, lambda c: _say(c, "贷15万，安心贷，36期，每个月还多少"), "quote"),
    "button": (_recommended, lambda c: _press_first(c), ""),
}


def _say(customer: Customer, text: str) -> None:
    customer.say(text)


def _press_first(customer: Customer) -> None:
    buttons = [action for action in customer.actions() if action.get("payload")]
    if buttons:
        customer.press(buttons[0]["label"])
    else:  # the stock arm may not have understood; the turn is timed all the same
        customer.said = []


def once(arm: Arm, kind: str, times: Times) -> None:
    """One customer opens a talk, says hello, and takes the timed turn."""
    before, turn, card = KINDS[kind]
    customer = Customer(arm.edge)
    customer.say("你好")
    before(customer)
    began = time.perf_counter()
    turn(customer)
    times.milliseconds.append((time.perf_counter() - began) * 1e3)
    times.right += bool(customer.said) if not card else bool(customer.cards(card))


def measure(arms: list[Arm], kind: str, rounds: int, at_once: int) -> dict[str, dict[str, float]]:
    """Time a kind on all arms, turn about, so that what the machine does meets all alike."""
    found = {arm.name: Times() for arm in arms}
    for arm in arms:
        for _ in range(WARM_UP):
            once(arm, kind, Times())
    for _ in range(rounds):
        for arm in arms:
            if at_once == 1:
                once(arm, kind, found[arm.name])
            else:
                with ThreadPoolExecutor(at_once) as pool:
                    list(pool.map(lambda _: once(arm, kind, found[arm.name]), range(at_once)))  # noqa: B023
    return {name: times.summary() for name, times in found.items()}


def long_talk(arm: Arm, marks: tuple[int, ...] = (10, 100, 1000)) -> dict[str, float]:
    """p50 of a term question when the conversation has so many events behind it."""
    customer = Customer(arm.edge)
    found: dict[str, float] = {}
    events = 0
    url = f"{arm.rasa}/conversations/{customer.conversation_id}/tracker"
    for mark in marks:
        while events < mark:
            for _ in range(5):
                customer.say("年化利率是什么意思")
            answer = requests.get(
                url, params={"token": "sandbox", "include_events": "ALL"}, timeout=30
            )
            events = len(answer.json()["events"])
        times = []
        for _ in range(15):
            began = time.perf_counter()
            customer.say("年化利率是什么意思")
            times.append((time.perf_counter() - began) * 1e3)
        found[str(mark)] = round(statistics.median(times), 1)
    return found


def parse_ms(arm: Arm, texts: list[str]) -> float:
    """p50 of `/model/parse` over texts."""
    session = requests.Session()
    times = []
    for text in texts:
        began = time.perf_counter()
        session.post(
            f"{arm.rasa}/model/parse", params={"token": "sandbox"}, json={"text": text}, timeout=30
        ).raise_for_status()
        times.append((time.perf_counter() - began) * 1e3)
    return round(statistics.median(times), 1)
