"""The edge's paths for what hangs on a person: checks, texts to read, signature, link."""

import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from tests.browser import fake_loan, fake_texts
from tests.browser.fake_edge_loan import (
    CODE,
    Json,
    loan_of,
    me,
    noted,
    problem,
    token_of,
    too_low,
)

AT = "2026-11-21T10:40:00+08:00"
LINK_TOKEN = "link-token-of-the-guarantor"
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R"
    b"/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    b"4 0 obj<</Length 44>>stream\nBT /F 18 Tf 40 340 Td (Loan contract) Tj ET\nendstream endobj\n"
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n"
)


def _person(request: Request) -> Json:
    loan = loan_of(request)
    if request.path_params.get("party_id") == fake_loan.GUARANTOR and loan.guarantor:
        return loan.guarantor
    assert loan.application
    person: Json = loan.application["parties"][0]
    return person


async def party(request: Request) -> Response:
    """How a party stands, as he sees it himself."""
    if refused := too_low(request, "L1"):
        return refused
    loan, person = loan_of(request), _person(request)
    mine = [p["document"] for p in loan.papers.values() if p["party_id"] == person["party_id"]]
    item = fake_loan.paper("id_card", "身份证", "missing", "确认您是谁",
                           party_id=person["party_id"])  # fmt: skip
    if "id_card" in mine:
        item["status"] = "accepted"
    page = "upload" if person["identity"] != "done" else "sign"
    if page == "sign" and not person["authorised"]:
        page = "authorise"
    coming = {"who": "you", "key": page, "label": "", "detail": "", "takes": "约 1 分钟",
              "page": page, "party_id": person["party_id"]}  # fmt: skip
    if loan.scene == "APPROVED_WITH_CONDITIONS" and person["authorised"]:
        coming |= {"who": "us", "page": "wait", "label": "您这边先到这里",
                   "detail": "审批通过、合同生成后请您签字。"}  # fmt: skip
    return JSONResponse({"party": person, "application_no": fake_loan.NO, "state": loan.scene,
                         "contract_no": None, "borrower_masked": "许*满", "next": coming,
                         "documents": [item], "consents": []})  # fmt: skip


async def real_person(request: Request) -> Response:
    await noted(request)
    check = f"{request.path_params['party_id']}-check"
    return JSONResponse({"check_id": check, "url": f"/sandbox/real-person/{check}",
                         "expires_at": AT})  # fmt: skip


async def provider_page(request: Request) -> Response:
    party_id = request.path_params["check_id"].removesuffix("-check")
    return HTMLResponse(
        f'<!doctype html><meta charset="utf-8"><p>演示用的核验页</p>'
        f"<button onclick=\"fetch('/fault/passed/{party_id}',{{method:'POST'}})\">通过</button>"
    )


async def passed(request: Request) -> Response:
    person = _person(request)
    person["identity"] = "done"
    if person["party_id"] == fake_loan.BORROWER:
        loan_of(request).move("FIELDS")
    return JSONResponse({})


async def video(request: Request) -> Response:
    await noted(request)
    return JSONResponse(_person(request))


async def authorisation(request: Request) -> Response:
    if request.method == "GET":
        return JSONResponse(fake_texts.AUTHORISATION)
    given = await noted(request)
    if refused := too_low(request, "L2"):
        return refused
    if given["dwell_ms"] < 10_000 or not given["scrolled_to_end"]:
        return problem(422, "READ_TOO_SHORT", "请先读完再确认。")
    person = _person(request)
    person["authorised"] = True
    if person["party_id"] == fake_loan.BORROWER:
        loan_of(request).move("CREDIT_AUTHORISED")
    return JSONResponse(person)


async def card(request: Request) -> Response:
    given = await noted(request)
    good = given["card_no"].endswith("0123")
    tail = given["card_no"][-4:]
    if good:
        loan_of(request).move("APPROVED")
    message = f"成都银行尾号 {tail} 的卡已绑定，放款后从这张卡扣月供。" if good else (
        "手机号和您在银行预留的不一致，请填办卡时留的那个。今天还可以试 2 次。"
    )  # fmt: skip
    return JSONResponse({
        "status": "done" if good else "failed", "bank_name": "成都银行", "tail": tail,
        "tries_left": 3 if good else 2, "reason": None if good else "reserved_phone",
        "message": message,
    })  # fmt: skip


async def link(request: Request) -> Response:
    await noted(request)
    loan = loan_of(request)
    assert loan.application
    person = loan.application["parties"][-1]
    ends = "2026-11-24T10:00:00+08:00"
    if request.method == "DELETE":
        person["link"] = {"state": "revoked", "sent_at": AT, "expires_at": ends}
        return JSONResponse(person)
    person["link"] = {"state": "sent", "sent_at": AT, "expires_at": ends}
    url = f"{request.base_url}s#{LINK_TOKEN}"
    return JSONResponse({"url": url, "expires_at": ends, "sms_sent": True})


