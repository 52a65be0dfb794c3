"""Signing in and out: a key is exchanged for a cookie that scripts cannot read and other sites cannot send."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import Field

from kg.message import Message
from styrgraf.api.access import COOKIE, Asking, is_own
from styrgraf.api.parameters import Strict
from styrgraf.api.refusals import Forbidden, TooMany
from styrgraf.keys import Keys, same
from styrgraf.sessions import SECONDS, Sessions
from styrgraf.web.here import HERE
from styrgraf.web.render import page

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_NOW = {"Cache-Control": "no-store"}
_LONGEST_KEY = 200


class Sought(Strict):
    """Where to go when signed in: an address of our own."""

    next: str = Field("", max_length=2000)

    @property
    def place(self) -> str:
        """The address without a proxy's prefix, or the workplace when it is none of ours."""
        own = self.next.startswith("/") and not self.next.startswith(("//", "/\\"))
        return self.next if own and self.next.isprintable() else "/arbete"


@router.get("/logga-in")
def ask(who: Asking, sought: Annotated[Sought, Query()]) -> HTMLResponse:
    """The form."""
    return HTMLResponse(page("signing.html", here="/arbete", sought=sought.place), headers=_NOW)


@router.post("/logga-in")
def sign_in(
    request: Request, sought: Annotated[Sought, Query()], key: Annotated[str, Form(max_length=_LONGEST_KEY)] = ""
) -> Response:
    """Begin a session with a key."""
    if not is_own(request.headers, request.url.netloc):
        raise Forbidden(Message("Inloggningen kom från en annan webbplats. Gå till sidan och försök igen därifrån."))
    caller = request.client.host if request.client else ""
    if not request.app.state.attempts.take(caller)[0]:
        raise TooMany(Message("För många försök att logga in. Vänta en minut."), Retry_After="60")
    keys: Keys = request.app.state.keys
    found = keys.of(key.strip())
    if found is None:
        shown = page("signing.html", here="/arbete", sought=sought.place, wrong=True)
        return HTMLResponse(shown, 401, headers=_NOW)
    # Guessing is what is held back, not colleagues who share an address.
    request.app.state.attempts.give_back(caller)
    answer = RedirectResponse(HERE.get().base + sought.place, 303, headers=_NOW)
    answer.set_cookie(
        COOKIE,
        Sessions(keys).begin(found),
        max_age=SECONDS,
        path=HERE.get().base or "/",
        secure=request.url.scheme == "https" or (request.app.state.settings.public_url or "").startswith("https:"),
        httponly=True,
        samesite="lax",
    )
    return answer


@router.post("/logga-ut")
def sign_out(request: Request, who: Asking, csrf: Annotated[str, Form(max_length=200)] = "") -> Response:
    """End the session of this browser."""
    if who.csrf and (not same(csrf, who.csrf) or not is_own(request.headers, request.url.netloc)):
        raise Forbidden(Message("Formuläret hör till en annan inloggning. Ladda om sidan och försök igen."))
    answer = RedirectResponse(f"{HERE.get().root}/", 303, headers=_NOW)
    answer.delete_cookie(COOKIE, path=HERE.get().base or "/", httponly=True, samesite="lax")
    return answer
