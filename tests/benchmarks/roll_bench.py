"""Times the roll of the business date: `python -m tests.benchmarks.roll_bench [--loans N …]`.

Each size has a database of its own. Ordinary days are rolled: one loan in 28 is due, and of these
one in a hundred does not pay, so that arrears are aged and tried again. Then the reminders of the
day after are planned and said. Microseconds are of processor time, ours and the server's. JSON and
tables.
"""

import argparse
import json
import os
import statistics
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psutil
import sqlalchemy as sa
from sqlalchemy.orm import Session

from backoffice.clock.service import end_of_day
from backoffice.database import Database
from backoffice.loans.rolling import roll_to
from backoffice.migrate import migrate
from backoffice.office import Office
from backoffice.personal.sealing import personal_sealer
from backoffice.reminders.daily import say_until
from backoffice.reminders.planning import plan
from foundation.database import Server, server
from foundation.settings import Settings
from scripts.model import ROOT

SIZES = [10_000, 100_000, 1_000_000]
FIRST = date(2026, 12, 1)
DAYS = 4
PORTFOLIO = Path(__file__).with_name("portfolio.sql")


def fill(database: Database, loans: int) -> None:
    """Write a portfolio straight into the tables; triggers rest meanwhile."""
    with database.transaction() as session:
        session.execute(sa.text("SET LOCAL session_replication_role = replica"))
        _copy_customers(session, loans)
        text = "\n".join(
            line for line in PORTFOLIO.read_text().splitlines() if not line.startswith("--")
        )
        for statement in filter(str.strip, text.split(";")):
            bound = {"loans": loans} if ":loans" in statement else {}
            session.execute(sa.text(statement), bound)
    with database.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(sa.text("VACUUM ANALYZE"))


def _copy_customers(session: Session, count: int) -> None:
    """Customers with their sealed phones: only we can seal, so they are copied in."""
    sealer, kind = personal_sealer(), "phone"
    connection = session.connection().connection.driver_connection
    assert connection is not None
    columns = "customer_id, phone, phone_index"
    with connection.cursor().copy(f"COPY customers ({columns}) FROM STDIN") as copy:
        for number in range(1, count + 1):
            phone = f"2{number:010d}"
            sealed = sealer.seal_text(phone, "customers.phone")
            copy.write_row((f"U{number}", sealed, sealer.fingerprint(phone, kind)))


def cpu_seconds(name: str) -> float:
    """Processor time of this process and of the server's processes for a database."""
    spent = sum(psutil.Process().cpu_times()[:2])
    for process in psutil.process_iter(["cmdline", "cpu_times"]):
        if name in " ".join(process.info["cmdline"] or []) and process.pid != os.getpid():
            spent += sum(process.info["cpu_times"][:2])
    return spent


def booked(database: Database) -> int:
    """How many instalments are booked."""
    with database.transaction() as session:
        return int(session.scalar(sa.text("SELECT count(*) FROM loan_dues")) or 0)


def reminded(office: Office, name: str, day: date) -> dict[str, Any]:
    """Plan the reminders of a day that was not rolled, and say them."""
    began, spent = time.perf_counter(), cpu_seconds(name)
    with office.database.transaction() as session:
        plan(session, day)
    seconds, worked = time.perf_counter() - began, cpu_seconds(name) - spent
    began, spent = time.perf_counter(), cpu_seconds(name)
    say_until(office, end_of_day(day))
    said = {"said_s": time.perf_counter() - began, "said_cpu_s": cpu_seconds(name) - spent}
    count = "SELECT count(*) FROM reminder_messages WHERE day = :day"
    with office.database.transaction() as session:
        planned = int(session.scalar(sa.text(count), {"day": day}) or 0)
    return {
        "planned": planned,
        "planned_s": round(seconds, 2),
        "planned_cpu_s": round(worked, 2),
        **{key: round(value, 2) for key, value in said.items()},
    }


def measure(base: Server, loans: int, days: int = DAYS) -> dict[str, Any]:
    """Roll some days of a portfolio of `loans`."""
    base.create_databases()
    url = base.url("backoffice")
    try:
        migrate(url)
        database = Database(url)
        began = time.perf_counter()
        fill(database, loans)
        filled = time.perf_counter() - began
        office = Office.over(database, Settings(backoffice_database_url=url))
        seconds, worked = [], []
        for offset in range(days):
            began, spent = time.perf_counter(), cpu_seconds(base.database("backoffice"))
            roll_to(office, FIRST + timedelta(days=offset))
            seconds.append(round(time.perf_counter() - began, 2))
            worked.append(round(cpu_seconds(base.database("backoffice")) - spent, 2))
        due = booked(database) / days
        day = FIRST + timedelta(days=days)
        reminders = reminded(office, base.database("backoffice"), day)
        database.close()
    finally:
        base.drop_databases()
    typical = statistics.median(worked)
    return {
        "loans": loans,
        "filled_s": round(filled, 1),
        "days_s": seconds,
        "cpu_s": worked,
        "due_a_day": round(due),
        "us_a_loan": round(typical / loans * 1e6, 1),
        "us_a_due_loan": round(typical / due * 1e6),
        "reminders": reminders,
        "us_a_loan_planned": round(reminders["planned_cpu_s"] / loans * 1e6, 2),
        "us_a_message_said": round(reminders["said_cpu_s"] / reminders["planned"] * 1e6),
    }


def table(results: list[dict[str, Any]]) -> str:
    """The measurements as a Markdown table."""
    lines = [
        "| loans | due a day | seconds a day | of them processor | µs a loan | µs a due loan |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for r in results:
        days, worked = (" · ".join(map(str, r[name])) for name in ("days_s", "cpu_s"))
        lines.append(
            f"| {r['loans']:,} | {r['due_a_day']:,} | {days} | {worked} | {r['us_a_loan']} "
            f"| {r['us_a_due_loan']} |"
        )
    return "\n".join(lines)


def reminders_table(results: list[dict[str, Any]]) -> str:
    """The reminders of one day as a Markdown table."""
    lines = [
        "| loans | messages | planned s (processor) | µs a loan | said s (processor) | µs each |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for r in results:
        day = r["reminders"]
        lines.append(
            f"| {r['loans']:,} | {day['planned']:,} | {day['planned_s']} ({day['planned_cpu_s']}) "
            f"| {r['us_a_loan_planned']} | {day['said_s']} ({day['said_cpu_s']}) "
            f"| {r['us_a_message_said']} |"
        )
    return "\n".join(lines)


def run(sizes: list[int], days: int = DAYS) -> list[dict[str, Any]]:
    """All sizes, one after the other."""
    base = server(ROOT / ".data" / "bench" / "roll").base
    results = []
    for loans in sizes:
        print(f"· the roll, {loans:,} loans", flush=True)
        results.append(measure(Server(base, f"bench_roll_{os.getpid()}"), loans, days))
    return results


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loans", type=int, nargs="+", default=SIZES)
    parser.add_argument("--days", type=int, default=DAYS)
    given = parser.parse_args()
    results = run(given.loans, given.days)
    print(json.dumps(results, indent=1))
    print(table(results))
    print(reminders_table(results))
    target = ROOT / ".cache" / "bench_roll.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
