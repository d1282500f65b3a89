"""Outside the sandbox money of errands is drawn from ten on, by order; working days are counted."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from backoffice.clock.service import SHANGHAI
from backoffice.clock.working_time import working_days_after
from backoffice.servicing import work
from backoffice.servicing.errands import hour_has_come

DAY = date(2026, 11, 28)


def session_at(hour: int, *, sandbox: bool = False) -> Any:
    """A session of an office at an hour of 28 November."""
    now = datetime(2026, 11, 28, hour, 30, tzinfo=SHANGHAI)
    clock = SimpleNamespace(now=lambda: now, business_date=lambda: now.date())
    office = SimpleNamespace(clock=clock, settings=SimpleNamespace(sandbox=sandbox))
    return SimpleNamespace(info={"office": office})


@pytest.mark.parametrize(
    ("hour", "day", "sandbox", "come"),
    [
        (9, DAY, False, False),
        (10, DAY, False, True),
        (9, DAY, True, True),
        (0, date(2026, 11, 27), False, True),
        (23, date(2026, 11, 29), True, False),
    ],
)
def test_the_hour_of_an_errand(hour: int, day: date, sandbox: bool, come: bool) -> None:
    assert hour_has_come(session_at(hour, sandbox=sandbox), day) is come


@pytest.mark.parametrize(
    ("hour", "sandbox", "ordered"), [(9, False, []), (10, False, ["E1"]), (10, True, [])]
)
def test_drawing_is_ordered_when_its_hour_has_come(
    hour: int, sandbox: bool, ordered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[str] = []
    errand = SimpleNamespace(request_no="E1", effective_on=DAY)
    monkeypatch.setattr(work, "waiting", lambda *_: [errand])
    monkeypatch.setattr(work, "order", lambda _session, _kind, subject: found.append(subject))
    session = session_at(hour, sandbox=sandbox)
    work.order_what_is_due(session.info["office"], session)
    assert found == ordered


def test_working_days_pass_over_weekends() -> None:
    assert working_days_after(date(2026, 11, 27), 1) == date(2026, 11, 30)
    assert working_days_after(DAY, 15) == date(2026, 12, 18)
