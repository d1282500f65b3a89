"""Switches of the WeChat channel, `WECHAT_…` in the environment."""

from functools import lru_cache
from typing import Any

from pydantic import model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from foundation.settings import UnsafeSettings

# Fixed by the contract for the sandbox, refused anywhere else.
SANDBOX_TOKEN = "sandbox"
SANDBOX_APP_ID = "wxsandbox"
SANDBOX_APP_SECRET = "sandbox"
SANDBOX_AES_KEY = "sandboxsandboxsandboxsandboxsandboxsandbox0"
_SANDBOX: dict[str, Any] = {
    "token": SANDBOX_TOKEN,
    "app_id": SANDBOX_APP_ID,
    "app_secret": SANDBOX_APP_SECRET,
    "aes_key": SANDBOX_AES_KEY,
    "template_notice": "sandbox-notice",
    "plain": True,
    "api_url": "",
    "authorize_url": "",
}


class WeChatSettings(BaseSettings):
    """Without token, app id and secret there is no WeChat channel. Times in seconds.

    `plain`: unencrypted messages are taken; their signature does not cover the body.
    Empty addresses mean the sandbox inside this edge.
    """

    model_config = SettingsConfigDict(env_prefix="WECHAT_", extra="ignore")

    sandbox: bool = False
    token: str = ""
    app_id: str = ""
    app_secret: str = ""
    aes_key: str = ""
    plain: bool = False
    api_url: str = "https://api.weixin.qq.com"
    authorize_url: str = "https://open.weixin.qq.com"
    template_notice: str = ""

    reply_seconds: float = 4.5
    untaken_seconds: float = 20.0
    replay_seconds: int = 300
    typing_seconds: float = 1.0
    call_seconds: float = 3.0
    backoff_seconds: float = 0.5
    sweep_seconds: float = 5.0
    entry_seconds: int = 600
    exchange_seconds: int = 60
    ticket_seconds: int = 600
    window_hours: float = 48.0
    media_limit: int = 10 * 1024 * 1024

    @model_validator(mode="before")
    @classmethod
    def _sandbox_defaults(cls, given: Any) -> Any:
        if isinstance(given, dict) and given.get("sandbox"):
            return _SANDBOX | given
        return given

    @model_validator(mode="after")
    def _refuse_sandbox_values(self) -> "WeChatSettings":
        if self.sandbox:
            return self
        known = {
            "token": SANDBOX_TOKEN,
            "app_id": SANDBOX_APP_ID,
            "app_secret": SANDBOX_APP_SECRET,
            "aes_key": SANDBOX_AES_KEY,
        }
        unsafe = [name for name, value in known.items() if getattr(self, name) == value]
        if unsafe:
            raise UnsafeSettings(f"WeChat's sandbox values outside it: {', '.join(unsafe)}")
        return self

    @property
    def enabled(self) -> bool:
        """Whether there is a WeChat channel at all."""
        return bool(self.token and self.app_id and self.app_secret)


@lru_cache(maxsize=2)
def wechat_settings(sandbox: bool) -> WeChatSettings:
    """The channel's settings of this process, read once."""
    return WeChatSettings(sandbox=sandbox)
