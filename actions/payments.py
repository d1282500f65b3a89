"""What was paid and what was tried, paying now what is due, and being late."""

from decimal import Decimal
from typing import Any

from actions.shared import asides, cues, loans, office
from actions.shared.acts import Act
from actions.shared.answer import Answer
from actions.shared.asides import AGREED
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
from foundation import zh
from foundation.backoffice import BackOfficeRefused
from foundation.cards import Card, PaymentLine, Payments, Receipt, card

Json = dict[str, Any]
# Anew with what stands now, or told why there is nothing to draw.
MENDED = frozenset({"TRIAL_VOID", "NOTHING_TO_PAY"})


class ActionTellPayments(Answer):
    """The `payments` card, and the newest of it in a sentence."""

    def name(self) -> str:
        return "action_tell_payments"

    async def answer(self, turn: Turn) -> None:
        loan = await loans.chosen(turn, "ask_payment_history")
        if loan is None or loans.first_payment(turn, loan):
            return
        found = await office.ask("payments", turn.actor, loan["contract_no"])
        if not found["rows"] and not found["receipts"]:
            turn.say("utter_history_none", car=loans.car(loan))
            return
        turn.show(_payments_card(loan, found))
        turn.say(_history(loan), car=loans.car(loan), newest=_newest(found), tried=_tried(found))


def _history(loan: Json) -> str:
    if loan["state"] == loans.SETTLED:
        return "utter_history_settled"
    return "utter_history_overdue" if loan["days_past_due"] else "utter_history"


def _payments_card(loan: Json, found: Json) -> Card:
    rows = [
        PaymentLine(**{name: row[name] for name in PaymentLine.model_fields})
        for row in found["rows"]
    ]
    lines = [_line(row) for row in found["rows"]]
    text = "\n".join([phrase("payments.card_text", car=loans.car(loan)), *lines])
    return card(entry("payments.card_title"), text, Payments(rows=rows))


def _line(row: Json) -> str:
    status = entry("payments.status")[row["status"]]
    more = row["paid_at"] or row["failure_reason"]
    return phrase(
        "payments.line",
        due=loans.full_day(row["due_date"]),
        amount=zh.yuan(row["amount"]),
        status=status,
        more=phrase("payments.more", more=loans.full_day(more) if row["paid_at"] else more)
        if more
        else "",
    )


def _newest(found: Json) -> str:
    """The money that came in last."""
    if not found["receipts"]:
        return str(entry("payments.nothing_came"))
    last = found["receipts"][0]
    return phrase(
        "payments.came",
        day=loans.full_day(last["received_at"][:10]),
        amount=zh.yuan(last["amount"]),
        source=last["source_zh"],
    )


def _tried(found: Json) -> str:
    """Why the last debit did not give everything."""
    last = next(iter(found["debits"]), None)
    if last is None or last["state"] not in {"failed", "partial"}:
        return ""
    known = last["reason"] or entry("payments.reason_unknown")
    return phrase("payments.tried", day=loans.full_day(last["at"][:10]), reason=known)


