"""The collection that a request is answered from."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from styrgraf.collection import Collection


def _current(request: Request) -> Collection:
    found: Collection = request.app.state.current()
    return found


Held = Annotated[Collection, Depends(_current)]
