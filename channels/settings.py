"""Switches of the edge alone, `EDGE_…` in the environment; shared ones are in the foundation.

The sandbox is generous where a measurement or a test suite would otherwise be throttled; what is
set explicitly always holds.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent

# name: value in the sandbox, when nothing is set
SANDBOX = {
    "session_rate": 200.0,
    "session_burst": 2000,
    "address_rate": 1000.0,
    "address_burst": 10000,
    "opening_rate": 200.0,
    "opening_burst": 5000,
    "code_pause_seconds": 0,
    "codes_per_phone": 20,
    "codes_per_address": 500,
    "lock_seconds": 120,
    "clock_seconds": 0.015,
    "frame_ancestors": "*",
}


class EdgeSettings(BaseSettings):
    """Times in seconds, rates in requests a second, bursts in requests."""

    model_config = SettingsConfigDict(env_prefix="EDGE_", extra="ignore")

    instance: str = "edge-1"
    answer_seconds: float = 4.0
    rasa_seconds: float = 30.0
    rasa_at_once: int = 32
    claim_seconds: float = 60.0
    text_limit: int = 1000
    body_limit: int = 65_536
    session_days: int = 30
    button_days: int = 7
    notice_hours: float = 2.0
    split_seconds: float = 300.0
    keep_days: int = 180

    session_rate: float = 3.0
    session_burst: int = 30
    address_rate: float = 50.0
    address_burst: int = 500
    opening_rate: float = 2.0
    opening_burst: int = 60

    code_seconds: int = 300
    code_pause_seconds: int = 60
    codes_per_phone: int = 5
    codes_per_address: int = 30
    code_window_seconds: int = 3600
    wrong_codes: int = 5
    lock_seconds: int = 900
    l2_seconds: int = 1800
    l3_seconds: int = 600
    check_seconds: int = 900
    link_seconds: int = 7200

    upload_limit: int = 15 * 1024 * 1024
    upload_total: int = 32 * 1024 * 1024
    upload_pages: int = 20
    chunk_limit: int = 1024 * 1024
    upload_seconds: int = 86_400
    uploads_per_owner: int = 40
    uploads_at_once: int = 4
    hand_over_seconds: float = 30.0

    clock_seconds: float = 30.0
    heartbeat_seconds: float = 15.0
    streams_per_session: int = 6
    database_pool: int = 10

    cors_origins: list[str] = []
    frame_ancestors: str = "'self'"
    # Origins of the real-person provider's pages, which our pages embed.
    provider_origins: list[str] = []
    web_folder: Path = ROOT / "web" / "dist"

    def body_limits(self) -> dict[str, int]:
        """The most bytes of a body, by the beginning of the path; the first that fits holds."""
        return {
            "/api/uploads/begin": self.body_limit,
            "/api/uploads/": self.chunk_limit,
            "/api/uploads": self.upload_total,
            "/api/contracts/verify": self.upload_limit,
            "/wechat": self.chunk_limit,  # too large a message is no message: 400, by the channel
            "/sandbox/wechat/": self.upload_limit,
            "/": self.body_limit,
        }

    @model_validator(mode="before")
    @classmethod
    def _sandbox_defaults(cls, given: Any) -> Any:
        if isinstance(given, dict) and given.pop("sandbox", False):
            return SANDBOX | given
        return given


@lru_cache(maxsize=1)
def edge_settings(sandbox: bool) -> EdgeSettings:
    """The edge's settings of this process, read once."""
    return EdgeSettings(sandbox=sandbox)
