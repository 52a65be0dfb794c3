"""/opensearch.xml: the description by which a browser can search here from its address field (OpenSearch 1.1)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from markupsafe import escape

from styrgraf.api.parameters import Strict

router = APIRouter()
MEDIA = "application/opensearchdescription+xml"
_DESCRIPTION = """<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>Styrgraf</ShortName>
  <Description>Sök i kommuners styrdokument och granskningsrapporter</Description>
  <InputEncoding>UTF-8</InputEncoding>
  <Language>sv</Language>
  <Image type="image/svg+xml">{base}static/icon.svg</Image>
  <Url type="text/html" method="get" template="{base}?q={{searchTerms}}"/>
  <Url type="application/json" method="get" template="{base}api/v1/search?q={{searchTerms}}"/>
  <Url type="application/opensearchdescription+xml" rel="self" template="{base}opensearch.xml"/>
</OpenSearchDescription>
"""


@router.get(
    "/opensearch.xml",
    summary="Så söker en webbläsare här",
    responses={200: {"content": {MEDIA: {}}}},
    response_class=Response,
)
def opensearch(request: Request, asked: Annotated[Strict, Query()]) -> Response:
    """The description, with this service's own address."""
    return Response(_DESCRIPTION.format(base=escape(public_base(request))), media_type=MEDIA)


def public_base(request: Request) -> str:
    """The address of the service as people know it, ending in a slash: the settings', else the one that was asked."""
    said: str | None = request.app.state.settings.public_url
    return (said or str(request.base_url)).rstrip("/") + "/"
