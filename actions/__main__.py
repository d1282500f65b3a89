"""`python -m actions`: the action server, on the configured host and port, with quiet logs."""

import asyncio
import logging
import warnings
from typing import Any

import uvloop
from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic
from sanic.worker.loader import AppLoader

from foundation import log
from foundation.settings import settings

QUIET = ("sanic.root", "sanic.access", "sanic.server", "rasa_sdk", "urllib3")
KEEP_ALIVE_SECONDS = 120


class Executor(ActionExecutor):
    """Runs actions without the domain: Rasa leaves it out (`selective_domain`), none needs it.

    The SDK would answer 449 to ask for it (rasa_sdk/executor.py, `update_and_return_domain`).
    """

    def update_and_return_domain(self, payload: dict[str, Any], action_name: str) -> dict[str, Any]:
        """No domain, whatever the call carries."""
        return {}


def build() -> "Sanic[Any, Any]":
    """The Sanic app of the SDK with every action of this package registered."""
    executor = Executor()
    executor.register_package("actions")
    app: Sanic[Any, Any] = create_app(executor, cors_origins=None)
    app.config.KEEP_ALIVE_TIMEOUT = KEEP_ALIVE_SECONDS
    app.config.ACCESS_LOG = False
    return app


def main() -> None:
    """Serve until stopped."""
    config = settings()
    log.configure("actions", config.log_level)
    # SDK 3.21 answers a 3.6 server (docs/adr/0001); it would warn of the difference at every start.
    warnings.filterwarnings("ignore", message="Your versions of rasa and rasa_sdk")
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    app = AppLoader(factory=build).load()
    app.prepare(
        host=config.host,
        port=config.actions_port,
        single_process=True,
        motd=False,
        access_log=False,
    )
    Sanic.serve_single(primary=app)


if __name__ == "__main__":
    main()
