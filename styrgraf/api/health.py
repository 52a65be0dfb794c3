"""Whether the service lives, and whether it can answer."""

from __future__ import annotations

from fastapi import APIRouter, Response

from styrgraf.api.answers import Json
from styrgraf.api.current import Held

router = APIRouter()


@router.get("/healthz", summary="Lever tjänsten?")
def healthz() -> Response:
    """200 as long as the process answers at all."""
    return Json({"status": "ok"})


@router.get("/readyz", summary="Kan tjänsten svara på frågor?", responses={503: {"description": "Samlingen är tom"}})
def readyz(collection: Held) -> Response:
    """200 when a generation is open; 503 with the reason when there is none."""
    return Json({"status": "ready", "generation": collection.number, "documents": len(collection.index.cards)})
