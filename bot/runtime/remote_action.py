"""Calls of the action server: one kept-alive connection pool, one compiled validator, no silence.

Rasa 3.6.21 opens a connection for every call (`utils/endpoints.py`, `EndpointConfig.session`) and
compiles the JSON schema of the answer again every time (`core/actions/action.py`,
`RemoteAction._validate_action_result`: 30 ms of a 34 ms call). And when a call fails it goes on
without the action's events (`core/processor.py`, `_run_action`): the customer hears nothing. Here
a failed call ends the turn before anything is stored, and the channel says so to the edge.
"""

import asyncio
from typing import Any

import aiohttp
import jsonschema
import rasa
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

PATCHED_VERSION = "3.6.21"
TIMEOUT = aiohttp.ClientTimeout(total=20, connect=2)
VALIDATIONS = ("validate_", "action_validate_slot_mappings")
REJECTED = 400  # the action server's answer when a form's validation declines to run


class TurnAborted(BaseException):
    """A turn cannot be finished; nothing of it is stored.

    Not an `Exception`, for Rasa swallows every one of those an action raises and goes on.
    """


class ActionServerUnavailable(TurnAborted):
    """The action server cannot be reached or does not answer in time; worth another try."""


class ActionFailed(TurnAborted):
    """The action server answered, but with an error; another try would end the same."""


class ActionEndpoint(EndpointConfig):
    """The action server, through connections that stay open between calls."""

    _session: aiohttp.ClientSession | None = None

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Any | None:
        """Send one call; return the JSON answer.

        Raises:
            ClientResponseError: with status 400, Rasa's way of saying that an action rejected.
            ActionServerUnavailable, ActionFailed: the turn cannot go on.
        """
        url = f"{self.url}/{subpath.lstrip('/')}" if subpath else self.url
        try:
            async with self._pool().request(
                method, url, json=kwargs.get("json"), compress=compress
            ) as answer:
                if answer.status == REJECTED:
                    raise ClientResponseError(REJECTED, answer.reason, await answer.read())
                if answer.status >= 400:
                    raise ActionFailed(f"{url} answered {answer.status}: {answer.reason}")
                return await answer.json()
        except ClientResponseError:
            raise
        except (aiohttp.ClientConnectionError, asyncio.TimeoutError) as error:
            raise ActionServerUnavailable(f"{url}: {error!r}") from error
        except (aiohttp.ClientError, ValueError) as error:
            raise ActionFailed(f"{url}: {error!r}") from error

    async def close(self) -> None:
        """Close the kept connections."""
        if self._session is not None:
            await self._session.close()

    def _pool(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=64, keepalive_timeout=60)
            self._session = aiohttp.ClientSession(connector=connector, timeout=TIMEOUT)
        return self._session


def compiled_validator() -> Any:
    """Return a validator of action answers whose schema was checked once."""
    schema = RemoteAction.action_response_format_spec()
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def validation_domain(domain: Domain) -> dict[str, Any]:
    """Return the part of a domain that rasa_sdk's validation actions read: slots and forms."""
    whole = domain.as_dict()
    return {"slots": whole.get("slots", {}), "forms": whole.get("forms", {})}


def apply() -> None:
    """Make every remote action use the compiled validator, and send no domain it has no use for.

    With `enable_selective_domain` an action gets the domain only if `domain.yml` says so; the
    validation actions of forms cannot do without its slots and forms, so they get these.

    Raises:
        RuntimeError: another Rasa than the one this was written for.
    """
    if rasa.__version__ != PATCHED_VERSION:
        raise RuntimeError(f"written for Rasa {PATCHED_VERSION}, this is {rasa.__version__}")
    validator = compiled_validator()
    stock_format = RemoteAction._action_call_format
    parts: dict[int, tuple[Domain, dict[str, Any]]] = {}

    def validate(_self: RemoteAction, result: dict[str, Any]) -> bool:
        error = jsonschema.exceptions.best_match(validator.iter_errors(result))
        if error is not None:
            raise ActionFailed(f"the action server's answer is malformed: {error.message}")
        return True

    def call_format(
        self: RemoteAction, tracker: DialogueStateTracker, domain: Domain
    ) -> dict[str, Any]:
        call = stock_format(self, tracker, domain)
        if "domain" not in call and self.name().startswith(VALIDATIONS):
            if parts.get(id(domain), (None,))[0] is not domain:
                parts.clear()
                parts[id(domain)] = (domain, validation_domain(domain))
            call["domain"] = parts[id(domain)][1]
        return call

    RemoteAction._validate_action_result = validate
    RemoteAction._action_call_format = call_format
