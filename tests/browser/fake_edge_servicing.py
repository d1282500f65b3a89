"""The edge's paths for running loans: the loans, trials, orders and ways of `fake_servicing`.

`POST /fault/service` breaks or stages things: `{"refuse": problem}` refuses the next call of a
command, `{"fail": problem}` every reading until `{"fail": null}`, `{"errand": state}` moves the
errand E1, `{"loans": numbers}` says whose loans these are; `{}` takes everything back.
"""

import json
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.browser import fake_edge_loan, fake_errands, fake_servicing
from tests.browser.fake_edge_loan import Json, noted, problem, too_low
from tests.browser.fake_edge_party import PDF
from tests.browser.fake_servicing import BALLOON, LOAN

ICS = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
APPLIED = "C202611210001"
LEVELS = {"return": "L2"}


@dataclass
class Desk:
    """What is staged, and what was ordered."""

    numbers: list[str] = field(default_factory=lambda: [LOAN, BALLOON])
    state: str = "CONFIRMED"
    refuse: Json | None = None
    fail: Json | None = None
    read: bool = False
    reminders: Json = field(default_factory=lambda: dict(fake_errands.REMINDERS))


DESK = Desk()


async def stage(request: Request) -> Response:
    wish = await request.json()
    if not wish:
        DESK.__init__()  # type: ignore[misc]
    DESK.numbers = wish.get("loans", DESK.numbers)
    DESK.state = wish.get("errand", DESK.state)
    DESK.refuse = wish.get("refuse", DESK.refuse)
    DESK.read = wish.get("read", DESK.read)
    DESK.fail = wish.get("fail") if "fail" in wish else DESK.fail
    return JSONResponse({})


def _unreadable(request: Request) -> Response | None:
    if too_low(request, "L1"):
        return problem(401, "LOGIN_REQUIRED", "请先登录。")
    return problem(**DESK.fail) if DESK.fail else None


def _refused() -> Response | None:
    refusal, DESK.refuse = DESK.refuse, None
    return problem(**refusal) if refusal else None


async def loans(request: Request) -> Response:
    items = [fake_servicing.LOANS[no] for no in DESK.numbers]
    return _unreadable(request) or JSONResponse({"items": items})


async def one_loan(request: Request) -> Response:
    no = request.path_params["no"]
    if no == APPLIED:
        return await fake_edge_loan.loan_view(request)
    known = fake_servicing.LOANS.get(no)
    missing = problem(404, "LOAN_UNKNOWN", "没有找到这份合同。")
    return _unreadable(request) or (JSONResponse(known) if known else missing)


async def payments(request: Request) -> Response:
    if request.method == "POST":
        await noted(request)
        return _refused() or JSONResponse({
            "request_no": "B1", "state": "paid", "amount": "1469.44", "failure_code": None,
            "what": "已从尾号 0123 的卡还款 1,469.44 元，已入账。", "effective": "2026-11-21",
            "next": "到期的款项已全部还清，下一期 12月20日 还 3,596.07 元。",
        })  # fmt: skip
    done = {"failure_reason": None, "failure_code": None, "penalty": "0.00", "open": "0.00"}
    rows = [{"period": 15, "part": "instalment", "due_date": "2026-11-20", "amount": "3596.07",
             "status": "failed", "paid_at": None, "failure_reason": "卡内余额不足",
             "failure_code": "INSUFFICIENT_FUNDS", "penalty": "1.68",
             "open": "1467.76"}]  # fmt: skip
    rows += [{"period": n, "part": "instalment", "due_date": f"2026-{n - 4:02d}-20",
              "amount": "3596.07", "status": "paid", "paid_at": f"2026-{n - 4:02d}-20", **done}
             for n in range(14, 7, -1)]  # fmt: skip
    return JSONResponse({"contract_no": LOAN, "rows": rows, "receipts": [], "debits": []})


async def try_errand(request: Request) -> Response:
    asked = json.loads(await request.body() or b"{}")
    tried = fake_servicing.TRIALS[request.path_params["kind"]]
    return _unreadable(request) or JSONResponse(tried(request.path_params["no"], asked))


async def order(request: Request) -> Response:
    given = await noted(request)
    level = LEVELS.get(given.get("choice"), "L3")
    known = {"extension": "E2", "lease_end": "E3"}.get(given["errand"], "E1")
    return too_low(request, level) or _refused() or JSONResponse(_errand(known))


def _errand(no: str) -> Json:
    if no == "E2":
        return fake_errands.signing(no)
    return fake_errands.booked(no) if no == "E3" else fake_errands.errand(no, DESK.state)


async def errand(request: Request) -> Response:
    no = request.path_params["no"]
    if no not in ("E1", "E2", "E3"):
        return problem(404, "ERRAND_UNKNOWN", "没有找到这项业务。")
    return _unreadable(request) or JSONResponse(_errand(no))


async def slots(request: Request) -> Response:
    return _unreadable(request) or JSONResponse({"dealers": fake_servicing.DEALERS})


async def move(request: Request) -> Response:
    given = await noted(request)
    answer = JSONResponse(fake_errands.booked("E3", given["starts_at"]))
    return too_low(request, "L2") or _refused() or answer


async def cancel(request: Request) -> Response:
    await noted(request)
    over = {"state": "CANCELLED", "state_zh": "已取消", "can_cancel": False}
    told = {"who": "nobody", "label": "没有扣款，贷款按原计划继续。", "page": None}
    return _refused() or JSONResponse(fake_errands.errand("E1", **over, next=told))


