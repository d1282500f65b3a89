"""A hard time: the ways with their figures, the decision, the signature, the new schedule."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from pyhanko.pdf_utils.reader import PdfFileReader

from backoffice.changes.models import CustomerIdentity
from backoffice.deliveries.models import Delivery
from backoffice.loans.models import LedgerPosting, Loan, ScheduleVersion
from backoffice.loans.running_models import Debit
from tests.backoffice.applications.journey import acting
from tests.backoffice.servicing.conftest import P06, P08, P11, Desk

Json = dict[str, Any]
Asking = Callable[[str, str], Desk]


@pytest.fixture
def luo(asking: Asking) -> Desk:
    """P08, five days late."""
    return asking("P08", P08)


def tried(desk: Desk, **body: Any) -> Json:
    return desk.post(f"/loans/{desk.loan}/trials/hardship", body, level="L1")


def ways(trial: Json) -> dict[str, Json]:
    return {option["kind"]: option for option in trial["figures"]["options"]}


def ask(desk: Desk, trial: Json, choice: str, *, level: str = "L3", **how: Any) -> Json:
    body = {
        "errand": "hardship",
        "trial_id": trial["trial_id"],
        "hash": trial["hash"],
        "confirm": True,
        "choice": choice,
        "details": how.pop("details", {}),
    }
    return desk.post(f"/loans/{desk.loan}/errands", body, level=level, **how)


def play(desk: Desk, errand: Json, event: str, expect: int = 200, **facts: Any) -> Json:
    told = {"event": event, "facts": facts}
    return desk.post(f"/sandbox/errands/{errand['request_no']}", told, expect=expect)


def sign(desk: Desk, errand: Json, **how: Any) -> Json:
    told = {"hash": errand["figures"]["agreement"]["hash"], "confirm": True}
    return desk.post(f"/errands/{errand['request_no']}/agreement", told, **how)


def test_p08_is_shown_what_fits_within_sixty_months(luo: Desk) -> None:
    trial = tried(luo, reason="job_loss")
    told = trial["figures"]
    assert trial["eligible"] and told["decide_by"] == "2026-11-24"
    assert list(ways(trial)) == ["due_day", "capitalise", "person"]
    assert any("60" in reason for reason in trial["reasons"])
    held = ways(trial)["capitalise"]
    assert (held["payment_now"], held["until"]) == ("0.00", "2027-01-16")
    assert Decimal(held["new_payment"]) > Decimal("1467.76")
    assert held["last_due"] == "2030-11-16" and "1.68" in held["why"]
    moved = ways(trial)["due_day"]
    assert (moved["due_day"], moved["until"]) == (26, "2026-12-26")
    assert luo.shown()["errands"] == []


def test_p08_gets_a_deferral_from_asking_to_the_new_schedule(luo: Desk) -> None:
    trial = tried(luo, reason="job_loss", pause_months=3)
    held = ways(trial)["capitalise"]
    errand = ask(luo, trial, "capitalise", details={"months": 3, "reason": "job_loss"})
    assert (errand["state"], errand["state_zh"]) == ("REVIEWING", "审核中")
    assert luo.shown()["collection_paused"]
    luo.move("2026-11-24")
    errand = luo.get(f"/errands/{errand['request_no']}")
    assert (errand["state"], errand["next"]["who"]) == ("SIGNING", "customer")
    shown = luo.client.get(
        errand["figures"]["agreement"]["pdf"], headers=acting("customer:P08", "L2")
    )
    assert shown.content.startswith(b"%PDF")
    assert shown.headers["Chedai-Fingerprint"] == errand["figures"]["agreement"]["hash"]
    assert luo.shown()["overdue"]["penalty"] == "1.68"
    done = sign(luo, errand)
    assert (done["state"], done["documents"]) == ("DONE", ["supplement"])
    loan = luo.shown()
    assert (loan["state"], loan["days_past_due"], loan["due_total"]) == ("ACTIVE", 0, "0.00")
    assert not loan["collection_paused"] and loan["last_due"] == "2030-11-16"
    rows = luo.get(f"/loans/{P08}/schedule")["rows"]
    assert [row["payment"] for row in rows[11:14]] == ["0.00", "0.00", "0.00"]
    assert Decimal(rows[14]["payment"]) == Decimal(held["new_payment"]) + Decimal("1.68")
    assert rows[15]["payment"] == held["new_payment"] and rows[-1]["balance"] == "0.00"
    luo.move("2027-02-17")
    assert (luo.shown()["state"], luo.shown()["due_total"]) == ("ACTIVE", "0.00")
    with luo.office.database.transaction() as session:
        assert session.scalar(sa.select(sa.func.sum(LedgerPosting.amount))) == 0
        drawn = sa.select(Debit.drawn).where(Debit.contract_no == P08, Debit.drawn > 0)
        last = list(session.scalars(drawn.order_by(Debit.debit_no)))[-1]
        assert last == Decimal(rows[14]["payment"])
        principal = session.get_one(Loan, P08)
        assert principal.collection_paused_on is None
    assert luo.shown()["principal_outstanding"] == rows[14]["balance"]


def test_what_others_signed_too_is_not_changed_by_one_signature(asking: Asking) -> None:
    desk = asking("P09", "C202312070009")
    trial = tried(desk, reason="illness")
    assert list(ways(trial)) == ["due_day", "person"]
    assert any("共同借款人和担保人" in reason for reason in trial["reasons"])
    assert ask(desk, trial, "capitalise", expect=422)["code"] == "ERRAND_CHOICE"
    assert ask(desk, tried(desk), "person", level="L2")["state"] == "BOOKED"


def test_nothing_is_drawn_while_it_is_decided_and_again_after_a_no(luo: Desk) -> None:
    errand = ask(luo, tried(luo), "capitalise")
    luo.move("2026-11-23")
    with luo.office.database.transaction() as session:
        tries = sa.select(Debit).where(Debit.contract_no == P08, Debit.asked_on > luo_day())
        assert list(session.scalars(tries)) == []
    no = play(luo, errand, "decline", reason="papers")
    assert (no["state"], no["failure_code"]) == ("FAILED", "papers")
    assert "情况证明" in no["next"]["label"] and not luo.shown()["collection_paused"]
    luo.move("2026-11-25")
    with luo.office.database.transaction() as session:
        told = session.get_one(Delivery, f"errand:{errand['request_no']}:declined")
        assert told.customer_id == "P08"
    late = luo.shown()["overdue"]
    # Nine days on the whole instalment, as if it had never been asked for.
    assert late["penalty"] == "3.02"


def luo_day() -> Any:
    from datetime import date

    return date(2026, 11, 21)


def test_another_due_day_is_done_at_once_at_level_two(desk: Desk) -> None:
    trial = tried(desk, due_day=25)
    before = desk.shown()
    done = ask(desk, trial, "due_day", level="L2", details={"due_day": 25})
    assert done["state"] == "DONE" and ways(trial)["due_day"]["extra_interest"] != "0.00"
    loan = desk.shown()
    assert (loan["due_day"], loan["next_due_date"]) == (25, "2026-12-25")
    extra = Decimal(loan["next_due_amount"]) - Decimal(before["next_due_amount"])
    assert extra == Decimal(ways(trial)["due_day"]["extra_interest"]) == Decimal("51.79")
    assert "due_day" not in ways(tried(desk))


def test_a_day_too_far_away_is_refused(desk: Desk) -> None:
    refused = desk.post(f"/loans/{P06}/trials/hardship", {"due_day": 5}, level="L1", expect=422)
    assert refused["code"] == "HARDSHIP_DUE_DAY"


def test_levels_foreigners_and_keys(luo: Desk, asking: Asking) -> None:
    trial = tried(luo)
    assert ask(luo, trial, "capitalise", level="L2", expect=403)["code"] == "LEVEL_TOO_LOW"
    assert ask(asking("P06", P08), trial, "capitalise", expect=404)["code"] == "LOAN_UNKNOWN"
    assert ask(luo, trial, "longer_term", expect=422)["code"] == "ERRAND_CHOICE"
    trial = tried(luo)
    first = ask(luo, trial, "capitalise", key="k")
    assert ask(luo, trial, "capitalise", key="k")["request_no"] == first["request_no"]
    assert ask(luo, tried(luo), "due_day", expect=409)["code"] == "ERRAND_OPEN"
    stranger = asking("P06", P06)
    path = f"/errands/{first['request_no']}/agreement"
    told = {"hash": "0" * 64, "confirm": True}
    assert stranger.post(path, told, expect=404)["code"] == "ERRAND_UNKNOWN"
    left = luo.post(f"/errands/{first['request_no']}/cancel", level="L1")
    assert left["state"] == "CANCELLED" and not luo.shown()["collection_paused"]


def test_signing_twice_is_one_schedule(luo: Desk) -> None:
    errand = play(luo, ask(luo, tried(luo), "capitalise"), "approve")
    assert sign(luo, errand, key="s")["state"] == "DONE"
    assert sign(luo, errand, key="s")["state"] == "DONE"
    assert sign(luo, errand, expect=404)["code"] == "DOCUMENT_UNKNOWN"
    with luo.office.database.transaction() as session:
        count = sa.select(sa.func.count()).select_from(ScheduleVersion)
        assert session.scalar(count.where(ScheduleVersion.contract_no == P08)) == 2
    paper = luo.client.get(
        f"/loans/{P08}/documents/supplement.pdf", headers=acting("customer:P08", "L2")
    )
    signed = PdfFileReader(io.BytesIO(paper.content)).embedded_signatures
    assert [each.field_name for each in signed] == ["party_customer", "lender"]


def test_who_does_not_sign_in_time_goes_on_as_before(luo: Desk) -> None:
    errand = play(luo, ask(luo, tried(luo), "capitalise"), "approve")
    luo.move("2026-12-02")
    assert luo.get(f"/errands/{errand['request_no']}")["state"] == "CANCELLED"
    assert not luo.shown()["collection_paused"]


def test_a_person_is_called_and_a_settled_loan_has_no_ways(luo: Desk, asking: Asking) -> None:
    called = ask(luo, tried(luo), "person", level="L2")
    assert (called["state"], called["next"]["who"]) == ("BOOKED", "lender")
    settled = tried(asking("P11", P11))
    assert not settled["eligible"] and settled["figures"]["options"] == []


def test_no_contract_is_changed_on_a_card_long_out_of_date(luo: Desk) -> None:
    with luo.office.database.transaction() as session:
        card = session.get_one(CustomerIdentity, "P08")
        card.valid_to, card.long_term = date(2026, 8, 1), False
    refused = ask(luo, tried(luo), "capitalise", expect=409)
    assert refused["code"] == "ID_RENEWAL_FIRST"
    assert refused["allowed"] == {"page": "/service/changes/id-card"}
