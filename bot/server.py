"""`python -m bot.server`: Rasa with our settings, on loopback, ready in seconds.

Settings come from the environment: RASA_PORT, RASA_TOKEN, RASA_CHANNEL_SECRET, ACTIONS_URL (or
ACTIONS_PORT), TRACKER_DATABASE_URL, EVENTS_DATABASE_URL, MODEL (a file or folder, `models`),
LOG_LEVEL, SANDBOX. Prints `ready: <address>` once a turn can be taken.
"""

import logging
import os
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
SANDBOX_SECRET = "sandbox"


class CannotStart(RuntimeError):
    """Something without which the server must not run is missing."""


@dataclass(frozen=True)
class ServerSettings:
    """What the server needs to know; addresses are libpq's for databases."""

    port: int
    token: str
    actions_url: str
    tracker_database_url: str
    events_database_url: str
    model: Path
    log_level: str

    @classmethod
    def from_environment(cls, given: Mapping[str, str]) -> "ServerSettings":
        """Read and check the settings.

        Raises:
            CannotStart: a database is not named, no model is found, a secret is the sandbox's.
        """
        for name in ("TRACKER_DATABASE_URL", "EVENTS_DATABASE_URL"):
            if not given.get(name):
                raise CannotStart(f"{name} is not set; conversations are never kept in memory only")
        if given.get("SANDBOX", "1") == "0":
            for name in ("RASA_TOKEN", "RASA_CHANNEL_SECRET"):
                if given.get(name, SANDBOX_SECRET) == SANDBOX_SECRET:
                    raise CannotStart(f"{name} is the sandbox's, outside the sandbox")
        port = given.get("ACTIONS_PORT", "5055")
        return cls(
            port=int(given.get("RASA_PORT", "5005")),
            token=given.get("RASA_TOKEN", SANDBOX_SECRET),
            actions_url=given.get("ACTIONS_URL") or f"http://{HOST}:{port}",
            tracker_database_url=given["TRACKER_DATABASE_URL"],
            events_database_url=given["EVENTS_DATABASE_URL"],
            model=latest_model(Path(given.get("MODEL", "models"))),
            log_level=given.get("LOG_LEVEL", "INFO"),
        )


def latest_model(place: Path) -> Path:
    """Return the model at `place`: itself, or the newest archive in that folder.

    Raises:
        CannotStart: there is none.
    """
    if place.is_file():
        return place
    found = sorted(place.glob("*.tar.gz"), key=lambda model: model.stat().st_mtime)
    if not found:
        raise CannotStart(f"no model in {place.resolve()}; train one with `rasa train`")
    return found[-1]


def main() -> None:
    """Check the settings, start, and serve until stopped; exit with a line if that cannot be."""
    warnings.filterwarnings("ignore")  # Rasa's 2022 libraries warn about each other by the page
    try:
        settings = ServerSettings.from_environment(os.environ)
    except CannotStart as error:
        sys.exit(f"rasa cannot start: {error}")
    logging.basicConfig(level=settings.log_level, format="%(levelname)s %(name)s %(message)s")
    from bot.runtime import light_start

    if not light_start.needs_tensorflow(settings.model):
        light_start.leave_out_tensorflow()
    from bot.runtime.application import serve

    serve(settings)


if __name__ == "__main__":
    main()
