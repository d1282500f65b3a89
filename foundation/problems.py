"""Problem details (RFC 9457): the one form in which an HTTP call says that it was refused.

Problem                     a refusal with a stable code and a Chinese title fit to show
└── subclasses by room      named for the business fact (QuoteExpired, DownPaymentTooLow …)
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from foundation.log import logger
from foundation.wording import PROBLEM_TITLES as TITLES

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """A refusal that the caller can understand.

    `code` is stable and upper case, `title` a Chinese sentence fit to show, `detail` optional
    English for engineers, `extra` further members (for instance `allowed`). `headers` are sent.
    """

    status: ClassVar[int] = 400
    code: ClassVar[str] = "BAD_REQUEST"
    title: ClassVar[str] = TITLES[400]

    def __init__(
        self,
        title: str | None = None,
        *,
        detail: str | None = None,
        status: int | None = None,
        code: str | None = None,
        headers: Mapping[str, str] | None = None,
        **extra: Any,
    ) -> None:
        self.response_status = status or self.status
        self.response_code = code or self.code
        self.response_title = title or self.title
        self.detail = detail
        self.extra = extra
        self.headers = dict(headers or {})
        super().__init__(f"{self.response_code}: {detail or self.response_title}")

    def body(self) -> dict[str, Any]:
        """The members of the problem document."""
        members: dict[str, Any] = {
            "type": "about:blank",
            "status": self.response_status,
            "code": self.response_code,
            "title": self.response_title,
        }
        if self.detail:
            members["detail"] = self.detail
        return members | self.extra


def response(problem: Problem) -> JSONResponse:
    """The HTTP answer for a problem."""
    return JSONResponse(
        problem.body(), problem.response_status, headers=problem.headers, media_type=MEDIA_TYPE
    )


def _invalid_fields(error: RequestValidationError) -> list[dict[str, str]]:
    # Neither the input nor the context is repeated: it may hold what must not leak.
    return [
        {"field": ".".join(str(part) for part in item["loc"]), "reason": str(item["type"])}
        for item in error.errors()
    ]


def install(app: FastAPI) -> None:
    """Make `app` answer every failure as a problem document; nothing internal leaks."""

    @app.exception_handler(Problem)
    async def _problem(_: Request, problem: Problem) -> JSONResponse:
        return response(problem)

    @app.exception_handler(RequestValidationError)
    async def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        return response(
            Problem(TITLES[422], status=422, code="INVALID_REQUEST", fields=_invalid_fields(error))
        )

    @app.exception_handler(HTTPException)
    async def _http(_: Request, error: HTTPException) -> JSONResponse:
        title = TITLES.get(error.status_code, TITLES[400])
        headers = error.headers or {}
        return response(
            Problem(
                title, status=error.status_code, code=f"HTTP_{error.status_code}", headers=headers
            )
        )

    @app.exception_handler(Exception)
    async def _unexpected(request: Request, error: Exception) -> JSONResponse:
        logger(__name__).exception("http.unexpected", path=request.url.path, error=repr(error))
        return response(Problem(TITLES[500], status=500, code="INTERNAL"))
