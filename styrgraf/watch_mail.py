"""What is new to a watch, by e-mail."""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Iterable
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import unquote, urlsplit

from styrgraf.collection import open_collection
from styrgraf.quoted import service_address
from styrgraf.settings import Settings
from styrgraf.watch import Watch
from styrgraf.watches import Watches

LOG = logging.getLogger("styrgraf.watches")
_SECONDS = 20


def check_watches(settings: Settings) -> None:
    """Ask every watch again of the current generation, and mail what is new where that is wished and set up."""
    watches = Watches(settings.store)
    if not watches.all():
        return
    waiting = watches.check(open_collection(settings))
    if settings.smtp is None or not waiting:
        return
    try:
        with _server(settings.smtp) as server:
            for watch in waiting:
                server.send_message(_letter(settings, watch))
                watches.sent(watch)
    except (OSError, smtplib.SMTPException) as error:
        # Nothing is lost: it stands on the page and in the feed, and is sent at the next ingest.
        LOG.warning("watches could not be mailed: %s", error)


def _server(address: str) -> smtplib.SMTP:
    parts = urlsplit(address)
    host = parts.hostname or "localhost"
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=_SECONDS)
    else:
        server = smtplib.SMTP(host, parts.port or 25, timeout=_SECONDS)
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server


def _letter(settings: Settings, watch: Watch) -> EmailMessage:
    address = service_address(settings)
    new = [one for one in watch.found if one.get("key", one["document"]["id"]) in watch.unsent]
    letter = EmailMessage()
    letter["From"], letter["To"] = settings.mail_from, watch.mail
    letter["Subject"] = f"Styrgraf: {len(new)} nya för ”{' '.join(watch.name.split())[:80]}”"
    letter["Date"], letter["Message-ID"] = formatdate(localtime=True), make_msgid(domain="styrgraf")
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content("\n".join([*_lines(new, address), f"Bevakningen: {address}bevakningar/{watch.id}"]))
    return letter


def _lines(new: Iterable[dict[str, object]], address: str) -> list[str]:
    lines = []
    for one in new:
        document = one["document"]
        assert isinstance(document, dict)
        title = " ".join(str(document.get("title") or document.get("file") or document["id"]).split())
        place = f" ({document['municipality']})" if document.get("municipality") else ""
        lines += [f"{title}{place}", f"  {one['why']}", f"  {address}dokument/{document['id']}", ""]
    return lines
