"""Where the application stands, who does what next, and why; honest when it was declined."""

import re
from typing import Any

from actions.shared import applications, applications_shown, asides, cues, documents_own
from actions.shared.answer import Answer
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
from foundation import zh

Json = dict[str, Any]
NEEDS_PAPERS = frozenset({"PRE_APPROVED", "NEEDS_DOCS"})
SIGNING = frozenset({"CONTRACT_GENERATED", "SIGNING"})


class ActionTellStatus(Answer):
    """The timeline, and what the customer asks about it."""

    def name(self) -> str:
        return "action_tell_status"

    async def answer(self, turn: Turn) -> None:
        if cues.heard("others_application", turn.text):
            turn.say("utter_application_of_another")
            return
        if not turn.is_customer:
            turn.show(asides.login_card(entry("account.apply_page")))
            turn.say("utter_status_login")
            turn.asked = not turn.form
            return
        known = turn.first("known")
        if known == "review":
            turn.follow("review_form")
            return
        application, numbers = await applications.current(turn), _numbers(turn)
        turn.asked = not turn.form
        if application is None:
            turn.say("utter_no_application")
            return
        if numbers and application["application_no"] not in numbers:
            application = await applications.numbered(turn, numbers)
        if application is None:
            turn.say("utter_application_of_another")
            return
        turn.set("application", _remembered(application))
        declined = application["state"] == "DECLINED"
        if declined and (known == "why" or cues.heard("why_declined", turn.text)):
            turn.say("utter_status_why", reason=_reason(application))
        else:
            _tell(turn, application)


def _numbers(turn: Turn) -> list[str]:
    return re.findall(entry("application.number_pattern"), turn.text.upper())


def _remembered(application: Json) -> Json:
    """What later turns need: no personal datum is among it."""
    return {"number": application["application_no"], "state": application["state"]}


def _tell(turn: Turn, application: Json) -> None:
    state = application["state"]
    if state == "DECLINED":
        _tell_declined(turn, application)
        return
    turn.say(
        "utter_status",
        number=application["application_no"],
        state=application["state_zh"],
        next=applications_shown.coming_told(application),
    )
    if state in NEEDS_PAPERS and (missing := applications.open_papers(application)):
        turn.say_text(documents_own.missing(missing))
    if application["conditions"]:
        turn.say_text(_conditions(application))
    if applications.others(application) and applications.is_open(application):
        turn.say_text(_parties(application))
    applications_shown.show(turn, application)
    _invite_on(turn, application)


def _invite_on(turn: Turn, application: Json) -> None:
    """What people say next, where the page alone does not serve."""
    waiting = [p for p in applications.others(application) if p["signature"] != "signed"]
    unmet = [item["code"] for item in application["conditions"] if not item["met"]]
    if "guarantor_signature" in unmet and not waiting:
        turn.say("utter_status_needs_guarantor")
    elif waiting and waiting[0]["link"]["state"] == "none" and waiting[0]["identity"] != "done":
        turn.say("utter_status_link_to_send", name=applications_shown.name_of(waiting[0]))
    elif application["next"]["who"] == "party" and waiting:
        turn.say("utter_status_waits_for_party", name=applications_shown.name_of(waiting[0]))


def _tell_declined(turn: Turn, application: Json) -> None:
    decision = application["decision"] or {}
    review = decision.get("review")
    reapply = decision.get("reapply_after")
    turn.say(
        "utter_status_declined",
        number=application["application_no"],
        reason=_reason(application),
        reapply=phrase("application.reapply", year=reapply[:4], day=zh.day(reapply))
        if reapply
        else "",
    )
    applications_shown.show(turn, application)
    if review:
        turn.say("utter_status_in_review", due=zh.day(review["due_by"][:10]))
    else:
        turn.say("utter_status_rights")


def _reason(application: Json) -> str:
    decision = application["decision"] or {}
    return str(decision.get("reason_public") or application["next"]["detail"])


def _conditions(application: Json) -> str:
    items = [
        phrase(
            "application.condition",
            label=item["label"],
            met=entry("application.condition_met" if item["met"] else "application.condition_open"),
        )
        for item in application["conditions"]
    ]
    return phrase("application.conditions", items=phrase("shared.stop").join(items)) + phrase(
        "shared.full_stop"
    )


def _parties(application: Json) -> str:
    words = entry("application.party_words")
    items = [
        phrase(
            "application.party",
            role=entry(f"application.roles.{party['role']}"),
            name=applications_shown.name_of(party),
            identity=words["identity"][party["identity"]],
            authorised=words["authorised"][bool(party["authorised"])],
            signature=entry(f"application.signatures.{party['signature']}"),
            link=words["link"][party["link"]["state"]],
        )
        for party in applications.others(application)
    ]
    return phrase("application.parties", items=phrase("shared.stop").join(items)) + phrase(
        "shared.full_stop"
    )
