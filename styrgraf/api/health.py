"""Whether the service lives, and whether it can answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from styrgraf.api.answers import Json
from styrgraf.api.current import Held
from styrgraf.api.parameters import Strict
from styrgraf.api.schemas import PROBLEM, Alive, Ready

router = APIRouter()
_NOW = {"Cache-Control": "no-store"}


@router.get("/healthz", summary="Lever tjänsten?", responses={200: {"model": Alive}, 400: PROBLEM})
def healthz(asked: Annotated[Strict, Query()]) -> Response:
    """200 as long as the process answers at all."""
    return Json({"status": "ok"}, headers=_NOW)


@router.get(
    "/readyz",
    summary="Kan tjänsten svara på frågor?",
    responses={200: {"model": Ready}, 400: PROBLEM, 503: PROBLEM},
)
def readyz(request: Request, collection: Held, asked: Annotated[Strict, Query()]) -> Response:
    """200 when a generation is open, 503 with the reason when there is none.

    `loading` names what is still being loaded: meanwhile `status` is "words-only" and questions are answered by their
    words alone.
    """
    loading = request.app.state.current.loading()
    said = {"status": "words-only" if loading else "ready", "loading": loading, "generation": collection.number}
    return Json(said | {"documents": len(collection.index.cards)}, headers=_NOW)
