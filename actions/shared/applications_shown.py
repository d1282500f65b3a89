"""An application as the customer sees it: the timeline, and the card of what comes next."""

from typing import Any

from actions.shared import applications
from actions.shared.turn import Turn
from actions.shared.wording import entry, phrase
from foundation import zh
from foundation.cards import (
    Action,
    Card,
    Sign,
    SignParty,
    Timeline,
    TimelineStep,
    Upload,
    Verify,
    card,
)

Json = dict[str, Any]
NO_PAGE = frozenset({"wait", "none"})
SIGNED_STATUS = {"todo": "pending"}


def show(turn: Turn, application: Json) -> None:
    """The timeline, and the card with which the next step is done."""
    turn.show(timeline(application))
    if step := next_card(application):
        turn.show(step)


def timeline(application: Json, action: Action | None = None) -> Card:
    """The `timeline` card: done, now, next; with the way to the page where it goes on."""
    coming = application["next"]
    url = applications.page(_step_of(coming))
    data = Timeline(
        application_no=application["application_no"],
        state=application["state"],
        state_zh=application["state_zh"],
        steps=[TimelineStep(**_without_nothing(step)) for step in application["steps"]],
        next_action=coming["label"],
        who=coming["who"],
        takes=coming["takes"],
        url=url,
    )
    mine = coming["who"] == "you" and coming["page"] not in NO_PAGE
    label = coming["label"] if mine else entry("application.open_page")
    title = phrase("application.timeline_title", number=application["application_no"])
    return card(title, _told(application), data, [action or Action(label=label, url=url)])


def _without_nothing(step: Json) -> Json:
    return {name: value for name, value in step.items() if value is not None}


def _step_of(coming: Json) -> str | None:
    return None if coming["page"] in NO_PAGE else str(coming["page"])


def _told(application: Json) -> str:
    names: dict[str, list[str]] = {"done": [], "current": [], "failed": [], "todo": []}
    for step in application["steps"]:
        names[step["status"]].append(step["name"])
    parts = [
        phrase(f"application.steps.{kind}", names=phrase("shared.comma").join(named))
        for kind, named in names.items()
        if named
    ]
    state = phrase(
        "application.timeline_text",
        number=application["application_no"],
        state=application["state_zh"],
    )
    return state + "".join(parts) + coming_told(application)


def coming_told(application: Json) -> str:
    """What comes next, who does it, and how long it takes."""
    coming = application["next"]
    if coming["page"] == "none":
        return str(coming["detail"])
    return phrase(f"application.who.{coming['who']}", **coming)


def next_card(application: Json) -> Card | None:
    """The card of the next step, where a card says more than the timeline's button."""
    coming = application["next"]
    if coming["who"] != "you":
        return None
    if coming["page"] == "verify":
        return _verify()
    if coming["page"] == "upload":
        papers = applications.open_papers(application)
        return upload(papers[0]) if papers else None
    return sign(application) if coming["page"] == "sign" else None


def _verify() -> Card:
    url = applications.page("verify")
    action = Action(label=entry("application.verify.action"), url=url)
    return card(
        entry("application.verify.title"),
        entry("application.verify.text"),
        Verify(kind="real_person", url=url),
        [action],
    )


def upload(paper: Json) -> Card:
    """The `upload` card of a paper: what it is, what was wrong with it, where it is handed in."""
    url = applications.page("upload", document=paper["document"])
    problem, fix = paper.get("problem"), paper.get("fix")
    wrong = phrase("application.upload.wrong", problem=problem, fix=fix or "") if problem else ""
    return card(
        phrase("application.upload.title", title=paper["title"]),
        wrong + phrase("application.upload.text", title=paper["title"]),
        Upload(document=paper["document"], url=url, title=paper["title"], problem=problem, fix=fix),
        [Action(label=phrase("application.upload.action", title=paper["title"]), url=url)],
    )


def sign(application: Json, read_first: list[str] | None = None) -> Card:
    """The `sign` card: every party with the state of the signature, what is read before."""
    url = applications.page("sign")
    parties = [
        SignParty(
            role=party["role"],
            name_masked=name_of(party),
            status=SIGNED_STATUS.get(party["signature"], party["signature"]),
            signed_at=party.get("signed_at"),
        )
        for party in applications.signers(application)
    ]
    titles = read_first or entry("application.sign.read_first")
    text = phrase(
        "application.sign.text",
        titles=phrase("shared.comma").join(titles),
        parties=phrase("shared.stop").join(
            _signer(party) for party in applications.signers(application)
        ),
    )
    contract_no = application.get("contract_no") or application["application_no"]
    data = Sign(contract_no=contract_no, url=url, parties=parties, read_first=titles)
    action = Action(label=entry("application.sign.action"), url=url)
    return card(entry("application.sign.title"), text, data, [action])


def name_of(party: Json) -> str:
    """A party as his name is shown: masked, or by his part."""
    return str(party.get("name_masked") or entry(f"application.roles.{party['role']}"))


def _signer(party: Json) -> str:
    signed_at = party.get("signed_at")
    return phrase(
        "application.sign.party",
        role=entry(f"application.roles.{party['role']}"),
        name=name_of(party),
        status=entry(f"application.signatures.{party['signature']}"),
        at=zh.moment(signed_at) if signed_at else "",
    ).strip()
