"""Every address, secret and switch of the services, read from the environment in one place.

Defaults are the sandbox's, so that a fresh clone runs. Outside the sandbox (`SANDBOX=0`) the
sandbox's well-known secrets are refused: the process does not start.
"""

from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SANDBOX_SECRET = "sandbox"
SANDBOX_SIGNING_KEY = "sandbox-signing-key-of-the-edge-not-a-secret"
SANDBOX_PAPERS_KEY = "c2FuZGJveC1wYXBlcnMta2V5LW5vdC1hLXNlY3JldCE="  # 32 bytes, base64
SANDBOX_VAULT_KEY = "c2FuZGJveC12YXVsdC1rZXktbm90LWEtc2VjcmV0ISE="  # 32 bytes, base64
SANDBOX_PERSONAL_KEYS = "1:c2FuZGJveC1wZXJzb25hbC1rZXktbm8tc2VjcmV0ISE="  # name:32 bytes, base64
SANDBOX_PERSONAL_INDEX_KEY = "c2FuZGJveC1wZXJzb25hbC1pbmRleC1uby1zZWNyZXQ="  # 32 bytes, base64


class UnsafeSettings(ValueError):
    """A sandbox secret was found outside the sandbox."""


class Settings(BaseSettings):
    """Settings of the services; each field's environment name is the field's name in capitals."""

    model_config = SettingsConfigDict(extra="ignore")

    sandbox: bool = True
    log_level: str = "INFO"
    host: str = "127.0.0.1"

    edge_port: int = 8000
    backoffice_port: int = 8100
    rasa_port: int = 5005
    actions_port: int = 5055
    reader_port: int = 8101
    public_url: str = ""

    backoffice_database_url: str = "postgresql+psycopg://postgres@localhost/chedai_backoffice"
    channels_database_url: str = "postgresql+psycopg://postgres@localhost/chedai_channels"

    backoffice_token: str = SANDBOX_SECRET
    rasa_token: str = SANDBOX_SECRET
    rasa_channel_secret: str = SANDBOX_SECRET
    edge_signing_key: str = SANDBOX_SIGNING_KEY
    vault_key: str = SANDBOX_VAULT_KEY
    papers_key: str = SANDBOX_PAPERS_KEY
    # `name:key,name:key`: the first seals, all open. The key of the fingerprints stays.
    personal_keys: str = SANDBOX_PERSONAL_KEYS
    personal_index_key: str = SANDBOX_PERSONAL_INDEX_KEY
    dealer_system_secret: str = SANDBOX_SECRET
    # The SMS provider signs with it what phones send to us.
    sms_secret: str = SANDBOX_SECRET

    # `inline`: done by the request that orders it, and lost with its process; for tests.
    work: Literal["durable", "inline"] = "durable"
    # Who goes on with what a killed process left: stable for one process, different for each.
    executor_id: str = "backoffice"
    # Where uploaded papers and signed contracts are kept.
    files_folder: Path = Path(".data/files")

    backoffice_address: str = Field("", alias="BACKOFFICE_URL")
    rasa_address: str = Field("", alias="RASA_URL")
    actions_address: str = Field("", alias="ACTIONS_URL")
    dealer_system_address: str = Field("", alias="DEALER_SYSTEM_URL")
    edge_address: str = Field("", alias="EDGE_URL")

    @cached_property
    def backoffice_url(self) -> str:
        """Base address of the back office, without a trailing slash."""
        return self.backoffice_address or f"http://127.0.0.1:{self.backoffice_port}"

    @cached_property
    def rasa_url(self) -> str:
        """Base address of the Rasa server, without a trailing slash."""
        return self.rasa_address or f"http://127.0.0.1:{self.rasa_port}"

    @cached_property
    def actions_url(self) -> str:
        """Base address of the action server, without a trailing slash."""
        return self.actions_address or f"http://127.0.0.1:{self.actions_port}"

    @cached_property
    def dealer_system_url(self) -> str:
        """Where the dealers' system takes leads; in the sandbox the back office plays it."""
        return self.dealer_system_address or f"{self.backoffice_url}/sandbox/dealer-system/leads"

    @cached_property
    def edge_internal_url(self) -> str:
        """Address under which the other services reach the edge, without a trailing slash."""
        return self.edge_address or f"http://127.0.0.1:{self.edge_port}"

    @cached_property
    def edge_url(self) -> str:
        """Address under which customers reach the edge."""
        return self.public_url or f"http://127.0.0.1:{self.edge_port}"

    @model_validator(mode="after")
    def _refuse_sandbox_secrets(self) -> "Settings":
        if self.sandbox:
            return self
        known = {
            *(SANDBOX_SECRET, SANDBOX_SIGNING_KEY, SANDBOX_VAULT_KEY, SANDBOX_PAPERS_KEY),
            *(SANDBOX_PERSONAL_KEYS, SANDBOX_PERSONAL_INDEX_KEY),
        }
        names = (
            "backoffice_token", "rasa_token", "rasa_channel_secret", "edge_signing_key",
            "vault_key", "papers_key", "personal_keys", "personal_index_key",
            "dealer_system_secret", "sms_secret",
        )  # fmt: skip
        unsafe = [name for name in names if getattr(self, name) in known]
        if unsafe:
            raise UnsafeSettings(f"sandbox secrets outside the sandbox: {', '.join(unsafe)}")
        return self


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
