"""Running the service until it is stopped."""

from __future__ import annotations

import errno
import socket
from urllib.parse import urlsplit

import click
import uvicorn

from kg.errors import StoreError, StyrgrafError
from styrgraf.api.app import create_app
from styrgraf.api.logs import log_to_stderr
from styrgraf.settings import Settings

_LINE = 2048
# Bytes of a request's first line and headers. A question that is too long is refused in words up to here; beyond, the
# server hangs up.
_HEAD = 4 * 2**20


def serve(settings: Settings) -> None:
    """Serve until Ctrl-C. Raises `StyrgrafError` when the address cannot be listened on, as when another has it."""
    if settings.store.exists() and not settings.store.is_dir():
        raise StoreError(f"{settings.store} är en fil, inte en samlings mapp. Ange en annan --store.")
    listener = _listen(settings)
    host, port = listener.getsockname()[:2]
    click.echo(f"Styrgraf svarar på http://{host}:{port} (avsluta med Ctrl-C)", err=True)
    log_to_stderr(settings.log)
    # Our own log says what was answered; uvicorn's would say it again.
    # Behind a proxy under a path prefix, which the proxy takes off, links begin with the prefix all the same.
    prefix = urlsplit(settings.public_url or "").path.rstrip("/")
    config = uvicorn.Config(
        create_app(settings),
        log_config=None,
        access_log=False,
        server_header=False,
        root_path=prefix,
        http="h11",
        h11_max_incomplete_event_size=_HEAD,
    )
    uvicorn.Server(config).run(sockets=[listener])


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        # From now on a client that calls waits in line until the application is up.
        listener.listen(_LINE)
    except OSError as error:
        listener.close()
        where = f"{settings.host}:{settings.port}"
        cause = "den är upptagen" if error.errno == errno.EADDRINUSE else error.strerror
        raise StyrgrafError(f"Det går inte att lyssna på {where} ({cause}). Ange en annan --port.") from error
    return listener
