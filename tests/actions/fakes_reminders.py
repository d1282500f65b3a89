"""The fake's reminders: how they come now, and a change once a key."""

import copy
from typing import Any

from foundation.backoffice import Actor
from tests.actions.fakes_application import FakeApplications

Json = dict[str, Any]
HELD: Json = {
    "lead_days": [7, 3, 1], "channel": "auto",
    "channels": [{"key": "auto", "label": "按日子自动选"}, {"key": "sms", "label": "短信"}],
    "quiet_hours": {"from": "21:00", "to": "08:00"}, "default": True,
    "mandatory": ["当天扣款没有成功", "到期没有到账"],
    "ics_url": "/api/reminders/calendar.ics",
    "upcoming": [{"kind": "due", "on": "2026-12-20", "contract_no": "C1",
                  "text": "行止还款 3,561.81 元"}],
    "receipt": None,
}  # fmt: skip
RECEIPT = {
    "request_no": "N1", "what": "还款日前 3 天，微信，08:00 到 21:00 之间",
    "effective": "2026-11-22", "next": "下一个日子是12月20日。",
}  # fmt: skip


class FakeReminders(FakeApplications):
    """Part of `FakeBackOffice`."""

    def __init__(self) -> None:
        super().__init__()
        self.reminded: Json = copy.deepcopy(HELD)

    def reminders(self, actor: Actor, customer_id: str) -> Json:
        self._take("reminders", actor, customer_id)
        return copy.deepcopy(self.reminded)

    def set_reminders(self, actor: Actor, request: Json, key: str) -> Json:
        self._take("set_reminders", actor, request, key)
        return self._once(
            "set_reminders", key, {**copy.deepcopy(self.reminded), "receipt": RECEIPT}
        )