async def documents(request: Request) -> Response:
    told = (("schedule", "还款计划表", True), ("statement", "还款明细", True),
            ("settlement_proof", "结清证明", False))  # fmt: skip
    items = [
        {"kind": kind, "label": label, "ready": ready, "level": "L2",
         "url": f"/loans/{LOAN}/documents/{kind}.pdf"}
        for kind, label, ready in told
    ]  # fmt: skip
    return JSONResponse({"contract_no": LOAN, "items": items})


async def document(request: Request) -> Response:
    return too_low(request, "L2") or Response(PDF, media_type="application/pdf")


async def insurance(request: Request) -> Response:
    if request.method == "POST":
        await noted(request)
    policy = {"insurer": "平川财险", "valid_from": "2025-12-10", "valid_to": "2026-12-09"}
    return JSONResponse({
        "contract_no": LOAN, "policy": policy, "standing": "soon", "days_left": 18,
        "duties": ["贷款期间要有车损险和三者险", "到期前 15 天把新保单传上来"],
        "free_choice_note": "保险公司由您自己选，我们不指定，也不收手续费。",
        "upload_page": f"/service/loans/{LOAN}/insurance",
    })  # fmt: skip


async def lien(request: Request) -> Response:
    steps = fake_errands.errand("E1", "RELEASING")["steps"][-2:]
    return JSONResponse({"contract_no": LOAN, "state": "FILED", "state_zh": "办理中",
                         "steps": steps})  # fmt: skip


async def decline(request: Request) -> Response:
    await noted(request)
    return JSONResponse({"offer_id": "O1", "remembered_until": "2027-05-20"})


async def calendar(request: Request) -> Response:
    return Response(ICS, media_type="text/calendar")


async def on_file(request: Request) -> Response:
    return _unreadable(request) or JSONResponse(fake_errands.ON_FILE)


async def change(request: Request) -> Response:
    no = request.path_params["no"]
    told = fake_errands.renewal(DESK.read) if no == "H9" else fake_errands.change("bank_card")
    return _unreadable(request) or JSONResponse(told)


async def open_change(request: Request) -> Response:
    await noted(request)
    kind = request.path_params["kind"]
    level = {"bank_card": "L3", "address": "L1"}.get(kind, "L2")
    made = fake_errands.renewal(False) if kind == "id_card" else fake_errands.change(kind)
    return too_low(request, level) or _refused() or JSONResponse(made)


async def try_card(request: Request) -> Response:
    given = await noted(request)
    good = given["card_no"].endswith("9876")
    why = [] if good else ["预留手机号和银行登记的不一致，请填办卡时留的那个。"]
    return JSONResponse({
        "trial_id": "T-card" if good else None, "hash": "b" * 64 if good else None,
        "valid_until": None, "figures": fake_errands.CARD_FIGURES, "eligible": good,
        "reasons": why, "tries_left": 3 if good else 2,
    })  # fmt: skip


async def try_address(request: Request) -> Response:
    given = await noted(request)
    moved = given["city"] != "成都"
    note = "城市变了，抵押可能要办变更，会有一封说明信给您。" if moved else "更新后按新地址联系您。"
    return JSONResponse({
        "figures": {**given, "old_city": "成都", "city_changes": moved, "note": note},
        "level": "L2" if moved else "L1", "eligible": True, "reasons": [],
    })  # fmt: skip


async def phone_code(request: Request) -> Response:
    await noted(request)
    return JSONResponse({"expires_in": 300})


async def face(request: Request) -> Response:
    await noted(request)
    return JSONResponse({"check_id": "x-check", "url": "/sandbox/real-person/x-check",
                         "expires_at": None})  # fmt: skip


async def reminders(request: Request) -> Response:
    if request.method == "PUT":
        given = await noted(request)
        told = {name: value for name, value in given.items() if name != "confirm"}
        DESK.reminders = {**DESK.reminders, **told, "default": False}
    return _unreadable(request) or JSONResponse(DESK.reminders)


L = "/api/loans/{no}"
ROUTES = [
    Route("/fault/service", stage, methods=["POST"]),
    Route("/api/loans", loans),
    Route(f"{L}/payments", payments, methods=["GET", "POST"]),
    Route(f"{L}/trials/{{kind}}", try_errand, methods=["POST"]),
    Route(f"{L}/errands", order, methods=["POST"]),
    Route(f"{L}/documents", documents),
    Route(f"{L}/documents/{{kind}}.pdf", document),
    Route(f"{L}/insurance", insurance, methods=["GET", "POST"]),
    Route(f"{L}/lien", lien),
    Route(L, one_loan),
    Route("/api/errands/{no}", errand),
    Route("/api/errands/{no}/cancel", cancel, methods=["POST"]),
    Route("/api/errands/{no}/appointment.ics", calendar),
    Route("/api/errands/{no}/appointment/slots", slots),
    Route("/api/errands/{no}/appointment", move, methods=["POST"]),
    Route("/api/offers/{id}/decline", decline, methods=["POST"]),
    Route("/api/changes", on_file),
    Route("/api/changes/bank_card/trial", try_card, methods=["POST"]),
    Route("/api/changes/address/trial", try_address, methods=["POST"]),
    Route("/api/changes/phone/code", phone_code, methods=["POST"]),
    Route("/api/changes/{no}/real-person", face, methods=["POST"]),
    Route("/api/changes/{kind}", open_change, methods=["POST"]),
    Route("/api/changes/{no}", change),
    Route("/api/reminders", reminders, methods=["GET", "PUT"]),
    Route("/api/reminders/calendar.ics", calendar),
]
