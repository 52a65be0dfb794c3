"""Signed-in sessions: a signed cookie that names a key and ends by itself; nothing is kept on the server."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass

from styrgraf.keys import Key, Keys, same

SECONDS = 12 * 3600


@dataclass(frozen=True, slots=True)
class Session:
    """A session that holds: the key it was begun with, and what its forms must carry (`csrf`)."""

    key: Key
    csrf: str


class Sessions:
    """Begins sessions and tells those that hold from those that do not."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def begin(self, key: Key) -> str:
        """The value of the cookie."""
        # The hash of the key is part of what is signed: a new key of the same name does not revive old sessions.
        said = f"{key.name}\x1f{int(time.time()) + SECONDS}\x1f{secrets.token_urlsafe(12)}"
        encoded = base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")
        return f"{encoded}.{self._signed(encoded, key)}"

    def of(self, cookie: str) -> Session | None:
        """The session of a cookie; None when it is not ours, has ended, or its key is gone."""
        encoded, _, signature = cookie.partition(".")
        try:
            padded = encoded.encode("ascii") + b"=" * (-len(encoded) % 4)
            name, until, _nonce = base64.b64decode(padded, b"-_", validate=True).decode().split("\x1f")
            ended = int(until) < time.time()
        except (ValueError, binascii.Error, UnicodeError):
            return None
        key = self._keys.named(name)
        if key is None or ended or not same(signature, self._signed(encoded, key)):
            return None
        return Session(key, self._mac(f"csrf\x1f{cookie}"))

    def _signed(self, encoded: str, key: Key) -> str:
        return self._mac(f"session\x1f{encoded}\x1f{key.sha256}")

    def _mac(self, text: str) -> str:
        return hmac.new(self._keys.secret(), text.encode(), hashlib.sha256).hexdigest()
