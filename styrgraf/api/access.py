"""Who asks, and whether they may: an API key in `Authorization: Bearer`, or a signed-in session's cookie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.message import Message
from styrgraf.api.refusals import Forbidden, NotSignedIn
from styrgraf.keys import Key, Keys, Role, same
from styrgraf.sessions import Sessions
from styrgraf.settings import Settings
from styrgraf.web.asking import READER, Reader

COOKIE = "styrgraf"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# What must answer whoever asks: the machine that watches the service, and who is about to sign in.
_ALWAYS = ("/healthz", "/readyz", "/static/", "/logga-in", "/favicon.ico", "/feed/")


@dataclass(frozen=True, slots=True)
class Who:
    """Whoever asks: with a key, signed in (then `csrf` is what its forms carry), or nobody known."""

    key: Key | None = None
    csrf: str = ""

    @property
    def name(self) -> str:
        """The name as it stands in the log of changes."""
        return self.key.name if self.key else ""

    def may(self, role: Role) -> bool:
        """Whether they may do what `role` may."""
        return self.key is not None and self.key.may(role)


class Access:
    """Notes in the request's state who asks, and refuses reading to the unknown where reading takes a key."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self._closed = app, settings.reading == "key"
        self._keys = Keys(settings.store)
        self._sessions = Sessions(self._keys)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on when whoever asks may ask at all."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        who, wrong_key = self._who(HTTPConnection(scope))
        scope.setdefault("state", {})["who"] = who
        READER.set(Reader(who.name, who.key.role if who.key else "", who.csrf))
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        if wrong_key:
            scope["state"]["refused"] = NotSignedIn(
                Message("Nyckeln gäller inte. Be den som sköter tjänsten om en ny.")
            )
        elif self._closed and who.key is None and not path.startswith(_ALWAYS):
            scope["state"]["refused"] = NotSignedIn(
                Message("Här krävs en nyckel för att läsa. Logga in, eller ange en nyckel.")
            )
        await self.app(scope, receive, send)

    def _who(self, asked: HTTPConnection) -> tuple[Who, bool]:
        """Who asks, and whether they gave a key that does not hold."""
        scheme, _, given = asked.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            key = self._keys.of(given.strip())
            return Who(key), key is None
        session = self._sessions.of(asked.cookies[COOKIE]) if COOKIE in asked.cookies else None
        return (Who(session.key, session.csrf) if session else Who()), False


def refuse(request: Request) -> None:
    """Raise what was found against the request before it reached its route."""
    if (refused := getattr(request.state, "refused", None)) is not None:
        raise refused


def who_asks(request: Request) -> Who:
    """Who asks; nobody known when the request did not come by way of `Access`."""
    return getattr(request.state, "who", None) or Who()


def _at_least(role: Role) -> Any:
    async def checked(request: Request) -> Who:
        who = who_asks(request)
        if who.key is None:
            raise NotSignedIn(Message("Det här kräver inloggning eller en nyckel."))
        if not who.may(role):
            raise Forbidden(
                Message(
                    "%(name)s (%(role)s) får inte göra det här. Det kräver rollen %(needed)s.",
                    name=who.name,
                    role=who.key.role,
                    needed=role,
                )
            )
        if who.csrf and request.method not in SAFE:
            await _check_form(request, who)
        return who

    return Depends(checked)


async def _check_form(request: Request, who: Who) -> None:
    """What a browser sends of itself must come from one of our own forms."""
    if not is_own(request.headers, request.url.netloc):
        raise Forbidden(Message("Anropet kom från en annan webbplats. Gå till sidan och försök igen därifrån."))
    given = request.headers.get("x-csrf-token")
    if given is None:
        given = str((await request.form()).get("csrf", ""))
    if not same(given, who.csrf):
        raise Forbidden(Message("Formuläret hör till en annan inloggning. Ladda om sidan och försök igen."))


def is_own(headers: Headers, host: str) -> bool:
    """Whether a browser says that the request comes from a page of this host."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == host


Asking = Annotated[Who, Depends(who_asks)]
Reviewer = Annotated[Who, _at_least("reviewer")]
Admin = Annotated[Who, _at_least("admin")]
