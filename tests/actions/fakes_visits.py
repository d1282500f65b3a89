"""The fake's visits and leads: free times, booked once a key, moved, left; wishes passed on."""

from typing import Any

from foundation.backoffice import Actor, BackOfficeRefused
from tests.actions.fakes_application import FakeApplications

Json = dict[str, Any]
DEALER = {
    "dealer_id": "hz-01", "name": "杭州一店", "city": "杭州", "address": "路 8 号",
    "phone": "15460000009", "opening_hours": "周一至周日 09:30-20:30", "latitude": "30.2",
    "longitude": "120.2",
}  # fmt: skip
SLOTS = [f"2026-11-{day}T{hour}:00:00+08:00" for day in (22, 23, 24, 28) for hour in (10, 14, 16)]


def visit(kind: str, starts_at: str, state: str = "BOOKED") -> Json:
    """A visit as it is answered."""
    return {
        "visit_no": "V1", "kind": kind, "kind_zh": {"test_drive": "试驾"}.get(kind, "到店看车"),
        "state": state, "state_zh": {"BOOKED": "已预约"}.get(state, "已取消"), "dealer": DEALER,
        "vehicle": None, "starts_at": starts_at, "ics_url": "/api/visits/V1/appointment.ics",
        "bring": ["身份证", "驾驶证"], "lead_no": "K1", "what": f"试驾：{starts_at}，杭州一店",
        "next": "前一天会提醒您。",
    }  # fmt: skip


def lead(status: str = "new") -> Json:
    """A lead as it is answered."""
    return {
        "lead_no": "K1", "intent": "trade_in", "intent_zh": "置换", "status": status,
        "status_zh": {"new": "已转给门店"}.get(status, "已撤回"), "dealer_id": "hz-01",
        "dealer_name": "杭州一店", "vehicle": None, "equity_est": None,
        "passed_on": ["您的姓氏", "手机号"], "created_at": "2026-11-21T10:00:00+08:00",
        "first_contact_by": "2026-11-22T10:00:00+08:00", "expires_on": "2026-12-21",
        "can_revoke": status == "new", "next": "门店会联系您。",
    }  # fmt: skip


class FakeVisits(FakeApplications):
    """Part of `FakeBackOffice`."""

    def __init__(self) -> None:
        super().__init__()
        self.visiting: list[Json] = []
        self.passed_on: list[Json] = []
        self.full: set[str] = set()

    def visit_slots(self, city: str, from_day: str | None = None) -> Json:
        self._take("visit_slots", city, from_day)
        if city != "杭州":
            return {"items": []}
        free = [at for at in SLOTS if at[:10] >= (from_day or "") and at not in self.full]
        return {"items": [{"dealer": DEALER, "slots": free}]}

    def visits(self, actor: Actor, customer_id: str) -> Json:
        self._take("visits", actor, customer_id)
        return {"items": list(self.visiting)}

    def book_visit(self, actor: Actor, request: Json, key: str) -> Json:
        self._take("book_visit", actor, request, key)
        if request["starts_at"] in self.full:
            raise BackOfficeRefused(409, {"code": "SLOT_TAKEN", "title": "刚被约走了。"})
        self.visiting = [visit(request["kind"], request["starts_at"])]
        return self._once("book_visit", key, self.visiting[0])

    def move_visit(self, actor: Actor, number: str, request: Json, key: str) -> Json:
        self._take("move_visit", actor, number, request, key)
        self.visiting = [visit(self.visiting[0]["kind"], request["starts_at"])]
        return self._once("move_visit", key, self.visiting[0])

    def cancel_visit(self, actor: Actor, number: str, key: str) -> Json:
        self._take("cancel_visit", actor, number, key)
        self.visiting = [visit("test_drive", self.visiting[0]["starts_at"], "CANCELLED")]
        return self._once("cancel_visit", key, self.visiting[0])

    def leads(self, actor: Actor, customer_id: str) -> Json:
        self._take("leads", actor, customer_id)
        return {"items": list(self.passed_on)}

    def open_lead(self, actor: Actor, request: Json, key: str) -> Json:
        self._take("open_lead", actor, request, key)
        self.passed_on = [lead()]
        return self._once("open_lead", key, lead())

    def revoke_lead(self, actor: Actor, number: str, key: str) -> Json:
        self._take("revoke_lead", actor, number, key)
        self.passed_on = [lead("withdrawn")]
        return self._once("revoke_lead", key, lead("withdrawn"))
