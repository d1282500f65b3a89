"""P02 to P05: where each of them stands, and how he came there."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from backoffice.applications.models import Application
from backoffice.clock.service import Clock
from backoffice.database import Database
from backoffice.office import Office
from backoffice.quotes.schemas import QuoteRequest
from backoffice.reference.papers import salary_rows, short_statement
from backoffice.reference.signing import confirm_cost, sign
from backoffice.reference.story import Raw, Story, money
from foundation.settings import Settings

WRITTEN = Path(__file__).parent / "seed" / "people.yml"


def _plan(person: Raw, trim_key: str) -> QuoteRequest:
    plan = person["application"]
    business = person["type"] == "self_employed"
    return QuoteRequest.model_validate(
        {
            "product_key": plan["product"],
            "trim_key": trim_key,
            "price": money(plan["price"]),
            "down_payment": plan["down_payment"],
            "term_months": plan["term"],
            "balloon_pct": plan.get("balloon_pct"),
            "customer_type": "self_employed" if business else "private",
        }
    )


def _begin(story: Story, written: Raw, trim_key: str) -> None:
    story.apply(_plan(story.person, trim_key), story.person["application"]["no"])
    story.identify(story.person, written["address"])


def _income_letter(story: Story, known: Raw, role: str, on: str, written: Raw) -> None:
    story.paper(
        "income_proof",
        role,
        name=known["name"],
        id_no=known["id_no"],
        income_monthly=money(known["income_monthly"]),
        written_on=on,
        **written,
    )


def _licence(story: Story) -> None:
    person = story.person
    story.paper("driving_licence", name=person["name"], licence_no=person["id_no"])


def needs_papers(story: Story, written: Raw) -> None:
    """P02: with her husband; her statement reached back too few months."""
    spouse = story.person["co_borrower"]
    story.at("2026-11-21T09:05:00+08:00")
    _begin(story, written, "yuanting-pro")
    story.fill(written["typed"])
    story.invite("co_borrower", spouse)
    story.authorise()
    story.at("2026-11-21T09:20:00+08:00")
    _licence(story)
    _income_letter(story, story.person, "borrower", "2026-11-18", written["typed"])
    story.bind_card(written["card"])
    with story.doing() as session:
        short_statement(session, story.party(session), 4)
    story.at("2026-11-21T09:40:00+08:00")
    story.identify(spouse, written["co_address"], "co_borrower")
    story.fill({"income_monthly": money(spouse["income_monthly"])}, "co_borrower")
    _income_letter(story, spouse, "co_borrower", "2026-11-18", {})
    story.authorise("co_borrower")


def declined(story: Story, written: Raw) -> None:
    """P03: the instalment is too much for the income."""
    story.at("2026-11-08T14:10:00+08:00")
    _begin(story, written, "shanyue-2wd")
    story.fill(written["typed"])
    story.authorise()


def with_conditions(story: Story, written: Raw) -> None:
    """P04: five months in his first job; his father is asked to guarantee."""
    story.at("2026-11-15T10:00:00+08:00")
    _begin(story, written, "wangshu-430")
    story.fill(written["typed"])
    story.authorise()
    story.at("2026-11-15T10:25:00+08:00")
    _licence(story)
    _income_letter(story, story.person, "borrower", "2026-11-10", written["typed"])
    story.bind_card(written["card"])
    story.invite("guarantor", story.person["guarantor"])


def signing(story: Story, written: Raw) -> None:
    """P05: everything approved; he signed, his wife did not yet."""
    person, spouse = story.person, story.person["co_borrower"]
    story.at("2026-11-03T19:30:00+08:00")
    _begin(story, written, "tongle-biz")
    story.invite("co_borrower", spouse)
    story.identify(spouse, written["co_address"], "co_borrower")
    story.authorise("co_borrower")
    story.authorise()
    story.at("2026-11-04T20:00:00+08:00")
    _licence(story)
    _business(story, written)
    rows = salary_rows(
        written["company_name"], Decimal(person["income_monthly"]), date(2026, 11, 3), 6
    )
    story.paper(
        "bank_statement", rows=rows, name=person["name"], printed_on="2026-11-03",
        period="2026-05-01 - 2026-11-03",
    )  # fmt: skip
    story.paper(
        "tax_certificate", taxpayer=written["company_name"], tax_total=money(written["tax_paid"]),
        printed_on="2026-11-02",
    )  # fmt: skip
    _income_letter(story, spouse, "co_borrower", "2026-11-01", {})
    story.bind_card(written["card"])
    story.at("2026-11-19T20:02:00+08:00")
    confirm_cost(story)
    story.at(person["signatures"]["borrower"])
    sign(story)


def _business(story: Story, written: Raw) -> None:
    person, spouse = story.person, story.person["co_borrower"]
    story.paper(
        "business_licence", uscc=person["uscc"], company_name=written["company_name"],
        owner=person["name"], founded_on=written["founded_on"],
    )  # fmt: skip
    story.paper(
        "marriage_certificate", certificate_no=written["marriage_no"],
        registered_on=written["married_on"], name=person["name"], id_no=person["id_no"],
        spouse_name=spouse["name"], spouse_id_no=spouse["id_no"],
    )  # fmt: skip


STORIES: Mapping[str, Callable[[Story, Raw], None]] = {
    "P02": needs_papers,
    "P03": declined,
    "P04": with_conditions,
    "P05": signing,
}


def seed_applications(database: Database, settings: Settings, personas: list[Any]) -> int:
    """Let those whose application is not there yet go through theirs; how many."""
    written = yaml.safe_load(WRITTEN.read_text("utf-8"))
    told, before = 0, database.info.get("office")
    office = Office.over(database, settings)
    try:
        for person in personas:
            story = Story(office, person)
            if person["no"] not in STORIES or _is_there(office, person["application"]["no"]):
                continue
            STORIES[person["no"]](story, written[person["no"]])
            story.everything_was_told()
            told += 1
    finally:
        office.clock = Clock(database, settings.sandbox)
        database.info["office"] = before or office
    return told


def _is_there(office: Office, application_no: str) -> bool:
    with office.database.transaction() as session:
        return session.get(Application, application_no) is not None
