"""The customer's own application: found, told from a closed one, and where its pages are."""

from typing import Any

from actions.shared import office
from actions.shared.turn import Turn
from actions.shared.wording import entry

Json = dict[str, Any]

CLOSED = frozenset({"DECLINED", "DELIVERED", "CANCELLED", "EXPIRED"})
PAID_OUT = frozenset({"ACTIVATED", "DELIVERED"})
SIGNED = frozenset({"SIGNED_ALL", "PRE_DISBURSE_CHECK"})
OPEN_PAPERS = frozenset({"missing", "rejected"})


async def all_of(turn: Turn) -> list[Json]:
    """The customer's applications, newest first."""
    found = await office.ask("applications", turn.actor, turn.owner["id"])
    items: list[Json] = found["items"]
    return items


async def current(turn: Turn) -> Json | None:
    """The application the talk is about: the open one, else the newest; None for a visitor."""
    if not turn.is_customer:
        return None
    items = await all_of(turn)
    open_ones = [item for item in items if item["state"] not in CLOSED]
    return next(iter([*open_ones, *items]), None)


async def numbered(turn: Turn, numbers: list[str]) -> Json | None:
    """The customer's application with one of these numbers; of another's nothing is known."""
    items = await all_of(turn)
    return next((item for item in items if item["application_no"] in numbers), None)


def is_open(application: Json) -> bool:
    """Whether it still runs: neither ended nor paid out."""
    return application["state"] not in CLOSED | PAID_OUT


def borrower(application: Json) -> Json:
    """The customer's own party."""
    found: Json = next(p for p in application["parties"] if p["role"] == "borrower")
    return found


def others(application: Json) -> list[Json]:
    """Co-borrowers and guarantors."""
    return [party for party in signers(application) if party["role"] != "borrower"]


def signers(application: Json) -> list[Json]:
    """Who carries the loan and signs; a named driver does not."""
    return [party for party in application["parties"] if party["role"] != "driver"]


def own_papers(application: Json) -> list[Json]:
    """The customer's own papers, with those that come later."""
    mine = borrower(application)["party_id"]
    return [item for item in application["documents"] if item["party_id"] == mine]


def open_papers(application: Json) -> list[Json]:
    """Those of the customer's own papers that are to be handed in, or handed in anew, by now."""
    return [
        item
        for item in own_papers(application)
        if item["required"] is True and item["status"] in OPEN_PAPERS and due(application, item)
    ]


def due(application: Json, item: Json) -> bool:
    """Whether a paper is wanted by now: before the payout, or for a condition that is open."""
    unmet = {found["code"] for found in application["conditions"] if not found["met"]}
    later = item.get("stage") == "activation" and item["document"] not in unmet
    return not later or application["state"] in SIGNED


def page(step: str | None = None, **more: str | None) -> str:
    """The address of the application's page, at a step."""
    given = {"step": step, **more}
    query = "&".join(f"{name}={value}" for name, value in given.items() if value)
    address = str(entry("account.apply_page"))
    return f"{address}?{query}" if query else address