class RepayForm(Act):
    """Draws what is due from the card on file: a trial, a confirmation, a receipt."""

    form = "repay_form"
    entries = frozenset({"repay_now"})

    def name(self) -> str:
        return "repay_form"

    async def next_question(self, turn: Turn) -> str | None:
        """Nobody sees or pays another's loan here, logged in or not."""
        if loans.of_another(turn):
            turn.say("utter_loan_of_another")
            return None
        return await super().next_question(turn)

    async def as_customer(self, turn: Turn) -> str | None:
        """Confirm what the trial shows, or say why nothing is drawn; a card that stands stays."""
        if turn.intent != "repay_now" and turn.question == AGREED and asides.here(turn):
            return AGREED
        loan = await loans.chosen(turn, "repay_now")
        if loan is None:
            return None
        if loan["state"] == loans.SETTLED:
            turn.say("utter_repay_settled", car=loans.car(loan))
            return None
        trial = await office.ask("try_pay_now", turn.actor, loan["contract_no"])
        if not trial["eligible"]:
            _not_now(turn, loan, trial)
            return None
        if cues.heard("other_way_to_pay", turn.text):
            turn.say_text(entry("payments.only_card"))
        facts = {name: trial[name] for name in ("contract_no", "trial_id", "hash")}
        return self.confirm(turn, "payments.repay", facts, **_figures(loan, trial["figures"]))

    async def commit(self, turn: Turn, facts: Json, key: str) -> str:
        """Draw it and say what the bank gave."""
        request = {"trial_id": facts["trial_id"], "hash": facts["hash"], "confirm": True}
        number = facts["contract_no"]
        done = await office.ask("repay_now", turn.actor, number, request, key)
        data = Receipt(
            request_no=done["request_no"],
            what=done["what"],
            effective=loans.full_day(done["effective"]),
            next=done["next"],
        )
        text = phrase("payments.receipt_text", **data.model_dump())
        turn.show(card(entry("payments.receipt_titles")[done["state"]], text, data))
        turn.say(f"utter_repay_{done['state']}")
        turn.asked = True
        return str(done["request_no"])

    async def refused(self, turn: Turn, refusal: BackOfficeRefused) -> bool:
        """Figures that do not hold any more are shown anew; nothing was drawn."""
        if refusal.code not in MENDED:
            return False
        await self.put_again(turn, refusal.title + entry("payments.anew"))
        if not asides.of(turn, self.form):
            self.over(turn)
        return True


def _figures(loan: Json, figures: Json) -> Json:
    sums = ("amount", "costs", "penalty", "interest", "principal")
    drawn_from = figures["card"]
    return {
        "car": loans.car(loan),
        "card": phrase("loans.card", bank=drawn_from["bank_name"], tail=drawn_from["tail"]),
        **{name: zh.yuan(figures[name]) for name in sums},
    }


def _not_now(turn: Turn, loan: Json, trial: Json) -> None:
    """Nothing is due; or something is, and it cannot be drawn from the card."""
    if loan["next_due_date"] and not Decimal(trial["figures"]["amount"]):
        turn.say(
            "utter_nothing_due",
            car=loans.car(loan),
            due=zh.day(loan["next_due_date"]),
            amount=zh.yuan(loan["next_due_amount"]),
            card=loans.repay_card(loan),
        )
    else:
        reasons = phrase("shared.stop").join(trial["reasons"]).rstrip(phrase("shared.full_stop"))
        turn.say("utter_repay_not_now", reasons=reasons)


class ActionTellOverdue(Answer):
    """What being late costs and leads to; one's own figures first, with help and no offer."""

    def name(self) -> str:
        return "action_tell_overdue"

    async def answer(self, turn: Turn) -> None:
        turn.asked = not turn.form
        if loans.of_another(turn):
            turn.say("utter_loan_of_another")
            return
        items = await loans.own(turn)
        late = [loan for loan in items if loan["days_past_due"]]
        if late:
            loan = await loans.chosen(turn, "ask_overdue", late)
            if loan is not None:
                await _tell_own(turn, loan)
            return
        running = [loan for loan in items if loan["state"] != loans.SETTLED]
        turn.say("utter_overdue_none" if running else "utter_overdue", follows=_follows(turn))
        if not turn.is_customer and cues.heard("own_overdue", turn.text):
            loans.ask_login(turn, "ask_overdue")


async def _tell_own(turn: Turn, loan: Json) -> None:
    found = await office.ask("payments", turn.actor, loan["contract_no"])
    turn.say(
        "utter_overdue_own",
        tried=_tried(found),
        follows=_follows(turn),
        **loans.overdue_values(loan),
    )


def _follows(turn: Turn) -> str:
    """What was asked about being late, or all of it in short."""
    kind = cues.value("overdue", turn.text) or "otherwise"
    return str(entry("payments.overdue")[kind])
