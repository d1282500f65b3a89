"""A refusal of the back office as the customer hears it: the reason, and buttons to what would do.

The back office's title names the reason and the allowed range; a button repeats the wish with a
value that is allowed.
"""

from actions.shared import presses
from actions.shared.turn import Buttons, Said, Turn
from actions.shared.wording import entry, phrase
from foundation import zh
from foundation.backoffice import BackOfficeRefused
from foundation.cards import Action, Card, Verify, card

MOST_BUTTONS = 3
BOUNDS = {"DOWN_PAYMENT_TOO_LOW": "min_pct", "DOWN_PAYMENT_TOO_HIGH": "max_pct"}


# What is refused in the application is not mended by other terms of a plan.
APPLYING = frozenset(
    {
        "action_tell_status",
        "action_upload_documents",
        "action_sign_contract",
        "action_invite_cosigner",
        "action_manage_consent",
        "apply_form",
        "cancel_form",
        "review_form",
        "link_form",
        "delivery_form",
    }
)
# Nor is what is refused where a loan runs.
SERVICING = frozenset(
    {
        "action_tell_contract",
        "action_tell_next_payment",
        "action_show_loan_schedule",
        "action_tell_payments",
        "action_tell_overdue",
        "repay_form",
        "settlement_form",
        "action_tell_proof",
        "action_tell_errand",
        "prepayment_form",
        "extension_form",
        "lease_end_form",
        "action_update_id_card",
        "action_change_bank_card",
        "action_change_contact",
        "change_cancel_form",
        "hardship_form",
        "action_tell_insurance",
        "total_loss_form",
        "title_form",
        "action_list_loan_documents",
    }
)


def tell(turn: Turn, refusal: BackOfficeRefused, action: str = "") -> None:
    """Say why not and what would do; the talk waits for the choice."""
    title = refusal.title or entry("shared.refusal.unnamed")
    ways = entry("shared.refusal.of_the_application")
    if refusal.code in ways or action in APPLYING | SERVICING:
        _tell_way_on(turn, refusal, title, action)
        return
    buttons = [*_allowed(turn, refusal)[:MOST_BUTTONS], *entry("shared.refusal.buttons")]
    turn.say_text(title + entry("shared.refusal.next"), buttons[: MOST_BUTTONS + 1])
    turn.asked = True


def _tell_way_on(turn: Turn, refusal: BackOfficeRefused, title: str, action: str) -> None:
    ways = entry("shared.refusal.of_the_application")
    way = ways.get(refusal.code) or ways["servicing" if action in SERVICING else "otherwise"]
    if refusal.code == "LEVEL_TOO_LOW":
        turn.show(_verify(str(refusal.allowed.get("level") or "L2")))
    turn.say_text(title + way["next"], way["buttons"])
    turn.asked = True


def step_up(turn: Turn, refusal: BackOfficeRefused, page: str | None) -> None:
    """Prove it on the page where the same can be done, or come back and press once more."""
    turn.show(_verify(str(refusal.allowed.get("level") or "L2"), page))
    way = entry("shared.refusal.of_the_application.LEVEL_TOO_LOW")
    turn.say_text(refusal.title + way["next"], way["buttons"])
    turn.asked = True


def _verify(level: str, page: str | None = None) -> Card:
    words = entry(f"shared.refusal.verify.{level}")
    url = page or str(entry("account.apply_page"))
    data = Verify(kind=words["kind"], url=url)
    return card(words["title"], words["text"], data, [Action(label=words["action"], url=url)])


def _allowed(turn: Turn, refusal: BackOfficeRefused) -> Buttons:
    found = [
        _again(turn, Said("term", term), phrase("shared.refusal.term", term=term))
        for term in refusal.allowed.get("terms") or []
    ]
    bound = BOUNDS.get(refusal.code)
    if bound and refusal.allowed.get(bound):
        share = refusal.allowed[bound]
        label = phrase("shared.refusal.down_payment", share=zh.percent(share))
        found.append(_again(turn, Said("ratio", float(share), "down_payment"), label))
    return found


def _again(turn: Turn, instead: Said, label: str) -> dict[str, str]:
    """The same wish with one value put in place of what was refused."""
    kept = [
        said
        for said in turn.said
        if not said.confirm
        and said.entity != instead.entity
        and (instead.role is None or said.role != instead.role)
    ]
    return {"title": label, "payload": presses.payload(turn.intent, [*kept, instead])}
