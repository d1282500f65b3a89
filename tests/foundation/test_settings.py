"""Settings refuse to start unsafe."""

import pytest
from pydantic import ValidationError

from foundation.settings import Settings

SAFE = {
    "SANDBOX": "0",
    "BACKOFFICE_TOKEN": "a",
    "RASA_TOKEN": "b",
    "RASA_CHANNEL_SECRET": "c",
    "EDGE_SIGNING_KEY": "d",
    "VAULT_KEY": "e",
    "PAPERS_KEY": "f",
    "PERSONAL_KEYS": "f",
    "PERSONAL_INDEX_KEY": "f",
    "SMS_SECRET": "h",
    "DEALER_SYSTEM_SECRET": "g",
}


def test_sandbox_is_the_default_and_starts() -> None:
    assert Settings().sandbox


@pytest.mark.parametrize("secret", [name for name in SAFE if name != "SANDBOX"])
def test_a_sandbox_secret_outside_the_sandbox_is_refused(
    monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    for name, value in SAFE.items():
        monkeypatch.setenv(name, value)
    assert not Settings().sandbox
    monkeypatch.delenv(secret)
    with pytest.raises(ValidationError, match=secret.lower()):
        Settings()


def test_addresses_follow_the_ports_unless_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASA_PORT", "5999")
    monkeypatch.setenv("BACKOFFICE_URL", "http://elsewhere:1")
    assert Settings().rasa_url == "http://127.0.0.1:5999"
    assert Settings().backoffice_url == "http://elsewhere:1"
