"""What can go wrong outside.

ProviderError              the question is not answered; the caller goes on later or without it
├── ProviderTimeout        no answer in time; it may still have been heard
├── ProviderDown           not reachable
├── ProviderMalformed      an answer that cannot be understood
└── ProviderMissing        nobody is configured for this port
AuthorisationMissing       the bureau may not be asked: no written authorisation for this purpose
"""


class ProviderError(Exception):
    """A port's question is not answered."""

    def __init__(self, port: str, detail: str = "") -> None:
        super().__init__(f"{port}: {detail or type(self).__name__}")
        self.port = port


class ProviderTimeout(ProviderError):
    """No answer in time."""


class ProviderDown(ProviderError):
    """Not reachable."""


class ProviderMalformed(ProviderError):
    """An answer that cannot be understood."""


class ProviderMissing(ProviderError):
    """Nobody is configured for this port."""


class AuthorisationMissing(Exception):
    """A credit report is asked for without a written authorisation that covers it."""
