"""The edge's paths for showrooms, visits and leads.

`POST /fault/visits` stages: `{"fail": problem}` refuses every reading until `{"fail": null}`,
`{"refuse": problem}` the next command, `{"visits": n}` and `{"leads": n}` say how many there are,
`{"inspection": true}` has a leased car inspected; `{}` takes everything back.
"""

from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.browser import fake_edge_servicing, fake_errands, fake_servicing
from tests.browser.fake_edge_loan import Json, noted, problem, too_low

SERVICES = [{"key": "showroom", "name": "看车"}, {"key": "test_drive", "name": "试驾"},
            {"key": "inspection", "name": "租赁车验车"}]  # fmt: skip
SLOTS = [f"2026-11-{day}T{hour}:00:00+08:00" for day in range(22, 36) if day < 31
         for hour in ("10", "11", "14", "16", "19")]  # fmt: skip
ORIGINS = {
    "上海": ("上海", "31.230000", "121.470000"),
    "拉萨": ("拉萨", "29.650000", "91.170000"),
}


def dealer(no: str, name: str, at: tuple[str, str], **more: object) -> Json:
    """A showroom as it is answered."""
    return {
        "dealer_id": no, "name": f"霁川汽车{name}", "city": "上海", "phone": "15460000003",
        "address": "上海市浦东新区听潮路 208 号", "opening_hours": "周一至周日 09:30-20:30",
        "latitude": at[0], "longitude": at[1], "services": SERVICES, **more,
    }  # fmt: skip


NEAR = [
    dealer("sh-01", "上海浦江体验中心", ("31.235000", "121.512000"), distance_m=4032,
           distance_zh="4.0 公里", open_now=True, open_zh="营业中，20:30 关门"),
    dealer("sh-02", "上海虹桥交付中心", ("31.194000", "121.330000"), distance_m=13900,
           distance_zh="13.9 公里", open_now=False, open_zh="已打烊，明天 09:00 开门",
           address="上海市闵行区霁虹路 99 号 B 座"),
    dealer("su-01", "苏州金鸡湖体验中心", ("31.311000", "120.706000"), distance_m=73100,
           distance_zh="73.1 公里", open_now=True, open_zh="营业中，20:30 关门", city="苏州",
           address="苏州市工业园区霁湖大道 160 号"),
    dealer("nb-01", "宁波三江体验中心", ("29.860000", "121.565000"), distance_m=152600,
           distance_zh="153 公里", open_now=True, open_zh="营业中，20:30 关门", city="宁波"),
]  # fmt: skip


def visit(**more: object) -> Json:
    """A visit that stands."""
    at = str(more.get("starts_at", "2026-11-24T14:00:00+08:00"))
    when = f"11月{int(at[8:10])}日{at[11:16]}"
    return {
        "visit_no": "V1", "kind": "test_drive", "kind_zh": "试驾", "state": "BOOKED",
        "state_zh": "已预约", "dealer": NEAR[0], "vehicle": "听澜", "starts_at": at,
        "ics_url": "/api/visits/V1/appointment.ics", "bring": ["身份证", "驾驶证"],
        "lead_no": "K1", "what": f"试驾：{when}，{NEAR[0]['name']}",
        "next": "前一天会提醒您；改时间或取消随时可以，不收费。", **more,
    }  # fmt: skip


def lead(**more: object) -> Json:
    """What went to a dealer."""
    return {
        "lead_no": "K1", "intent": "test_drive", "intent_zh": "试驾", "status": "new",
        "status_zh": "已转给门店", "dealer_id": "sh-01", "dealer_name": NEAR[0]["name"],
        "vehicle": "听澜", "equity_est": None, "passed_on": [],
        "sent": [{"label": "您的姓氏", "value": "沈"}, {"label": "手机号", "value": "154****0002"},
                 {"label": "想看的车", "value": "听澜"},
                 {"label": "约的时间", "value": "11月24日（周二）14:00"}],
        "consent": {"granted_at": "2026-11-21T10:05:00+08:00", "version": "1", "stands": True,
                    "told": "11月21日（周六）10:05 同意提供给门店"},
        "created_at": "2026-11-21T10:06:00+08:00", "delivered_at": "2026-11-21T10:06:03+08:00",
        "first_contact_by": "2026-11-22T10:06:00+08:00", "expires_on": "2026-12-21",
        "can_revoke": True,
        "next": "门店会在 11月22日（周日）10:06 前联系您；不想要了随时可以撤回，"
                "门店会删掉您的信息。", **more,
    }  # fmt: skip


@dataclass
class Desk:
    """What is staged, and what became of it."""

    fail: Json | None = None
    refuse: Json | None = None
    visits: list[Json] = field(default_factory=list)
    leads: list[Json] = field(default_factory=list)
    inspected_at: str | None = None


DESK = Desk()


