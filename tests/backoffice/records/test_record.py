"""The record of a customer: shown, taken along, put right, deleted, and kept no longer than due."""

import io
import json
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from pypdf import PdfReader

from backoffice.applications.models import Application, Field
from backoffice.audit.models import AuditRecord
from backoffice.customers.models import Customer
from backoffice.documents.models import Paper
from backoffice.loans.models import Loan
from backoffice.office import Office
from backoffice.parties.models import Party
from backoffice.records.keeping import sweep, years_after
from tests.backoffice.applications.journey import acting

Json = dict[str, Any]


def ask(
    client: TestClient, path: str, who: str = "P06", level: str = "L2", of: str | None = None
) -> Any:
    headers = acting(f"customer:{who}", level)
    return client.get(path, params={"customer_id": of or who}, headers=headers)


def do(client: TestClient, path: str, who: str, level: str = "L2", **body: Any) -> Any:
    headers = {**acting(f"customer:{who}", level), "Idempotency-Key": uuid.uuid4().hex}
    body = {"customer_id": who, "confirm": True, **body}
    return client.post(path, json=body, headers=headers)


def office_of(client: TestClient) -> Office:
    office: Office = client.app.state.office  # type: ignore[attr-defined]
    return office


def sections(client: TestClient, who: str) -> dict[str, dict[str, str]]:
    found = ask(client, "/record", who, "L1").json()["sections"]
    return {s["section"]: {i["name"]: i["value"] for i in s["items"]} for s in found}


def test_p06_sees_what_is_known_and_whence(client: TestClient) -> None:
    found = ask(client, "/record", level="L1").json()
    known = sections(client, "P06")
    assert known["account"]["phone"] == "154****0006"
    assert known["account"]["name"] == "林**"
    assert known["ability"]["income_monthly"] == "21,000.00 元"
    assert known["habits"]["on_time"].startswith("14 期里按时 14 期（100%）")
    assert known["habits"]["usual_day"] == "每月 20 日"
    assert known["contracts"]["contract"].startswith("行止")
    assert all(s["purpose"] and s["kept"] and s["items"] for s in found["sections"])
    assert all(i["source"] for s in found["sections"] for i in s["items"])
    assert "15400000006" not in json.dumps(found) and "990106199005200110" not in json.dumps(found)


def test_who_was_late_is_told_so(client: TestClient) -> None:
    assert "12 期里按时 11 期（91.67%）" in sections(client, "P08")["habits"]["on_time"]


@pytest.mark.parametrize("path", ["/record", "/record.json", "/record.pdf", "/record/deletion"])
def test_nobody_sees_anothers(client: TestClient, path: str) -> None:
    assert ask(client, path, "P07", of="P06").status_code == 404
    assert ask(client, path, "P07", of="nobody").status_code == 404


@pytest.mark.parametrize("path", ["/record.json", "/record.pdf"])
def test_a_file_needs_a_proved_identity(client: TestClient, path: str) -> None:
    assert ask(client, path, level="L1").status_code == 403


def test_both_files_say_the_same_and_are_noted(own: TestClient) -> None:
    told = json.loads(ask(own, "/record.json").content)
    pdf = PdfReader(io.BytesIO(ask(own, "/record.pdf").content))
    text = "".join(page.extract_text() for page in pdf.pages).replace("\n", "")
    for section in told["sections"]:
        for item in section["items"]:
            assert item["value"][:6] in text
    with office_of(own).database.transaction() as session:
        query = sa.select(AuditRecord.command).where(AuditRecord.subject == "P06")
        noted = list(session.scalars(query))
    assert {"record.export.json", "record.export.pdf"} <= set(noted)


def test_a_sum_is_put_right_and_nonsense_is_refused(own: TestClient) -> None:
    path = "/record/corrections"
    done = do(own, path, "P06", name="income_monthly", value="23000")
    assert "23,000.00" in done.json()["what"]
    assert sections(own, "P06")["ability"]["income_monthly"] == "23,000.00 元"
    assert (
        do(own, path, "P06", name="income_monthly", value="很多").json()["code"] == "RECORD_VALUE"
    )
    assert do(own, path, "P06", name="name", value="别人").status_code == 422
    assert do(own, path, "P06", level="L1", name="city", value="杭州").status_code == 403
    assert do(own, path, "P06", name="city", value="杭州市").status_code == 200
    assert sections(own, "P06")["account"]["city"] == "杭州"


def test_a_running_contract_stays_and_is_said_to(own: TestClient) -> None:
    shown = ask(own, "/record/deletion", "P06").json()
    assert [part["count"] for part in shown["stays"]][0] == 1
    assert all(part["why"] for part in shown["stays"])
    assert do(own, "/record/deletion", "P06").status_code == 200
    assert "income_monthly" in sections(own, "P06")["ability"]


def test_a_settled_contract_stays_ten_years(client: TestClient) -> None:
    stays = ask(client, "/record/deletion", "P11").json()["stays"]
    assert stays[0]["until"] == "2036-11-10"


def test_a_visitor_without_contract_is_forgotten(own: TestClient) -> None:
    shown = ask(own, "/record/deletion", "P01").json()
    assert shown["goes"] and not [p for p in shown["stays"] if "合同、" in p["what"]]
    done = do(own, "/record/deletion", "P01").json()
    assert done["what"].startswith("已删除") and done["request_no"].startswith("D")
    with office_of(own).database.transaction() as session:
        customer = session.get_one(Customer, "P01")
        assert (customer.income_monthly, customer.interest) == (None, None)
    again = do(own, "/record/deletion", "P01").json()
    assert again["what"] == "没有可以删除的资料"


def _age(client: TestClient, number: str, state: str) -> None:
    with office_of(client).database.transaction() as session:
        session.execute(
            sa.update(Application)
            .where(Application.application_no == number)
            .values(state=state, contract_no=None)
        )


@pytest.mark.parametrize(("state", "days"), [("CANCELLED", 90), ("DECLINED", 1095)])
def test_what_came_to_nothing_is_emptied_in_time(own: TestClient, state: str, days: int) -> None:
    number = "A2026110021"
    _age(own, number, state)
    office = office_of(own)

    def left(on: date) -> tuple[int, int, list[str | None]]:
        with office.database.transaction() as session:
            sweep(session, on)
            fields = sa.select(sa.func.count()).where(Field.application_no == number)
            papers = sa.select(sa.func.count()).where(Paper.application_no == number)
            ids = sa.select(Party.id_no).where(Party.application_no == number)
            return (
                session.scalar(fields) or 0, session.scalar(papers) or 0,
                list(session.scalars(ids)),
            )  # fmt: skip

    ended = date(2026, 11, 21)
    fields, papers, ids = left(ended + timedelta(days=days - 40))
    assert fields and papers and all(ids)
    assert left(ended + timedelta(days=days + 1)) == (0, 0, [None] * len(ids))


def test_a_contracts_application_is_never_emptied(own: TestClient) -> None:
    with office_of(own).database.transaction() as session:
        before = session.scalar(sa.select(sa.func.count()).select_from(Loan))
        sweep(session, date(2036, 1, 1))
        assert session.scalar(sa.select(sa.func.count()).select_from(Loan)) == before
        named = sa.select(Party.name).where(Party.application_no == "A2026110003")
        assert all(session.scalars(named))


def test_ten_years_after_a_leap_day() -> None:
    assert years_after(date(2028, 2, 29), 10) == date(2038, 2, 28)
    assert years_after(date(2026, 11, 10), 10) == date(2036, 11, 10)
