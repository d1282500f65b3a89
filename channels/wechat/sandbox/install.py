"""Puts the played WeChat into the edge, in the sandbox only; or serves it alone."""

from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import FileResponse
from starlette.exceptions import HTTPException

from channels.assembly import Parts
from channels.wechat.sandbox.api import router as api
from channels.wechat.sandbox.delivery import Delivery
from channels.wechat.sandbox.state import Account, SandboxFan, State
from channels.wechat.sandbox.telephone import router as telephone

PREFIX = "/sandbox/wechat"
_PAGE = Path(__file__).with_name("page")
_FILES = {"page.css": "text/css", "page.js": "text/javascript"}
_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
    " frame-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'"
)


def serve(app: FastAPI, state: State) -> None:
    """Serve the played WeChat from `app`, under its prefix."""

    def finished(fan: SandboxFan, number: int, status: str) -> None:
        values = {"Event": "TEMPLATESENDJOBFINISH", "MsgID": number, "Status": status}
        state.spawn(Delivery(state).bring(fan, "event", **values))

    app.state.wechat_sandbox = state
    app.state.wechat_sandbox_finished = finished
    for router in (api, telephone, _pages()):
        app.include_router(router, prefix=PREFIX)


def _pages() -> APIRouter:
    router = APIRouter(include_in_schema=False)
    headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-cache"}

    @router.get("")
    async def page() -> FileResponse:
        return FileResponse(_PAGE / "index.html", media_type="text/html", headers=headers)

    @router.get("/{name}")
    async def file(name: str) -> FileResponse:
        if name not in _FILES:
            raise HTTPException(404)
        return FileResponse(_PAGE / name, media_type=_FILES[name], headers=headers)

    return router


def install(app: FastAPI, parts: Parts) -> None:
    """In the sandbox the edge plays WeChat for itself, unless another one is named."""
    wechat = parts.wechat
    if not parts.settings.sandbox or wechat is None:
        return
    account = Account(callback_url=f"{parts.settings.edge_internal_url}/wechat")
    serve(app, State(account, now=parts.now, sent=parts.outbox.put))


def alone(state: State) -> FastAPI:
    """The played WeChat as an application of its own."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    serve(app, state)
    return app