async def stage(request: Request) -> Response:
    wish = await request.json()
    if not wish:
        DESK.__init__()  # type: ignore[misc]
    DESK.fail = wish.get("fail") if "fail" in wish else DESK.fail
    DESK.refuse = wish.get("refuse", DESK.refuse)
    if wish.get("visits"):
        over = visit(visit_no="V0", state="PAST", state_zh="已过", kind="showroom",
                     kind_zh="到店看车", starts_at="2026-11-02T11:00:00+08:00")  # fmt: skip
        DESK.visits = [visit(), over]
    if wish.get("leads"):
        DESK.leads = [lead(), lead(lead_no="K0", status="expired", status_zh="已到期",
                                   can_revoke=False, next="门店已不能再用您的信息。")]  # fmt: skip
    if wish.get("inspection"):
        DESK.inspected_at = "2026-11-26T10:00:00+08:00"
    return JSONResponse({})


def _unreadable() -> Response | None:
    return problem(**DESK.fail) if DESK.fail else None


def _own(request: Request) -> Response | None:
    if too_low(request, "L1"):
        return problem(401, "LOGIN_REQUIRED", "请先登录。")
    return _unreadable()


def _refused() -> Response | None:
    refusal, DESK.refuse = DESK.refuse, None
    return problem(**refusal) if refusal else None


async def cities(request: Request) -> Response:
    names = ["北京", "上海", "广州", "深圳", "杭州", "南京", "苏州", "宁波", "成都"]
    return JSONResponse({"items": [{"city": name, "dealers": 2} for name in names]})


async def nearest(request: Request) -> Response:
    asked = await noted(request)
    said = str(asked.get("place", ""))
    if said == "江北区":
        return problem(422, "PLACE_SEVERAL", "好几个城市都有这个区，请带上城市再说一遍。",
                       allowed={"places": ["宁波江北", "重庆江北"]})  # fmt: skip
    name, latitude, longitude = ORIGINS.get(said, ("您的位置", "31.230000", "121.474000"))
    if said and said not in ORIGINS:
        return problem(422, "PLACE_UNKNOWN", "没有找到这个地方，请说一个城市，或者城市加区。")
    far = [{**one, "distance_m": 2_000_000, "distance_zh": "2000 公里"} for one in NEAR]
    origin = {"name": name, "city": None, "latitude": latitude, "longitude": longitude}
    items = far if said == "拉萨" else NEAR
    return _unreadable() or JSONResponse({"origin": origin, "items": items})


async def slots(request: Request) -> Response:
    return _unreadable() or JSONResponse({"dealer": NEAR[0], "slots": SLOTS})


async def visits(request: Request) -> Response:
    if request.method == "GET":
        return _own(request) or JSONResponse({"items": DESK.visits})
    given = await noted(request)
    if answer := too_low(request, "L1") or _refused():
        return answer
    names = {"test_drive": "试驾", "showroom": "到店看车"}
    made = visit(starts_at=given["starts_at"], kind=given["kind"], kind_zh=names[given["kind"]])
    DESK.visits, DESK.leads = [made, *DESK.visits], [lead(), *DESK.leads]
    return JSONResponse(made)


async def move(request: Request) -> Response:
    given = await noted(request)
    if answer := too_low(request, "L1") or _refused():
        return answer
    DESK.visits[0] = visit(starts_at=given["starts_at"])
    return JSONResponse(DESK.visits[0])


async def cancel(request: Request) -> Response:
    await noted(request)
    DESK.visits[0] = visit(state="CANCELLED", state_zh="已取消")
    return _refused() or JSONResponse(DESK.visits[0])


async def leads(request: Request) -> Response:
    return _own(request) or JSONResponse({"items": DESK.leads})


async def revoke(request: Request) -> Response:
    await noted(request)
    DESK.leads[0] = lead(status="withdrawn", status_zh="已撤回", can_revoke=False,
                         next="门店已不能再用您的信息。")  # fmt: skip
    return _refused() or JSONResponse(DESK.leads[0])


async def loans(request: Request) -> Response:
    """The running loans; the leased car among them is inspected where that is staged."""
    if DESK.inspected_at is None:
        return await fake_edge_servicing.loans(request)
    at = {"dealer": {**NEAR[0], "slots": []}, "starts_at": DESK.inspected_at, "minutes": 60,
          "bring": ["两把钥匙", "行驶证"]}  # fmt: skip
    returned = {**fake_errands.booked("E3"), "figures": {"choice": "return", "appointment": at}}
    return JSONResponse({"items": [fake_servicing.loan(errands=[returned])]})


ROUTES = [
    Route("/api/loans", loans),
    Route("/fault/visits", stage, methods=["POST"]),
    Route("/api/cities", cities),
    Route("/api/dealers/nearest", nearest, methods=["POST"]),
    Route("/api/dealers/{no}/slots", slots),
    Route("/api/visits", visits, methods=["GET", "POST"]),
    Route("/api/visits/{no}/move", move, methods=["POST"]),
    Route("/api/visits/{no}/cancel", cancel, methods=["POST"]),
    Route("/api/visits/{no}/appointment.ics", fake_edge_servicing.calendar),
    Route("/api/leads", leads),
    Route("/api/leads/{no}/revoke", revoke, methods=["POST"]),
]
