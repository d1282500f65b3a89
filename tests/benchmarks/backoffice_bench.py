"""Times the back office at an HTTP client: `python -m tests.benchmarks.backoffice_bench URL`.

Every call but the repeated ones asks for new figures, so that nothing is answered from memory.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import requests

WARM_UP, CALLS = 20, 200
Body = Callable[[int], dict[str, Any]]

KINDS: dict[str, tuple[str, Body]] = {
    "quote": (
        "/quotes",
        lambda i: {"product_key": "AXD", "term_months": 60, "loan_amount": 99000 + i},
    ),
    "quote repeated": (
        "/quotes",
        lambda _: {"product_key": "AXD", "term_months": 36, "loan_amount": 150000},
    ),
    "recommendation": (
        "/recommendations",
        lambda i: {
            "trim_key": "tinglan-600",
            "monthly_payment": 4000,
            "income": 15000,
            "down_payment": 66000 + i,
        },
    ),
    "recommendation, vague": (
        "/recommendations",
        lambda _: {"price": {"min": 200000}, "down_payment_pct": 30, "monthly_payment": 4000},
    ),
    "solve for the price": (
        "/quotes/solve",
        lambda i: {"target": "max_price", "monthly_payment": 3000 + i},
    ),
    "cash or loan": ("/cash-or-loan", lambda _: {"trim_key": "wangshu-510"}),
}  # fmt: skip


def _timed(session: requests.Session, url: str, path: str, body: dict[str, Any]) -> float:
    started = time.perf_counter()
    answer = session.post(url + path, json=body)
    taken = (time.perf_counter() - started) * 1000
    answer.raise_for_status()
    return taken


def _session() -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.headers["Authorization"] = "Bearer sandbox"
    return session


def measure(url: str, path: str, body: Body, numbers: Iterator[int], customers: int) -> list[float]:
    """Milliseconds of each call, `customers` asking at the same time."""

    def ask(calls: int) -> list[float]:
        session = _session()
        return [_timed(session, url, path, body(next(numbers))) for _ in range(calls)]

    ask(WARM_UP)
    with ThreadPoolExecutor(customers) as pool:
        each = CALLS // customers
        return [ms for part in pool.map(ask, [each] * customers) for ms in part]


def report(url: str) -> list[dict[str, Any]]:
    """p50 and p95 of every kind of call, alone and with four at once."""
    numbers = count()
    rows = []
    for name, (path, body) in KINDS.items():
        for customers in (1, 4):
            times = sorted(measure(url, path, body, numbers, customers))
            rows.append(
                {
                    "call": name,
                    "customers": customers,
                    "p50_ms": round(statistics.median(times), 2),
                    "p95_ms": round(times[int(len(times) * 0.95)], 2),
                }
            )
    return rows


if __name__ == "__main__":
    found = report(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8100")
    for row in found:
        print(f"{row['call']:24}{row['customers']:>3}{row['p50_ms']:>9.2f}{row['p95_ms']:>9.2f} ms")
    print(json.dumps(found))
