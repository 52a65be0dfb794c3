"""Keys, sessions and token buckets, by themselves."""

from __future__ import annotations

import re
import stat
import time
from pathlib import Path

import httpx
import pytest

from kg.errors import UsageError
from styrgraf import sessions as module
from styrgraf.api.rates import Buckets
from styrgraf.commands.key import ROLES as OFFERED
from styrgraf.keys import ROLES, Keys
from styrgraf.sessions import Sessions
from tests.surface import DOCUMENTS, ok, serving, styrgraf


def test_a_key_is_kept_as_a_hash_that_others_cannot_read(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    made = keys.add("Åsa", "reviewer")
    for path in (tmp_path / "access").iterdir():
        assert made.encode() not in path.read_bytes()
    assert stat.S_IMODE((tmp_path / "access/keys.json").stat().st_mode) == 0o600
    found = Keys(tmp_path).of(made)
    assert found is not None and (found.name, found.role) == ("Åsa", "reviewer")
    assert keys.of(made[:-1]) is None and keys.of("") is None and keys.of("\udcff") is None


def test_roles_hold_what_those_below_may(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    reviewer = keys.of(keys.add("a", "reviewer"))
    assert reviewer is not None
    assert [reviewer.may(role) for role in ROLES] == [True, True, False]
    assert OFFERED == ROLES


def test_a_key_made_by_another_process_holds_at_once(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "store")
    assert keys.all() == []
    made = ok("key", "add", "Bo", "--role", "admin", "--store", tmp_path / "store").strip()
    found = keys.of(made)
    assert found is not None and found.role == "admin"
    assert ok("key", "list", "--store", tmp_path / "store").startswith("Bo\tadmin\t")
    ok("key", "remove", "Bo", "--store", tmp_path / "store")
    assert keys.of(made) is None
    assert styrgraf("key", "remove", "Bo", "--store", tmp_path / "store").returncode == 2
    assert styrgraf("key", "add", "--store", tmp_path / "store").returncode == 2


def test_names_are_taken_once(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    keys.add("a", "reader")
    for name in ("a", " a ", "", "x" * 101, "a\nb"):
        with pytest.raises(UsageError):
            keys.add(name, "reader")


def test_a_session_holds_until_it_ends_or_its_key_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = Keys(tmp_path)
    key = keys.of(keys.add("Åsa", "reviewer"))
    assert key is not None
    sessions = Sessions(keys)
    cookie = sessions.begin(key)
    session = Sessions(Keys(tmp_path)).of(cookie)
    assert session is not None and session.key == key
    other = sessions.of(sessions.begin(key))
    assert other is not None and other.csrf != session.csrf
    encoded, _, signature = cookie.partition(".")
    for forged in ("", ".", "x.y", f"{encoded}.", f"{encoded}A.{signature}", f"{encoded}.{signature[:-1]}0", "å.ä"):
        assert sessions.of(forged) is None or forged == cookie, forged
    now = time.time()
    monkeypatch.setattr(module.time, "time", lambda: now + module.SECONDS + 2)
    assert sessions.of(cookie) is None
    monkeypatch.undo()
    keys.remove("Åsa")
    keys.add("Åsa", "reviewer")
    assert sessions.of(cookie) is None, "a new key of the same name does not revive a session"


def test_a_bucket_empties_and_fills_again() -> None:
    buckets = Buckets(3, seconds=60)
    assert [buckets.take("a", now=0.0) for _ in range(4)] == [(True, 2), (True, 1), (True, 0), (False, 0)]
    assert buckets.take("b", now=0.0) == (True, 2), "each caller has a bucket"
    assert buckets.take("a", now=19.0) == (False, 0)
    assert buckets.take("a", now=20.1)[0] is True
    assert buckets.take("a", now=1000.0) == (True, 2), "never more than full"
    assert buckets.wait == 20


def test_behind_a_proxy_under_a_prefix_everything_stays_below_it(tmp_path: Path) -> None:
    store = tmp_path / "store"
    ok("ingest", DOCUMENTS, "--store", store)
    key = Keys(store).add("Åsa", "reviewer")
    public = "https://exempel.se/styrgraf"
    # The proxy takes the prefix off, and says by which scheme it was asked.
    proxied = {"X-Forwarded-Proto": "https", "Accept": "text/html"}
    with (
        serving(store, STYRGRAF_PUBLIC_URL=public) as address,
        httpx.Client(base_url=address, headers=proxied) as client,
    ):
        for path in ("/", "/en/", "/dokument", "/nix"):
            links = re.findall(r'(?:href|src|action)="(/[^"]*)"', client.get(path).text)
            assert links and all(link.startswith("/styrgraf/") for link in links), path
        assert client.get("/static/styrgraf.css").status_code == 200
        following = client.get("/api/v1/documents?k=1", headers={"Accept": "application/json"}).links["next"]["url"]
        assert following.startswith("/styrgraf/api/v1/documents?")
        assert client.get("/api/v1/nix").headers["content-type"] == "application/problem+json"
        asked = client.get("/en/granska")
        assert asked.headers["location"] == "/styrgraf/en/logga-in?next=%2Fen%2Fgranska"
        signed = client.post("/logga-in?next=/en/granska", data={"key": key})
        assert signed.headers["location"] == "/styrgraf/en/granska"
        cookie = signed.headers["set-cookie"]
        assert "Path=/styrgraf" in cookie and "Secure" in cookie and "HttpOnly" in cookie
        elsewhere = client.post("/logga-in?next=//exempel.com", data={"key": key})
        assert elsewhere.headers["location"] == "/styrgraf/arbete", "never to another site"


def test_reading_may_take_a_key_and_too_many_requests_are_turned_away(tmp_path: Path) -> None:
    store = tmp_path / "store"
    ok("ingest", DOCUMENTS, "--store", store)
    key = Keys(store).add("läsare", "reader")
    limited = {"STYRGRAF_READING": "key", "STYRGRAF_REQUESTS_PER_MINUTE": "20"}
    with serving(store, **limited) as address, httpx.Client(base_url=address) as client:
        assert client.get("/api/v1/documents").status_code == 401
        assert client.get("/", headers={"Accept": "text/html"}).headers["location"].startswith("/logga-in")
        assert client.get("/healthz").status_code == client.get("/static/styrgraf.css").status_code == 200
        client.headers["Authorization"] = f"Bearer {key}"
        answer = client.get("/api/v1/documents")
        assert answer.status_code == 200
        assert answer.headers["ratelimit-policy"] == '"default";q=20;w=60'
        refused = next(one for _ in range(30) if (one := client.get("/api/v1/documents")).status_code == 429)
        assert refused.headers["content-type"] == "application/problem+json"
        assert int(refused.headers["retry-after"]) >= 1 and '"default";r=0' in refused.headers["ratelimit"]


def test_wrong_keys_are_held_back_and_right_ones_are_not(tmp_path: Path) -> None:
    store = tmp_path / "store"
    ok("ingest", DOCUMENTS, "--store", store)
    key = Keys(store).add("läsare", "reader")
    with serving(store) as address, httpx.Client(base_url=address) as client:
        codes = [client.post("/logga-in", data={"key": key}).status_code for _ in range(15)]
        assert set(codes) == {303}
        wrong = [client.post("/logga-in", data={"key": "gissning"}).status_code for _ in range(15)]
        assert wrong[:9] == [401] * 9 and wrong[-1] == 429
