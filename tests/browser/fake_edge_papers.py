"""The edge's paths for papers: uploads in pieces and whole, and what was read of them."""

import hashlib
import secrets

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.browser import fake_loan, fake_texts
from tests.browser.fake_edge_loan import Json, loan_of, noted, problem


async def begin(request: Request) -> Response:
    given, loan = await noted(request), loan_of(request)
    for upload_id, upload in loan.uploads.items():
        if upload["sha256"] == given["sha256"] and upload["paper_id"] is None:
            offset = len(upload["received"])
            return JSONResponse({"upload_id": upload_id, "offset": offset, "done": False})
    upload_id = f"u-{secrets.token_hex(12)}"
    loan.uploads[upload_id] = {**given, "received": b"", "paper_id": None}
    return JSONResponse({"upload_id": upload_id, "offset": 0, "done": False})


async def unfinished(request: Request) -> Response:
    names = ("document", "side", "party_id", "size")
    return JSONResponse({"items": [
        {"upload_id": upload_id, "status": "receiving", "offset": len(upload["received"]),
         "pages": len(upload["pages"]), **{name: upload.get(name) for name in names}}
        for upload_id, upload in loan_of(request).uploads.items() if upload["paper_id"] is None
    ]})  # fmt: skip


def _standing(upload_id: str, upload: Json) -> Response:
    done = upload["paper_id"] is not None
    return JSONResponse({
        "upload_id": upload_id, "status": "handed" if done else "receiving", "done": done,
        "offset": len(upload["received"]), "size": upload["size"], "paper_id": upload["paper_id"],
    })  # fmt: skip


async def put(request: Request) -> Response:
    loan, upload_id = loan_of(request), request.path_params["upload_id"]
    upload = loan.uploads[upload_id]
    if request.method == "GET":
        return _standing(upload_id, upload)
    if int(request.headers["upload-offset"]) != len(upload["received"]):
        return problem(409, "UPLOAD_OFFSET", "从断开的地方接着传。")
    if loan.room is not None:
        if loan.room == 0:
            return problem(503, "HTTP_503", "系统正在恢复，请稍后再试。")
        loan.room -= 1
    loan.calls.append(("PUT", upload_id, {"offset": len(upload["received"])}))
    upload["received"] += await request.body()
    if loan.cut:
        loan.cut -= 1
        return problem(503, "HTTP_503", "系统正在恢复，请稍后再试。")
    if len(upload["received"]) == upload["size"]:
        assert hashlib.sha256(upload["received"]).hexdigest() == upload["sha256"]
        upload["paper_id"] = _keep(request, upload)
    return _standing(upload_id, upload)


async def whole(request: Request) -> Response:
    form = await request.form()
    pages = form.getlist("file")
    loan_of(request).calls.append(("POST", "/api/uploads", {"pages": len(pages)}))
    given = {"document": form["document"], "party_id": form.get("party_id"), "side": None}
    paper_id = _keep(request, given)
    return JSONResponse({"upload_id": "u-whole", "status": "handed", "offset": 0, "size": 0,
                         "done": True, "paper_id": paper_id})  # fmt: skip


def _keep(request: Request, given: Json) -> str:
    loan = loan_of(request)
    paper_id = f"D{len(loan.papers) + 1}"
    side = given.get("side")
    key = side if side in ("front", "back") and given["document"] == "id_card" else None
    read = fake_texts.READ[key or ("bank_card" if given["document"] == "bank_card" else "page")]
    fields = [
        {"name": name, "label": label, "value": value, "confidence": 0.71 if unsure else 0.99,
         "confirm": unsure}
        for name, label, value, unsure in read
    ]  # fmt: skip
    unsure = any(one["confirm"] for one in fields)
    loan.papers[paper_id] = {
        "paper_id": paper_id, "party_id": given.get("party_id") or fake_loan.BORROWER,
        "document": given["document"], "title": "", "sides": [key] if key else [],
        "status": "confirm" if unsure else "accepted", "problem": None, "fix": None,
        "fields": fields, "pages": 1, "looked": 0,
    }  # fmt: skip
    return paper_id


async def paper(request: Request) -> Response:
    loan = loan_of(request)
    found = loan.papers[request.path_params["paper_id"]]
    found["looked"] += 1
    if found["looked"] < 2:
        return JSONResponse({**found, "status": "checking", "fields": []})
    _settle(request)
    return JSONResponse(found)


async def confirm(request: Request) -> Response:
    given, loan = await noted(request), loan_of(request)
    found = loan.papers[request.path_params["paper_id"]]
    found["status"] = "accepted"
    for one in found["fields"]:
        one["value"] = given["fields"].get(one["name"], one["value"])
        one["confirm"] = False
    _settle(request)
    return JSONResponse(found)


def _settle(request: Request) -> None:
    """The checklist follows what was read."""
    loan = loan_of(request)
    application = loan.application or {"documents": []}
    ids = [p for p in loan.papers.values() if p["document"] == "id_card"]
    sides = {side for p in ids if p["status"] == "accepted" for side in p["sides"]}
    for line in application["documents"]:
        mine = [p for p in loan.papers.values() if p["document"] == line["document"]]
        if line["document"] == "id_card" and sides == {"front", "back"}:
            line.update(status="accepted", paper_id=ids[-1]["paper_id"])
        elif line["document"] != "id_card" and mine and mine[-1]["status"] == "accepted":
            line.update(status="accepted", problem=None, fix=None)


ROUTES = [
    Route("/api/papers/{paper_id}", paper),
    Route("/api/papers/{paper_id}/confirm", confirm, methods=["POST"]),
    Route("/api/uploads", whole, methods=["POST"]),
    Route("/api/uploads", unfinished),
    Route("/api/uploads/begin", begin, methods=["POST"]),
    Route("/api/uploads/{upload_id}", put, methods=["GET", "PUT"]),
]
