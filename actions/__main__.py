"""`python -m actions`: the action server, on the configured host and port, with quiet logs."""

import asyncio
import logging
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


def build() -> "Sanic[Any, Any]":
    """The Sanic app of the SDK with every action of this package registered."""
    executor = ActionExecutor()
    executor.register_package("actions")
    app: Sanic[Any, Any] = create_app(executor, cors_origins=None)
    app.config.KEEP_ALIVE_TIMEOUT = KEEP_ALIVE_SECONDS
    app.config.ACCESS_LOG = False
    return app


def main() -> None:
    """Serve until stopped."""
    config = settings()
    log.configure("actions", config.log_level)
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
