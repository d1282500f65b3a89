"""The pages as they were built: `web/dist` at `/`; one index.html for all of the customer's."""

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, HTMLResponse
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from channels.wording import say

_HASHED = "assets/"
_MISSING = (
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{title}</title>'
    "<body><h1>{title}</h1><p>{text}</p></body></html>"
)


class _Pages(StaticFiles):
    """Hashed files are kept for long by browsers, pages are asked for again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            lasting = path.startswith(_HASHED)
            response.headers["Cache-Control"] = (
                "public, max-age=31536000, immutable" if lasting else "no-cache"
            )
        return response


# The application, the account, a signing link, a contract's check, servicing.
_PAGES = ("/apply", "/account", "/s", "/verify", "/visits", "/service", "/service/{rest:path}")


def _own_pages(app: FastAPI, index: Path, headers: dict[str, str]) -> None:
    async def page() -> FileResponse:
        return FileResponse(index, media_type="text/html", headers=headers)

    for path in _PAGES:
        app.add_api_route(path, page, include_in_schema=False, response_class=FileResponse)


def mount(app: FastAPI, folder: Path, own_headers: dict[str, str]) -> None:
    """Serve `folder` at `/`; without it, a page says that the chat was not built."""
    if (folder / "index.html").is_file():
        _own_pages(app, folder / "index.html", own_headers)
        app.mount("/", _Pages(directory=folder, html=True), name="web")
        return

    async def missing() -> HTMLResponse:
        values = {name: say(f"page_missing.{name}") for name in ("title", "text")}
        return HTMLResponse(_MISSING.format(**values), status_code=503)

    for path in ("/", *_PAGES):
        app.add_api_route(path, missing, include_in_schema=False, response_class=HTMLResponse)
