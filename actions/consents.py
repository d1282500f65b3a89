"""What the customer agreed to, taken back at once; what else can be done with his data today."""

from collections.abc import Sequence
from typing import Any

from actions.shared import asides, cues, needs, needs_shown, office, presses
from actions.shared.answer import Answer
from actions.shared.turn import Said, Turn
from actions.shared.wording import entry, phrase
from foundation import zh
from foundation.cards import Action, Card, ConsentLine, Consents, Receipt, card

Json = dict[str, Any]
# Rights that the customer uses himself, on the page of his account.
ON_THE_PAGE = frozenset({"view", "export", "correct", "delete"})
# What a wish to be left in peace takes back.
GROUPS = {"marketing": ("marketing_sms", "marketing_call")}


class ActionManageConsent(Answer):
    """Takes back what is named, shows what stands, or says how the rest is done today."""

    def name(self) -> str:
        return "action_manage_consent"

    async def answer(self, turn: Turn) -> None:
        turn.asked = not turn.form
        pressed = turn.first("consent")
        kind = turn.first("known") or cues.value("consents.right", turn.text)
        purpose = pressed or cues.value("consents.purpose", turn.text)
        if kind and not pressed:
            await _right(turn, kind)
        elif not turn.is_customer:
            response = "utter_consent_login" if purpose is None else "utter_consent_login_to_stop"
            turn.show(asides.login_card(entry("account.account_page")))
            turn.say(response)
        elif purpose is None:
            await _show(turn)
        else:
            await _take_back(turn, str(purpose))


async def _right(turn: Turn, kind: str) -> None:
    """See, export, correct, delete, close: what works by page, what by a person, how long."""
    if kind == "view" and needs.known(turn):
        turn.show(await needs_shown.needs_card(turn))
    if turn.is_customer and kind in ON_THE_PAGE:
        await _to_the_record(turn, kind)
        return
    turn.say("utter_data_right", answer=entry(f"consents.rights.{kind}"))


async def _to_the_record(turn: Turn, kind: str) -> None:
    """What is known in short, and the page on which the customer does it himself."""
    found = await office.ask("record", turn.actor, turn.owner["id"])
    titles = phrase("shared.comma").join(section["title"] for section in found["sections"])
    page = Action(label=entry("consents.open_record"), url=entry("account.record_page"))
    turn.show(_card(await _items(turn), [page]))
    turn.say(
        "utter_record",
        sorts=phrase("consents.known", count=len(found["sections"]), titles=titles),
        how=entry(f"consents.on_the_page.{kind}"),
    )


async def _items(turn: Turn) -> list[Json]:
    items: list[Json] = (await office.ask("consents", turn.actor, turn.owner["id"]))["items"]
    return items


async def _show(turn: Turn) -> None:
    items = await _items(turn)
    turn.show(_card(items))
    given = [item for item in items if item["granted"]]
    turn.say("utter_consents_shown" if given else "utter_consents_none")


def _card(items: list[Json], actions: Sequence[Action] = ()) -> Card:
    shown = [item for item in items if item["granted"]] or items
    lines = [
        ConsentLine(
            purpose=item["purpose"],
            title=item["title"],
            granted=item["granted"],
            **({"since": item["since"]} if item.get("since") else {}),
            **({"action": _button(item)} if item["granted"] else {}),
        )
        for item in shown
    ]
    told = [
        phrase(
            "consents.given" if item["granted"] else "consents.not_given",
            title=item["title"],
            since=zh.day(item["since"][:10]) if item.get("since") else "",
        )
        for item in shown
    ]
    text = phrase("shared.stop").join(told)
    return card(entry("consents.title"), text, Consents(items=lines), list(actions))


def _button(item: Json) -> Action:
    payload = presses.payload("manage_consent", [Said("consent", item["purpose"])])
    return Action(label=phrase("consents.take_back", title=item["title"]), payload=payload)


async def _take_back(turn: Turn, wanted: str) -> None:
    """At once, without asking again; what never was agreed to is said to be so."""
    purposes = GROUPS.get(wanted, (wanted,))
    named = [item for item in await _items(turn) if item["purpose"] in purposes]
    given = [item for item in named if item["granted"]]
    titles = phrase("shared.comma").join(item["title"] for item in given or named)
    if not given:
        turn.say("utter_consent_not_given", titles=titles)
        return
    for item in given:
        request = {
            "purpose": item["purpose"],
            "granted": False,
            "customer_id": turn.owner["id"],
            "text_version": item["version"],
            "method": "talk",
        }
        key = f"consent-{item['purpose']}-{turn.message_id}"
        await office.ask("change_consent", turn.actor, request, key)
    after = entry("consents.after")
    what_next = after.get(given[0]["purpose"], after["otherwise"])
    words = entry("consents.receipt")
    data = Receipt(
        request_no="-".join(item["purpose"] for item in given),
        what=words["what"].format(titles=titles),
        effective=words["effective"],
        next=what_next,
    )
    text = words["text"].format(titles=titles, next=what_next)
    turn.show(card(words["title"], text, data))
    turn.say("utter_consent_taken_back")
