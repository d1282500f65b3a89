"""A part is really killed or hung in mid-talk: nothing said is lost, nothing is done twice."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.customer import Customer
from tests.running import Running

pytestmark = pytest.mark.stack


def wait_for_bot(customer: Customer, after: int, seconds: float = 60) -> list[dict[str, object]]:
    """Bot messages that arrive after a sequence number, waited for in the history."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        came = [m for m in customer.history(after) if m["role"] == "bot"]
        if came:
            return came
        time.sleep(0.3)
    raise AssertionError("no answer came")


@pytest.mark.parametrize("port", ["RASA_PORT", "ACTIONS_PORT", "BACKOFFICE_PORT"])
def test_a_killed_part_comes_back_and_the_needs_are_still_known(stack: Running, port: str) -> None:
    customer = Customer(stack.edge)
    customer.say("我想贷款买听澜，帮我推荐个方案")
    stack.kill(port)
    customer.say("首付三成")
    last = customer.history()[-1]["seq"]
    stack.wait_healthy()
    if not customer.cards("recommendation"):
        if port != "BACKOFFICE_PORT":
            late = wait_for_bot(customer, last)
            assert any("card" in message for message in late)
        customer.say("每月五千左右")
    assert "听澜" in customer.text() or "听澜" in str(customer.history())


def test_messages_sent_while_the_assistant_hangs_are_answered_in_order_once(
    stack: Running,
) -> None:
    customer = Customer(stack.edge)
    customer.say("你好")
    with stack.frozen("RASA_PORT"), ThreadPoolExecutor(3) as pool:
        texts = ["年化利率是什么意思", "什么叫提前结清", "尾款是什么"]
        sent = []
        for text in texts:
            sent.append(pool.submit(Customer(stack.edge, token=customer.token).say, text))
            time.sleep(0.3)
        told = [future.result() for future in sent]
    assert all(turn for turn in told), "somebody was left without a word"
    stack.wait_healthy()
    until = time.monotonic() + 60
    while time.monotonic() < until:
        history = customer.history()
        terms = [
            m["card"]["data"]["term"] for m in history if m.get("card", {}).get("name") == "term"
        ]
        if len(terms) >= len(texts):
            break
        time.sleep(0.3)
    assert len(terms) == len(texts), terms
    assert "年化" in terms[0]
    assert "结清" in terms[1]
    assert "尾款" in terms[2]


def test_the_same_client_message_id_runs_once(stack: Running) -> None:
    customer = Customer(stack.edge)
    body = {"text": "贷15万，安心贷，36期，月供多少", "client_message_id": "same-0001"}
    first, second = customer.send(**body), customer.send(**body)
    assert first.json() == second.json()
    said = [m for m in customer.history() if m["role"] == "customer"]
    assert len(said) == 1


def test_the_edge_killed_in_mid_talk_keeps_the_history(stack: Running) -> None:
    customer = Customer(stack.edge)
    customer.say("贷15万，安心贷，36期，月供多少")
    before = customer.history()
    stack.kill("EDGE_PORT")
    stack.wait_healthy()
    assert customer.history() == before
    customer.say("改成24期呢")
    assert customer.cards("quote")
