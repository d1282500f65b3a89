"""A tiny action server for the toy bot: standard library only, keeps connections alive."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

CARD = {"name": "toy_card", "title": "卡片", "text": "一张卡片", "data": {}, "actions": []}


LOST = {"text": "没听明白。"}
LISTEN = {"event": "followup", "name": "action_listen"}


def answer(action: str, text: str) -> dict[str, Any]:
    """What each of the toy bot's actions returns; on 打转 the fallback never comes to an end."""
    if action == "action_lost":
        return {"events": [] if text == "打转" else [LISTEN], "responses": [LOST]}
    if action == "action_rate":
        return {"events": [], "responses": [{"response": "utter_rate", "rate": "3.6%"}]}
    if action == "action_card":
        return {"events": [], "responses": [{"custom": {"card": CARD}}]}
    return {"events": [], "responses": []}


class FakeActions:
    """Serves on a free port of loopback until closed; remembers what it was sent."""

    def __init__(self, port: int = 0) -> None:
        """Start serving."""
        self.calls: list[dict[str, Any]] = []
        self.sizes: list[int] = []
        self.connections = 0
        self.malformed = False
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Base address, without a trailing slash."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        """Stop serving and free the port."""
        self._server.shutdown()
        self._server.server_close()

    def respond(self, body: bytes) -> Any:
        """Return status and answer of one call."""
        call = json.loads(body)
        self.calls.append(call)
        self.sizes.append(len(body))
        if call["next_action"] == "action_break":
            return 500, {"error": "broken"}
        if self.malformed:
            return 200, {"events": [{"event": "slot"}], "responses": "none"}
        said = call.get("tracker", {}).get("latest_message", {}).get("text", "")
        return 200, answer(call["next_action"], said)

    def _handler(self) -> type:
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # one packet an answer, else Nagle and delayed ACK cost 40 ms

            def setup(self) -> None:
                owner.connections += 1
                super().setup()

            def do_GET(self) -> None:
                self._send(200, {"status": "ok"})

            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                self._send(*owner.respond(self.rfile.read(length)))

            def _send(self, status: int, body: Any) -> None:
                data = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_arguments: Any) -> None:
                return None

        return Handler


if __name__ == "__main__":
    import sys

    FakeActions(int(sys.argv[1]))
    threading.Event().wait()
