"""What a turn costs at the edge alone: a played engine answers at once, PostgreSQL is real.

Run `python -m tests.benchmarks.edge_bench [turns]`. Prints JSON: wall times of a turn at the
message API and the CPU time of the edge's process for one turn, for one and for 16 customers.
The played services and the client run in other processes, so that they cost the edge nothing.
"""

import asyncio
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx
import psutil

from channels.migrate import migrate
from foundation.database import start_embedded
from tests.channels.world import Outside, Served, free_port

ROOT = Path(__file__).resolve().parents[2]
CARD_TEXT = "月供 4,494.96 元、36 期、年利率 4.99%、年化 4.99%、总利息 11,818.62 元、没有尾款。"
QUOTE = {
    "quote_id": "Q1", "product_key": "AXD", "product_type": "equal_instalment",
    "product_name": "安心贷", "loan_amount": "150000.00", "term_months": 36,
    "annual_rate_pct": "4.99", "irr_pct": "4.99", "monthly_payment": "4494.96",
    "highest_payment": "4494.96", "last_payment": "4495.02", "balloon": "0.00",
    "total_interest": "11818.62", "total_fees": "0.00", "total_paid": "161818.62",
    "valid_until": "2026-11-28T23:59:59+08:00",
}  # fmt: skip


def answer(turn: dict[str, Any]) -> list[dict[str, Any]]:
    """Two messages: a text with quick replies and a recommendation of three plans."""
    item = {"rank": 1, "quote": QUOTE, "reasons": ["最贴近您的月供"], "cautions": ["要付违约金"]}
    card = {
        "name": "recommendation", "title": "为您选了三种", "text": CARD_TEXT,
        "data": {"items": [item | {"rank": rank} for rank in (1, 2, 3)]},
        "actions": [{"label": "就用这个方案", "payload": '/save_quote{"ordinal": 1}'}],
    }  # fmt: skip
    replies = [
        {"label": label, "payload": "/adjust_plan"} for label in ("首付两成", "三年", "对比")
    ]
    return [{"text": "按三成首付给您算了三种。", "actions": replies}, {"card": card}]


def play(port: int) -> None:
    """The played services, in a process of their own."""
    import logging

    logging.disable(logging.CRITICAL)
    outside = Outside()
    outside.script = answer
    Served(outside.app(), port).start()
    time.sleep(3600)


async def _talk(http: httpx.AsyncClient, turns: int, times: list[float]) -> None:
    opened = (await http.post("/api/sessions")).json()
    headers = {"Authorization": f"Bearer {opened['token']}"}
    for number in range(turns):
        body = {"text": f"二十来万的车，首付三成，第{number}次", "client_message_id": f"m{number}"}
        started = time.perf_counter()
        reply = await http.post("/api/messages", json=body, headers=headers)
        times.append(time.perf_counter() - started)
        assert reply.status_code == 200 and len(reply.json()["messages"]) >= 2, reply.text


async def measure(url: str, customers: int, turns: int, edge: psutil.Process) -> dict[str, Any]:
    """Times of `turns` turns by so many customers at once."""
    times: list[float] = []
    limits = httpx.Limits(max_connections=customers)
    async with httpx.AsyncClient(base_url=url, limits=limits, timeout=30) as http:
        await _talk(http, 20, [])  # warm
        before, started = edge.cpu_times(), time.perf_counter()
        share = turns // customers
        await asyncio.gather(*(_talk(http, share, times) for _ in range(customers)))
        wall, after = time.perf_counter() - started, edge.cpu_times()
    cpu = after.user + after.system - before.user - before.system
    cuts = statistics.quantiles(times, n=100)
    return {
        "customers": customers,
        "turns": len(times),
        "p50_ms": round(cuts[49] * 1000, 2),
        "p95_ms": round(cuts[94] * 1000, 2),
        "edge_cpu_ms_per_turn": round(cpu / len(times) * 1000, 2),
        "turns_per_second": round(len(times) / wall, 1),
    }


def main(turns: int) -> None:
    """Start everything, measure, print."""
    port, engine_port = free_port(), free_port()
    played = multiprocessing.get_context("spawn").Process(target=play, args=(engine_port,))
    played.start()
    with tempfile.TemporaryDirectory(prefix="edge-bench-") as folder:
        server = start_embedded(Path(folder), prefix="bench")
        server.create_databases()
        migrate(server.url("channels"))
        outside = f"http://127.0.0.1:{engine_port}"
        environment = {
            **os.environ, "PYTHONPATH": str(ROOT), "CHANNELS_DATABASE_URL": server.url("channels"),
            "RASA_URL": outside, "BACKOFFICE_URL": outside, "ACTIONS_URL": outside,
        }  # fmt: skip
        edge = subprocess.Popen(
            [sys.executable, "-m", "uvicorn", "channels.app:app", "--port", str(port),
             "--no-access-log"],
            cwd=ROOT, env=environment, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            url = f"http://127.0.0.1:{port}"
            wait_for(url)
            watched = psutil.Process(edge.pid)
            results = [asyncio.run(measure(url, n, turns, watched)) for n in (1, 16)]
            print(json.dumps(results, indent=1))
        finally:
            edge.terminate()
            edge.wait(10)
            played.terminate()
            played.join(10)


def wait_for(url: str) -> None:
    """Until the edge answers."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            if httpx.get(f"{url}/health", timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise TimeoutError("the edge did not become healthy")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 800)
