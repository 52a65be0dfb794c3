"""Why a request is turned away whatever it asks for."""

from __future__ import annotations

from kg.errors import StyrgrafError


class Refusal(StyrgrafError):
    """A request that is not answered: `status` of HTTP, `code` the word for programs, `headers` that go with it."""

    status = 400
    code: str | None = None

    def __init__(self, message: str, **headers: str) -> None:
        super().__init__(message)
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class NotSignedIn(Refusal):
    """Whoever asks is not known."""

    status = 401

    def __init__(self, message: str) -> None:
        super().__init__(message, WWW_Authenticate='Bearer realm="styrgraf"')


class Forbidden(Refusal):
    """Whoever asks is known and may not."""

    status = 403


class TooLarge(Refusal):
    """More was sent than is taken."""

    status = 413
    code = "too-long"


class NotADocument(Refusal):
    """What was sent is of no kind that is taken."""

    status = 415


class TooMany(Refusal):
    """More was asked than one caller may in so short a time."""

    status = 429
