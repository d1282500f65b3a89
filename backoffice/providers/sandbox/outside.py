"""The outside that the sandbox plays: how it answers about whom, and how long it takes."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import sqlalchemy as sa
import yaml
from pydantic import BaseModel, ValidationError

from backoffice.clock.service import Clock
from backoffice.database import Database
from backoffice.personal.sealing import personal_sealer
from backoffice.providers.errors import (
    ProviderDown,
    ProviderMalformed,
    ProviderMissing,
    ProviderTimeout,
)
from backoffice.providers.models import SUBJECT, SandboxAnswer

Manner = Literal["yes", "no", "slow", "down", "malformed"]
Raw = dict[str, Any]
Answer = TypeVar("Answer", bound=BaseModel)

EVERYBODY = "*"
PATIENCE_SECONDS = 3.0
SLOW_SECONDS = 10.0
PEOPLE = Path(__file__).parents[1] / "data" / "people.yml"


@dataclass(frozen=True)
class Told:
    """How to answer: `seconds` to wait first, `reason` of a no."""

    manner: Manner = "yes"
    seconds: float | None = None
    reason: str | None = None


@lru_cache(maxsize=1)
def people() -> tuple[Raw, ...]:
    """The reference people as the outside knows them."""
    return tuple(yaml.safe_load(PEOPLE.read_text("utf-8"))["people"])


def known(id_no: str) -> Raw | None:
    """A reference person by his number."""
    return next((person for person in people() if person["id_no"] == id_no), None)


class Outside:
    """Asks the played outside in the way a real one is asked: with patience, without trust."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        sandbox: bool,
        patience: float = PATIENCE_SECONDS,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        if not sandbox:
            raise ProviderMissing("sandbox", "the played outside exists in the sandbox only")
        self.database = database
        self.clock = clock
        self._patience = patience
        self._sleep = sleep

    def told(self, port: str, subjects: Sequence[str | None]) -> Told:
        """How the port was told to answer about the first of these subjects that is named."""
        wanted = [subject for subject in (*subjects, EVERYBODY) if subject]
        query = sa.select(SandboxAnswer).where(
            SandboxAnswer.port == port, SandboxAnswer.subject.in_(wanted)
        )
        with self.database.transaction() as session:
            rows = {row.subject: row for row in session.scalars(query)}
        for subject in wanted:
            row = rows.get(personal_sealer().fingerprint(subject, SUBJECT))
            if row is not None:
                return Told(row.answer, row.seconds, row.reason)  # type: ignore[arg-type]
        return Told()

    def ask(
        self,
        port: str,
        subjects: Sequence[str | None],
        answer: Callable[[Told], Raw],
        form: type[Answer],
    ) -> Answer:
        """The port's answer in its form; raises `ProviderError`."""
        told = self.told(port, subjects)
        if told.manner == "down":
            raise ProviderDown(port)
        self._wait(port, told)
        raw = {"?": told.manner} if told.manner == "malformed" else answer(told)
        try:
            return form.model_validate(raw)
        except ValidationError as error:
            fields = ", ".join(".".join(map(str, item["loc"])) for item in error.errors())
            raise ProviderMalformed(port, fields) from error

    def _wait(self, port: str, told: Told) -> None:
        seconds = told.seconds or (SLOW_SECONDS if told.manner == "slow" else 0.0)
        if not seconds:
            return
        self._sleep(min(seconds, self._patience))
        if seconds >= self._patience:
            raise ProviderTimeout(port, f"no answer in {self._patience} s")
