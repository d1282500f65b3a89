"""Puts the Rasa server together: our store, publisher, channel and endpoint around one model.

Rasa's own `load_agent` is not used: it logs a model that does not load and runs on without one,
and wraps every tracker store into one that falls back to memory (`FailSafeTrackerStore`).
"""

import logging
import sys
import warnings
from typing import Any

import rasa.core.run
import rasa.utils.common
import rasa.utils.log_utils
from rasa.core.agent import Agent
from rasa.core.lock_store import InMemoryLockStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Sanic

from bot.runtime import lean, remote_action
from bot.runtime.channel import EdgeInput
from bot.runtime.event_publisher import TurnPublisher
from bot.runtime.http_surface import close_the_rest
from bot.runtime.remote_action import ActionEndpoint
from bot.runtime.tracker_store import PostgresTrackerStore

HOST = "127.0.0.1"
logger = logging.getLogger(__name__)


def load_agent(settings: Any) -> Agent:
    """Build the agent of `bot.server.ServerSettings`, with its model loaded.

    Raises:
        rasa.exceptions.ModelNotFound: the archive cannot be read.
    """
    remote_action.apply()
    lean.apply()
    store = PostgresTrackerStore(
        host=settings.tracker_database_url,
        event_broker=TurnPublisher(settings.events_database_url),
    )
    agent = Agent(
        tracker_store=store,
        lock_store=InMemoryLockStore(),
        action_endpoint=ActionEndpoint(
            f"{settings.actions_url}/webhook", enable_selective_domain=True
        ),
    )
    agent.load_model(settings.model)
    agent.tracker_store = agent.processor.tracker_store = store
    agent.processor.on_circuit_break = listen_again
    store.domain = agent.domain
    return agent


def listen_again(tracker: DialogueStateTracker, _output: Any, _nlg: Any) -> None:
    """End a turn that Rasa broke off after too many actions as every turn ends.

    Without it the bot is not listening, and says nothing to the next message either.
    """
    tracker.update(ActionExecuted(ACTION_LISTEN_NAME))


def build(settings: Any) -> Sanic:
    """Build the web application; the model is loaded when the server starts."""
    app = rasa.core.run.configure_app(
        input_channels=[EdgeInput.from_credentials(None)],
        auth_token=settings.token,
        cors=[],
    )
    close_the_rest(app)

    async def load(running: Sanic, _loop: Any) -> None:
        running.ctx.agent = load_agent(settings)
        await running.ctx.agent.parse_message("您好")  # the first message loads what is lazy

    async def tell(_running: Sanic, _loop: Any) -> None:
        sys.stdout.write(f"ready: http://{HOST}:{settings.port}\n")
        sys.stdout.flush()

    async def close(running: Sanic, _loop: Any) -> None:
        agent = running.ctx.agent
        if agent is None:
            return
        await agent.action_endpoint.close()
        await agent.tracker_store.event_broker.close()
        agent.tracker_store.close()

    app.register_listener(load, "before_server_start")
    app.register_listener(tell, "after_server_start")
    app.register_listener(close, "after_server_stop")
    return app


def serve(settings: Any) -> None:
    """Serve until the process is told to stop."""
    app = build(settings)  # first: Sanic sets its own logs up
    configure_logs(settings.log_level)
    app.run(host=HOST, port=settings.port, access_log=False, workers=1)


def configure_logs(level: str) -> None:
    """Send every library's log to one place; unconfigured, structlog prints what customers say."""
    number = logging.getLevelName(level)
    rasa.utils.common.configure_logging_and_warnings(number)
    rasa.utils.log_utils.configure_structlog(number)
    for name in ("sanic.root", "sanic.error"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).setLevel(logging.WARNING)
    warnings.filterwarnings("ignore")  # switched on again by the line before the last
