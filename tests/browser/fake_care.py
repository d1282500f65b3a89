"""The edge's paths for care and offers on the account page.

`POST /fault/care` stages: `{"offers": true}` shows one with its reasons and one thing not said,
`{"fail": problem}` refuses every reading until `{"fail": null}`; `{}` takes everything back.
"""

from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.browser.fake_edge_loan import Json, loan_of, noted, problem

LOYALTY = "您已连续 14 期按时还款。下次购车用我们的贷款时生效，现在的合同不变，不影响结清。"


def rule(name: str, text: str, *, ok: bool = True) -> Json:
    """One rule that was looked at."""
    return {"rule": name, "name": name, "ok": ok, "text": text, "figures": {}}


def offer(**more: object) -> Json:
    """An offer as it is answered."""
    return {
        "offer_id": "O1", "topic": "loyalty", "why_you": LOYALTY, "contract_no": "C202509200006",
        "title": "老客户再购车，贷款利率低 0.3 个百分点", "shown_on": "2026-11-21",
        "valid_until": "2026-12-20T23:59:59+08:00", "state": "open", "declined_until": None, **more,
    }  # fmt: skip


def decision(no: str, moment: str, *rules: Json) -> Json:
    """A decision with its rules."""
    against = sum(not one["ok"] for one in rules)
    return {
        "decision_no": no, "moment": moment, "moment_zh": moment, "sort": "marketing",
        "situation": "push", "contract_no": "C202509200006", "allowed": not against,
        "decided_at": "2026-11-20T10:00:00+08:00", "said": not against, "rules_version": "1",
        "summary": f"有 {against} 项不符合，所以不说。" if against else "各项都符合，可以告诉您。",
        "offer_id": None, "rules": list(rules),
    }  # fmt: skip


WHY = decision(
    "G1", "询问提前结清", rule("consent", "您同意过接收优惠信息：短信推荐。"),
    rule("not_overdue", "最近 90 天没有晚还过。"),
    rule("marketing_pause", "最近 30 天给您看过 0 次优惠，加上这次不超过 1 次。"),
    rule("value", LOYALTY),
)  # fmt: skip
NOT = decision(
    "G0", "用车三年", rule("consent", "您同意过接收优惠信息：短信推荐。"),
    rule("care_pause", "最近 90 天已经主动联系过您 2 次，最多 2 次，这次不再打扰。", ok=False),
)  # fmt: skip


@dataclass
class Care:
    """What is staged, and what became of it."""

    fail: Json | None = None
    on: bool = True
    offers: list[Json] = field(default_factory=list)
    decisions: list[Json] = field(default_factory=list)


CARE = Care()


async def stage(request: Request) -> Response:
    wish = await request.json()
    if not wish:
        CARE.__init__()  # type: ignore[misc]
    CARE.fail = wish.get("fail", None if "fail" in wish else CARE.fail)
    if wish.get("offers"):
        CARE.offers, CARE.decisions = [offer()], [WHY, NOT]
    return JSONResponse({})


def _told(document: Json) -> Response:
    return problem(**CARE.fail) if CARE.fail else JSONResponse(document)


async def offers(request: Request) -> Response:
    return _told({"items": CARE.offers})


async def why(request: Request) -> Response:
    return _told(WHY)


async def decisions(request: Request) -> Response:
    return _told({"items": CARE.decisions})


async def decline(request: Request) -> Response:
    await noted(request)
    CARE.offers = [offer(state="declined", declined_until="2027-05-20")]
    return JSONResponse({"offer_id": "O1", "remembered_until": "2027-05-20"})


async def setting(request: Request) -> Response:
    if request.method == "PUT":
        CARE.on = (await noted(request))["on"]
        for consent in loan_of(request).consents:
            if not CARE.on and consent["purpose"].startswith("marketing"):
                consent |= {"granted": False, "since": None}
    text = (
        "关怀和推荐是开着的；会先看是不是合适的时候，您随时可以关。"
        if CARE.on
        else "关怀和推荐已关掉，还款提醒和服务通知照常。"
    )
    return _told({"on": CARE.on, "off_since": None if CARE.on else "2026-11-21", "text": text})


ROUTES = [
    Route("/fault/care", stage, methods=["POST"]),
    Route("/api/care", setting, methods=["GET", "PUT"]),
    Route("/api/care/decisions", decisions),
    Route("/api/offers", offers),
    Route("/api/offers/{no}/why", why),
    Route("/api/offers/{no}/decline", decline, methods=["POST"]),
]
