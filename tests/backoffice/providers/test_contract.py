"""What every implementation of a port keeps: yes, no, too slow, down, incomprehensible."""

from datetime import timedelta

import pytest

from backoffice.providers.assembly import Providers
from backoffice.providers.errors import (
    AuthorisationMissing,
    ProviderDown,
    ProviderError,
    ProviderMalformed,
    ProviderTimeout,
)
from backoffice.providers.ports import CreditQuery, RealPersonCallback
from tests.backoffice.providers.harness import NOW, QUESTIONS, STRANGER, Harness, authorisation

ports = pytest.mark.parametrize("port", sorted(QUESTIONS))


def test_every_port_is_asked() -> None:
    assert set(QUESTIONS) == set(Providers.__dataclass_fields__)


@ports
def test_yes(harness: Harness, port: str) -> None:
    harness.arrange(port, "yes")
    question = QUESTIONS[port]
    assert question.yes(question.ask(harness.providers))


@ports
def test_no_is_an_answer_with_its_reason(harness: Harness, port: str) -> None:
    question = QUESTIONS[port]
    harness.arrange(port, "no", question.reason)
    answer = question.ask(harness.providers)
    assert not question.yes(answer)
    if question.reason is not None:
        assert answer.reason == question.reason


@ports
@pytest.mark.parametrize(
    ("manner", "error"),
    [("slow", ProviderTimeout), ("down", ProviderDown), ("malformed", ProviderMalformed)],
)
def test_no_answer_is_a_typed_error(
    harness: Harness, port: str, manner: str, error: type[ProviderError]
) -> None:
    harness.arrange(port, manner)
    with pytest.raises(error) as raised:
        QUESTIONS[port].ask(harness.providers)
    assert raised.value.port == port


@pytest.mark.parametrize(
    ("purpose", "days"), [("marketing", 0), ("credit_query", 31)], ids=["purpose", "stale"]
)
def test_the_bureau_answers_to_a_fitting_authorisation_only(
    harness: Harness, purpose: str, days: int
) -> None:
    given = authorisation(purpose, NOW - timedelta(days=days))
    with pytest.raises(AuthorisationMissing):
        harness.providers.credit_bureau.query(CreditQuery(person=STRANGER, authorisation=given))


def test_a_check_that_nobody_began_is_not_passed(harness: Harness) -> None:
    forged = RealPersonCallback(check_id="RP-forged", outcome="passed", liveness=True)
    result = harness.providers.real_person.result(forged)
    assert (result.passed, result.reason) == (False, "unknown")


@pytest.mark.parametrize(
    ("port", "names"),
    [
        ("mortgage_registry", ("registration_no", "title_no")),
        ("credit_bureau", ("report_no", "debt_monthly")),
    ],
)
def test_the_same_question_again_has_the_same_answer(
    harness: Harness, port: str, names: tuple[str, ...]
) -> None:
    first, second = (QUESTIONS[port].ask(harness.providers) for _ in range(2))
    for name in names:
        assert getattr(first, name) == getattr(second, name)
