"""`python -m backoffice.documents.worker`: the process that reads papers, one at a time.

It answers `GET /health` on `READER_PORT` once the reading machine is loaded and work is taken.
"""

import json
import signal
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from backoffice.database import Database
from backoffice.documents.ocr import reader
from backoffice.office import Office
from backoffice.workflows.durable import DurableRunner
from backoffice.workflows.orders import PAPERS_QUEUE
from foundation.log import configure, logger
from foundation.settings import settings


def _health(office: Office, port: int, host: str) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            well = self.path == "/health" and office.work.healthy()
            body = json.dumps({"status": "up" if well else "down"}).encode()
            self.send_response(200 if well else 503)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Health is asked often; it is not worth a line."""

    server = ThreadingHTTPServer((host, port), Handler)
    threading.Thread(target=server.serve_forever, name="health", daemon=True).start()
    return server


def main() -> None:
    """Read until told to stop."""
    chosen = settings()
    configure("reader", chosen.log_level)
    office = Office.over(Database(chosen.backoffice_database_url), chosen)
    office.work = DurableRunner(office, (PAPERS_QUEUE,))
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    reader().warm_up()
    office.work.start()
    server = _health(office, chosen.reader_port, chosen.host)
    logger(__name__).info("reader.ready")
    stopping.wait()
    server.shutdown()
    office.work.stop()
    office.database.close()


if __name__ == "__main__":
    main()
