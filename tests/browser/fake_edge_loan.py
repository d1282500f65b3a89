"""The edge's paths for pages of an application, over `fake_loan`: enough to walk through them.

`POST /fault {"scene": name}` puts the application into a scene, `null` takes it away;
`{"cut": n}` loses the next n chunks of an upload, `{"refuse": {…}}` refuses the next command;
`{"room": n}` takes n more chunks and then none, `null` all.
"""

import secrets
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.browser import fake_loan, fake_texts

Json = dict[str, Any]
CODE = "123456"


@dataclass
class Loan:
    """One application, its papers, and who is signed in how surely."""

    scene: str | None = None
    application: Json | None = None
    consents: list[Json] = field(default_factory=fake_texts.consents)
    papers: dict[str, Json] = field(default_factory=dict)
    uploads: dict[str, Json] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    guarantor: Json = field(default_factory=dict)
    signing: Json = field(default_factory=dict)
    calls: list[tuple[str, str, Any]] = field(default_factory=list)
    cut: int = 0
    room: int | None = None
    refuse: Json | None = None

    def stage(self, scene: str | None) -> None:
        """Put everything into a scene."""
        self.__init__()  # type: ignore[misc]
        self.scene = scene
        self.application = fake_loan.application(scene) if scene else None
        self.guarantor = fake_loan.party(
            fake_loan.GUARANTOR, "guarantor", "许*安", signature="pending"
        )
        self.signing = dict(fake_texts.SIGNING)

    def move(self, scene: str) -> None:
        """Only the application moves on; what was given stays."""
        self.application = fake_loan.application(scene)
        self.scene = scene


def loan_of(request: Request) -> Loan:
    """The one loan of this fake."""
    loan: Loan = request.app.state.loan
    return loan


def problem(status: int, code: str, title: str, **more: Any) -> JSONResponse:
    """A problem document."""
    body = {"type": "about:blank", "status": status, "code": code, "title": title, **more}
    return JSONResponse(body, status, media_type="application/problem+json")


def token_of(request: Request) -> str:
    """The bearer."""
    return request.headers.get("authorization", "").removeprefix("Bearer ")


def too_low(request: Request, level: str) -> Response | None:
    """A refusal unless the session stands at `level`."""
    standing = loan_of(request).levels.get(token_of(request), "L0")
    if standing < level:
        return problem(403, "LEVEL_TOO_LOW", "请先再确认一次是您本人。", allowed={"level": level})
    return None


async def noted(request: Request) -> Any:
    """The body, remembered for the tests."""
    raw = await request.body()
    body = await request.json() if raw else None
    loan_of(request).calls.append((request.method, request.url.path, body))
    return body


async def current(request: Request) -> Response:
    loan = loan_of(request)
    if too_low(request, "L1"):
        return problem(401, "LOGIN_REQUIRED", "请先登录。")
    if loan.application is None:
        return problem(404, "NO_APPLICATION", "还没有进行中的申请。")
    return JSONResponse(loan.application)


async def listed(request: Request) -> Response:
    loan = loan_of(request)
    return JSONResponse({"items": [loan.application] if loan.application else []})


async def save_fields(request: Request) -> Response:
    loan, given = loan_of(request), await noted(request)
    if refused := loan.refuse:
        loan.refuse = None
        return problem(**refused)
    assert loan.application
    for name, value in given["fields"].items():
        for one in loan.application["fields"]:
            if one["name"] == name:
                one.update(value=value, source="typed")
    loan.application["typed_count"] += len(given["typed"])
    if all(one["value"] for one in loan.application["fields"]) and loan.scene == "FIELDS":
        saved = loan.application["fields"]
        loan.move("ID_VERIFIED")
        loan.application["fields"] = saved
    return JSONResponse(loan.application)


async def move_on(request: Request) -> Response:
    """Commands that lead to another scene, by the last word of their path."""
    loan, _ = loan_of(request), await noted(request)
    if refused := loan.refuse:
        loan.refuse = None
        return problem(**refused)
    word = request.url.path.rsplit("/", 1)[-1]
    if word == "pauses":
        return JSONResponse({})
    if word == "review" and loan.application:
        loan.application["decision"]["review"] = {
            "asked_at": "2026-11-21T11:00:00+08:00",
            "due_by": "2026-11-27T18:00:00+08:00",
        }
    else:
        loan.move({"cancel": "CANCELLED", "delivery": "BOOKED"}[word])
    return JSONResponse(loan.application)


async def invite(request: Request) -> Response:
    loan, given = loan_of(request), await noted(request)
    assert loan.application
    person = fake_loan.party(
        fake_loan.GUARANTOR, given["role"], "许*安", relation=given["relation"]
    )
    loan.application["parties"].append(person)
    return JSONResponse(loan.application)


async def slots(request: Request) -> Response:
    hours = ("10:00", "11:00", "14:00", "15:00", "16:00")
    dealer = {"dealer_id": "D1", "name": "听澜交付中心（成都）", "address": "青羊区河畔路 8 号"}
    found = [f"2026-11-{day}T{hour}:00+08:00" for day in (26, 27, 28) for hour in hours]
    return JSONResponse({"dealer": dealer, "slots": found})


