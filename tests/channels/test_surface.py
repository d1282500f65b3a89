"""What the edge shows to the world: pages, headers, metrics, its description, its schema."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
import sqlalchemy as sa
import yaml

from channels.app import create_app
from channels.migrate import drift, migrate
from channels.settings import EdgeSettings
from foundation.settings import Settings
from tests.channels.world import Client, World

ROOT = Path(__file__).resolve().parents[2]


def test_the_committed_description_is_the_codes() -> None:
    """Write it anew with `make openapi`."""
    app = create_app(Settings(), EdgeSettings())
    committed = json.loads((ROOT / "docs/openapi/edge.json").read_text(encoding="utf-8"))
    assert committed == json.loads(json.dumps(app.openapi()))


def test_the_description_names_the_message_api() -> None:
    paths = create_app(Settings(), EdgeSettings()).openapi()["paths"]
    for path, method in [
        ("/api/sessions", "post"), ("/api/messages", "post"), ("/api/messages", "get"),
        ("/api/stream", "get"), ("/api/me", "get"), ("/api/login/code", "post"),
        ("/api/login", "post"), ("/api/logout", "post"), ("/health", "get"),
        ("/sandbox/outbox", "get"), ("/api/quotes", "post"),
        ("/api/catalogue", "get"), ("/api/quotes/{quote_id}/schedule", "get"),
    ]:  # fmt: skip
        assert method in paths[path], path
    assert not [path for path in paths if path.startswith("/internal")]


def test_migrations_lead_to_the_tables_of_the_code(database_url: str) -> None:
    migrate(database_url)  # a second time changes nothing
    assert drift(database_url) == []


def test_security_headers_stand_on_everything(world: World, client: Client) -> None:
    for path in ("/", "/api/me", "/health", "/api/nothing"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "script-src 'self'" in policy and "object-src 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert re.fullmatch(r"[0-9a-f]{16}", headers["x-request-id"])


def test_who_may_frame_the_chat_is_a_switch(make_world: Callable[..., World]) -> None:
    world = make_world(frame_ancestors="'self' https://shop.example").start()
    policy = requests.get(f"{world.url}/", timeout=5).headers["content-security-policy"]
    assert policy.endswith("frame-ancestors 'self' https://shop.example")


def test_the_built_chat_is_served(make_world: Callable[..., World], tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<title>chat</title>")
    (tmp_path / "embed.js").write_text("1")
    (tmp_path / "assets" / "a-123.js").write_text("2")
    world = make_world(web_folder=tmp_path).start()
    page = requests.get(f"{world.url}/", timeout=5)
    assert page.text == "<title>chat</title>" and page.headers["cache-control"] == "no-cache"
    assert requests.get(f"{world.url}/embed.js", timeout=5).text == "1"
    lasting = requests.get(f"{world.url}/assets/a-123.js", timeout=5)
    assert "immutable" in lasting.headers["cache-control"]
    outside = requests.get(f"{world.url}/..%2f..%2fetc/passwd", timeout=5)
    assert outside.status_code == 404 and outside.json()["code"] == "HTTP_404"


@pytest.mark.parametrize(
    "path", ["/apply", "/apply?step=upload&document=income_proof", "/account", "/s", "/verify",
             "/visits", "/service", "/service/settlement/C1"],
)  # fmt: skip
def test_the_customers_pages_are_one_and_nobody_frames_them(
    make_world: Callable[..., World], tmp_path: Path, path: str
) -> None:
    (tmp_path / "index.html").write_text("<title>chat</title>")
    provider = "https://face.example"
    world = make_world(web_folder=tmp_path, provider_origins=[provider]).start()
    page = requests.get(f"{world.url}{path}", timeout=5)
    assert page.status_code == 200 and page.text == "<title>chat</title>"
    policy = page.headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy and f"frame-src 'self' {provider}" in policy
    assert page.headers["referrer-policy"] == "no-referrer"
    assert f'camera=(self "{provider}")' in page.headers["permissions-policy"]
    assert page.headers["x-frame-options"] == "SAMEORIGIN"


def test_a_missing_chat_says_so(make_world: Callable[..., World], tmp_path: Path) -> None:
    world = make_world(web_folder=tmp_path).start()
    page = requests.get(f"{world.url}/", timeout=5)
    assert page.status_code == 503 and "网页聊天" in page.text


def test_other_sites_call_only_when_allowed(make_world: Callable[..., World]) -> None:
    world = make_world(cors_origins=["https://shop.example"]).start()

    def allowed(origin: str) -> str | None:
        headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        answer = requests.options(f"{world.url}/api/messages", headers=headers, timeout=5)
        return answer.headers.get("access-control-allow-origin")

    assert allowed("https://shop.example") == "https://shop.example"
    assert allowed("https://evil.example") is None


def test_metrics_are_for_this_machine_only(client: Client) -> None:
    client.say("一")
    metrics = client.get("/metrics").text
    assert "edge_turn_seconds_count" in metrics
    assert re.search(r'edge_requests_total\{route="/api/messages",status="200"\} [1-9]', metrics)
    forwarded = requests.get(
        f"{client.world.url}/metrics", headers={"X-Forwarded-For": "203.0.113.9"}, timeout=5
    )
    assert forwarded.status_code == 404


def test_a_stream_token_is_not_logged(client: Client, capfd: Any) -> None:
    with requests.get(
        f"{client.world.url}/api/stream", params={"token": client.token}, stream=True, timeout=5
    ) as answer:
        assert answer.status_code == 200
    client.get("/api/me")
    assert client.token not in "".join(capfd.readouterr())


def test_a_lost_database_is_a_problem_not_a_crash(make_world: Callable[..., World]) -> None:
    world = make_world()
    world.database_url = "postgresql+psycopg://postgres@127.0.0.1:9/none"
    world.start()
    answer = requests.post(f"{world.url}/api/sessions", timeout=10)
    assert answer.status_code == 503 and answer.json()["code"] == "DATABASE_DOWN"
    health = requests.get(f"{world.url}/health", timeout=10)
    assert health.status_code == 503 and "database" in health.json()["down"]


def test_old_anonymous_talks_are_deleted(world: World, client: Client, clean: sa.Engine) -> None:
    import asyncio

    from channels.storage.engine import open_engine
    from channels.storage.retention import Retention

    other = world.customer()
    for one in (client, other):
        one.say("我的身份证990101198503120010")
    with clean.begin() as connection:
        connection.execute(
            sa.text(
                "UPDATE conversations SET last_at = now() - interval '181 days'"
                " WHERE conversation_id = :c"
            ),
            {"c": client.conversation_id},
        )

    async def sweep() -> None:
        engine = open_engine(world.database_url, pool=1)
        await Retention(engine, days=180).sweep()
        await engine.dispose()

    asyncio.run(sweep())
    assert client.get("/api/me").status_code == 401
    assert other.history()[0]["text"].startswith("我的身份证990")
    with clean.connect() as connection:
        for table in ("conversations", "sessions", "turns", "vault"):
            count = connection.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one()
            assert count == 1, table


def test_every_problem_has_its_title() -> None:
    titles = yaml.safe_load((ROOT / "channels/wording.yml").read_text(encoding="utf-8"))
    used = set()
    for source in (ROOT / "channels").rglob("*.py"):
        text = source.read_text(encoding="utf-8")
        used |= set(re.findall(r'refusal\(\s*\d{3}, "([A-Z_]+)"', text))
        used |= set(re.findall(r'"(TEXT_EMPTY|MESSAGE_AMBIGUOUS)"', text))
    assert used == set(titles["problems"]), used ^ set(titles["problems"])
