"""Those who sign with the customer: invited on the page, their links sent anew or ended here.

Name and phone of another person are typed on the page, never in the talk.
"""

from typing import Any

from actions.shared import applications, applications_shown, asides, cues, office, presses
from actions.shared.acts import Act
from actions.shared.answer import Answer
from actions.shared.turn import Said, Turn
from actions.shared.wording import entry, phrase
from foundation import zh
from foundation.cards import Action, Card, Receipt, card

Json = dict[str, Any]
PARTY, WHAT = "link_party", "link_act"
# An acquaintance is no more than a guarantor; a spouse borrows too.
ROLES = {"spouse": "co_borrower", "co_borrower": "co_borrower", "guarantor": "guarantor"}
CALLS = {"send": "send_link", "resend": "send_link", "revoke": "revoke_link"}


class ActionInviteCosigner(Answer):
    """Who is in it and how far; inviting on the page; a link sent anew or ended on request."""

    def name(self) -> str:
        return "action_invite_cosigner"

    async def answer(self, turn: Turn) -> None:
        if not turn.is_customer:
            turn.show(asides.login_card(entry("account.apply_page")))
            turn.say("utter_cosigner_login")
            turn.asked = not turn.form
            return
        application = await applications.current(turn)
        if application is None or not applications.is_open(application):
            turn.say("utter_cosigner_no_application")
            turn.asked = not turn.form
            return
        wanted = _wanted(turn)
        parties = _meant(turn, application)
        if wanted and parties:
            turn.set(WHAT, wanted)
            turn.follow("link_form")
            return
        if parties:
            turn.show(_on_page(application, entry("signing.on_page")))
            turn.say("utter_cosigner_state", standing=_standing(parties))
        else:
            _invite(turn, application)
        turn.asked = not turn.form


def _wanted(turn: Turn) -> str | None:
    """What is to be done with a link: resend, revoke, or remove the party."""
    act: str | None = turn.first("known") or cues.value("link_act", turn.text)
    return act


def _role(turn: Turn) -> str | None:
    return ROLES.get(str(turn.first("person_role")))


def _meant(turn: Turn, application: Json) -> list[Json]:
    """The other parties, or those of the role that was said."""
    role = _role(turn)
    return [p for p in applications.others(application) if role in {None, p["role"]}]


def _on_page(application: Json, label: str, role: str | None = None) -> Card:
    """The timeline with the way to the page where the others are invited and their links stand."""
    action = Action(label=label, url=applications.page("parties", role=role))
    return applications_shown.timeline(application, action)


def _standing(parties: list[Json]) -> str:
    items = [
        phrase(
            "signing.standing",
            role=entry(f"application.roles.{party['role']}"),
            name=applications_shown.name_of(party),
            state=entry(f"application.signatures.{party['signature']}"),
            link=entry(f"signing.links.{party['link']['state']}"),
        )
        for party in parties
    ]
    return phrase("shared.stop").join(items)


def _invite(turn: Turn, application: Json) -> None:
    role = _role(turn)
    if role is None:
        turn.say("utter_cosigner_which_role")
        return
    turn.say(f"utter_invite_{role}")
    turn.show(_on_page(application, entry(f"signing.invite.{role}"), role))


class LinkForm(Act):
    """Sends a party's link anew, ends it, or takes the party off; with a confirmation."""

    form = "link_form"
    entries = frozenset({"invite_cosigner"})
    forgets = (PARTY, WHAT)

    def name(self) -> str:
        return "link_form"

    def is_mine(self, turn: Turn) -> bool:
        """Who asks how it stands, or wants another in, is answered by that."""
        says_more = _wanted(turn) or turn.first("ordinal") is not None
        return super().is_mine(turn) and (turn.intent not in self.entries or bool(says_more))

    async def as_customer(self, turn: Turn) -> str | None:
        """Which party, then confirm."""
        application = await applications.current(turn)
        parties = _meant(turn, application) if application else []
        if not application or not parties:
            turn.say("utter_cosigner_no_application")
            return None
        what = _wanted(turn) or turn.get(WHAT) or "resend"
        turn.set(WHAT, what)
        left = [p for p in parties if p["signature"] != "signed"]
        if not left:
            turn.say("utter_cosigner_signed_already", standing=_standing(parties))
            return None
        chosen = self._chosen(turn, left)
        if chosen is None:
            self._ask_which(turn, left)
            return PARTY
        turn.set(PARTY, chosen["party_id"])
        if what == "resend" and chosen["link"]["state"] == "none":
            what = "send"
        facts = {
            "act": what,
            "number": application["application_no"],
            "party_id": chosen["party_id"],
            "name": applications_shown.name_of(chosen),
        }
        return self.confirm(
            turn,
            f"signing.{what}",
            facts,
            name=facts["name"],
            role=entry(f"application.roles.{chosen['role']}"),
            phone=chosen.get("phone_masked") or "",
        )

    def _chosen(self, turn: Turn, parties: list[Json]) -> Json | None:
        if len(parties) == 1:
            return parties[0]
        place = turn.first("ordinal")
        if place is not None and 1 <= int(place) <= len(parties):
            return parties[int(place) - 1]
        of_role = [party for party in parties if party["role"] == _role(turn)]
        if len(of_role) == 1:
            return of_role[0]
        return next((p for p in parties if p["party_id"] == turn.get(PARTY)), None)

    def _ask_which(self, turn: Turn, parties: list[Json]) -> None:
        buttons = [
            {
                "title": phrase(
                    "signing.choice",
                    role=entry(f"application.roles.{party['role']}"),
                    name=applications_shown.name_of(party),
                ),
                "payload": presses.payload("invite_cosigner", [Said("ordinal", place)]),
            }
            for place, party in enumerate(parties, start=1)
        ]
        asides.put(turn, self.form, PARTY, items=parties, buttons=buttons)

    async def without_value(self, turn: Turn, asked: str) -> str | None:
        """A place said is the value."""
        items = asides.here(turn).get("items") or []
        if asked == PARTY and (chosen := self._chosen(turn, items)):
            turn.set(PARTY, chosen["party_id"])
            return ""
        return await super().without_value(turn, asked)

    async def commit(self, turn: Turn, facts: Json, key: str) -> str:
        """Do it and say what holds now."""
        act, number = facts["act"], str(facts["number"])
        if act == "remove":
            await office.ask("remove_party", turn.actor, number, facts["party_id"], key)
            answer: Json = {}
        else:
            answer = await office.ask(CALLS[act], turn.actor, facts["party_id"], key)
        until = answer.get("expires_at")
        words = entry(f"signing.{act}")["receipt"]
        values = {"name": facts["name"], "until": zh.moment(until) if until else ""}
        said = {part: words[part].format(**values) for part in ("what", "effective", "next")}
        text = words["text"].format(**values)
        turn.show(card(words["title"], text, Receipt(request_no=number, **said)))
        if CALLS.get(act) == "send_link":
            turn.say("utter_link_done")
            turn.asked = True
        return number