async def calendar(request: Request) -> Response:
    return Response("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", media_type="text/calendar")


async def loan_view(request: Request) -> Response:
    return JSONResponse({
        "contract_no": "C202611210001", "principal_outstanding": "153860.00",
        "next_due_date": "2026-12-20", "next_due_amount": "4440.31", "paid_periods": 0,
        "card_tail": "0123",
    })  # fmt: skip


async def loan_schedule(request: Request) -> Response:
    rows = [
        {"period": n, "due_date": f"202{7 + (n + 10) // 12 - 1}-{(n + 10) % 12 + 1:02d}-20",
         "payment": "4406.28", "principal": "4151.13", "interest": "255.15",
         "balance": f"{153860 - n * 4273}.00"}
        for n in range(1, 37)
    ]  # fmt: skip
    totals = {"payment": "158625.94", "principal": "153860.00", "interest": "4765.94"}
    note = "第一期从放款日算到首个还款日，共 26 天。"
    return JSONResponse({"rows": rows, "totals": totals, "note": note})


async def consent(request: Request) -> Response:
    loan = loan_of(request)
    if request.method == "GET":
        return JSONResponse({"items": loan.consents})
    given = await noted(request)
    item = next(one for one in loan.consents if one["purpose"] == given["purpose"])
    since = "2026-11-21T10:05:00+08:00" if given["granted"] else None
    item.update(granted=given["granted"], since=since)
    return JSONResponse(item)


async def devices(request: Request) -> Response:
    loan = loan_of(request)
    if request.method == "DELETE":
        await noted(request)
        loan.levels["ended"] = request.path_params["device_id"]
        return JSONResponse({"device_id": request.path_params["device_id"], "state": "ended"})
    all_of_them = [
        {"device_id": "d-1", "name": "Android 手机", "current": True,
         "last_at": "2026-11-21T10:00:00+08:00"},
        {"device_id": "d-2", "name": "Windows 电脑", "current": False,
         "last_at": "2026-11-20T20:14:00+08:00"},
    ]  # fmt: skip
    ended = loan.levels.get("ended")
    return JSONResponse({"items": [one for one in all_of_them if one["device_id"] != ended]})


async def login_code(request: Request) -> Response:
    await noted(request)
    return JSONResponse({"expires_in": 300})


async def login(request: Request) -> Response:
    given = await noted(request)
    if given["code"] != CODE:
        return problem(422, "CODE_WRONG", "验证码不对，还可以再试 4 次。")
    loan_of(request).levels[token_of(request)] = "L1"
    return await me(request)


async def me(request: Request) -> Response:
    level = loan_of(request).levels.get(token_of(request), "L0")
    known = level != "L0"
    return JSONResponse({
        "kind": "customer" if known else "visitor", "assurance": level, "until": None,
        "phone_masked": "154****0002" if known else None,
        "name_masked": "沈*夏" if known else None,
    })  # fmt: skip


async def step_up(request: Request) -> Response:
    given = await noted(request)
    if request.url.path.endswith("/sign/code"):
        return too_low(request, "L2") or JSONResponse({"expires_in": 300})
    if request.url.path.endswith("/sign"):
        if given["code"] != CODE:
            return problem(422, "CODE_WRONG", "验证码不对，还可以再试 4 次。")
        loan_of(request).levels[token_of(request)] = "L3"
    elif given["id_last4"] != "0022":
        return problem(422, "ID_MISMATCH", "和登记的不一致，还可以再试 4 次。")
    else:
        loan_of(request).levels[token_of(request)] = "L2"
    return await me(request)


async def logout(request: Request) -> Response:
    loan_of(request).levels.pop(token_of(request), None)
    return JSONResponse({"token": secrets.token_hex(8), "conversation_id": "c-new"})


NO = "/api/applications/{no}"
ROUTES = [
    Route("/api/applications/current", current),
    Route("/api/applications", listed),
    Route(f"{NO}/fields", save_fields, methods=["PATCH"]),
    Route(f"{NO}/parties", invite, methods=["POST"]),
    Route(f"{NO}/delivery-slots", slots),
    Route(f"{NO}/delivery.ics", calendar),
    *(Route(f"{NO}/{word}", move_on, methods=["POST"])
      for word in ("cancel", "review", "delivery", "pauses")),
    Route("/api/loans/{no}/schedule", loan_schedule),
    Route("/api/loans/{no}", loan_view),
    Route("/api/consents", consent, methods=["GET", "POST"]),
    Route("/api/devices", devices),
    Route("/api/devices/{device_id}", devices, methods=["DELETE"]),
    Route("/api/login/code", login_code, methods=["POST"]),
    Route("/api/login", login, methods=["POST"]),
    Route("/api/logout", logout, methods=["POST"]),
    Route("/api/me", me),
    Route("/api/step-up", step_up, methods=["POST"]),
    Route("/api/step-up/sign/code", step_up, methods=["POST"]),
    Route("/api/step-up/sign", step_up, methods=["POST"]),
]  # fmt: skip
