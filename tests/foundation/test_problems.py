"""Refusals are problem documents, and nothing internal leaks."""

from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel

from foundation.problems import MEDIA_TYPE, Problem, install


class QuoteExpired(Problem):
    status = 409
    code = "QUOTE_EXPIRED"
    title = "报价过期了。"


class Body(BaseModel):
    amount: int


app = FastAPI()
install(app)


@app.get("/refused")
def refused() -> None:
    raise QuoteExpired(allowed={"min": "1.00"})


@app.get("/broken")
def broken() -> None:
    raise RuntimeError("password=hunter2")


@app.post("/typed")
def typed(body: Body) -> int:
    return body.amount


client = TestClient(app, raise_server_exceptions=False)


def test_a_refusal_carries_code_title_and_more() -> None:
    answer = client.get("/refused")
    assert answer.status_code == 409
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert answer.json() == {
        "type": "about:blank", "status": 409, "code": "QUOTE_EXPIRED",
        "title": "报价过期了。", "allowed": {"min": "1.00"},
    }  # fmt: skip


def test_an_unexpected_failure_says_nothing_of_itself() -> None:
    answer = client.get("/broken")
    assert answer.status_code == 500
    assert answer.json()["code"] == "INTERNAL"
    assert "hunter2" not in answer.text


def test_invalid_input_names_the_field_but_not_what_was_typed() -> None:
    answer = client.post("/typed", json={"amount": "990101198503120010x"})
    assert answer.status_code == 422
    assert answer.json()["fields"][0]["field"] == "body.amount"
    assert "990101198503120010" not in answer.text


def test_an_unknown_path_is_a_problem_too() -> None:
    assert client.get("/nowhere").json()["code"] == "HTTP_404"
