"""The files the documents were read from, as they came in."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import FileResponse

from styrgraf.api.current import Held
from styrgraf.api.headers import POLICY

router = APIRouter()

_VIEWER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; img-src 'self'"

# What a browser may show itself. HTML and its kin could carry scripts: they are shown as the text they are.
_SHOWN = {
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".md": "text/plain",
    ".html": "text/plain",
    ".htm": "text/plain",
}


@router.get("/originals/{document}", summary="Originalfilen", response_class=FileResponse)
def original(collection: Held, document: str) -> Response:
    """The original of a document; a PDF opens at a page with #page=N."""
    path = collection.original(document)
    name = collection.card(document).name
    media = _SHOWN.get(path.suffix)
    return FileResponse(
        path,
        media_type=media or "application/octet-stream",
        filename=name.encode("utf-8", "replace").decode(),
        content_disposition_type="inline" if media else "attachment",
        # The browser's own PDF viewer is an object and brings styles with it; a text needs neither.
        headers={"Content-Security-Policy": POLICY if path.suffix != ".pdf" else _VIEWER},
    )