async def cost_sheet(request: Request) -> Response:
    if refused := too_low(request, "L2"):
        return refused
    if request.method == "GET":
        return JSONResponse(fake_texts.COST_SHEET)
    given = await noted(request)
    assert given["dwell_ms"] >= 10_000 and given["scrolled_to_end"]
    if request.path_params["party_id"] == fake_loan.BORROWER:
        loan_of(request).move("CONTRACT_GENERATED")
    return JSONResponse({})


async def signing(request: Request) -> Response:
    if refused := too_low(request, "L2"):
        return refused
    told, person = dict(loan_of(request).signing), _person(request)
    told["parties"] = [
        {**one, "status": person["signature"]}
        if one["role"] == person["role"]
        else {**one, "status": "signed", "signed_at": AT}
        for one in told["parties"]
    ]
    return JSONResponse(told)


async def document(request: Request) -> Response:
    return Response(PDF, media_type="application/pdf")


async def on_record(request: Request) -> Response:
    if request.query_params["hash"] != fake_texts.HASH[:16]:
        return problem(404, "SEALED_PAPER_UNKNOWN", "我们的记录里没有找到这个码对应的文件。")
    signatures = [
        {"role": "borrower", "name_masked": "沈*夏", "signed_at": AT},
        {"role": "guarantor", "name_masked": "许*安", "signed_at": AT},
    ]
    return JSONResponse({"contract_no": request.path_params["no"], "state": "complete",
                         "fingerprint": fake_texts.HASH, "signatures": signatures,
                         "kind": "contract", "title": "汽车贷款合同", "sealed_at": AT,
                         "issuer": "霁川汽车金融有限公司"})  # fmt: skip


async def verify(request: Request) -> Response:
    intact = await request.body() == PDF
    signed = {"signer": "沈*夏", "signed_at": AT, "serial": "1", "intact": intact, "trusted": True}
    return JSONResponse({"intact": intact, "on_record": intact, "contract_no": "C202611210001",
                         "kind": "contract", "title": "汽车贷款合同", "state": "complete",
                         "issuer": "霁川汽车金融有限公司", "sealed_at": AT,
                         "signatures": [signed]})  # fmt: skip


async def signature(request: Request) -> Response:
    await noted(request)
    if refused := too_low(request, "L3"):
        return refused
    loan, person = loan_of(request), _person(request)
    person.update(signature="signed", signed_at=AT)
    if person["party_id"] == fake_loan.BORROWER:
        loan.move("PRE_DISBURSE_CHECK")
    return JSONResponse({"signed_at": AT, "parties": loan.signing["parties"]})


async def refusal(request: Request) -> Response:
    await noted(request)
    _person(request)["signature"] = "refused"
    return JSONResponse({})


async def open_link(request: Request) -> Response:
    given, loan = await request.json(), loan_of(request)
    if given["token"] != LINK_TOKEN:
        return problem(410, "LINK_GONE", "链接已经失效。", allowed={"reason": "expired"})
    token = secrets.token_hex(8)
    loan.levels[token] = "L0"
    person: dict[str, Any] = {
        name: loan.guarantor[name] for name in ("party_id", "role", "name_masked", "phone_masked")
    }
    return JSONResponse({"token": token, "expires_at": "2026-11-24T10:00:00+08:00",
                         "party": person, "application_no": fake_loan.NO,
                         "borrower_masked": "许*满", "state": "opened"})  # fmt: skip


async def link_code(request: Request) -> Response:
    await noted(request)
    return JSONResponse({"expires_in": 300})


async def prove(request: Request) -> Response:
    given = await noted(request)
    if given["code"] != CODE:
        return problem(422, "CODE_WRONG", "验证码不对，还可以再试 4 次。")
    loan_of(request).levels[token_of(request)] = "L2"
    return await me(request)


PARTY = "/api/parties/{party_id}"
ROUTES = [
    Route(PARTY, party),
    Route(f"{PARTY}/real-person", real_person, methods=["POST"]),
    Route(f"{PARTY}/video-appointment", video, methods=["POST"]),
    Route(f"{PARTY}/credit-authorisation", authorisation, methods=["GET", "POST"]),
    Route(f"{PARTY}/bank-card", card, methods=["POST"]),
    Route(f"{PARTY}/link", link, methods=["POST", "DELETE"]),
    Route(f"{PARTY}/cost-sheet", cost_sheet),
    Route(f"{PARTY}/cost-sheet/confirm", cost_sheet, methods=["POST"]),
    Route(f"{PARTY}/signing", signing),
    Route(f"{PARTY}/signature", signature, methods=["POST"]),
    Route(f"{PARTY}/refusal", refusal, methods=["POST"]),
    Route("/api/contracts/{no}/documents/{kind}.pdf", document),
    Route("/api/contracts/verify", verify, methods=["POST"]),
    Route("/api/contracts/{no}", on_record),
    Route("/api/links/open", open_link, methods=["POST"]),
    Route("/api/links/code", link_code, methods=["POST"]),
    Route("/api/links/prove", prove, methods=["POST"]),
    Route("/sandbox/real-person/{check_id}", provider_page),
    Route("/fault/passed/{party_id}", passed, methods=["POST"]),
]
