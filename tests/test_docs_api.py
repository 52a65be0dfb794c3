"""The examples of docs/api.md are run against a service, in their order, and answer as the page shows."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from string import Template
from typing import Any

import httpx
import pytest

from styrgraf.api.app import create_app
from styrgraf.settings import Settings
from tests.surface import held_store, serving

PAGE = (Path(__file__).parents[1] / "docs" / "api.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(sh|json)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_KEPT = re.compile(r"(\w+)=\$\((curl .*?) \| jq -r '([^']+)'\)")
# What a session of work needs is tried by tests of its own.
_WORK = re.compile(r"/(review|feedback|intake|folders|watches|takedowns)\b")


class Shell:
    """As much of a shell as the page asks for: variables, curl, and jq for a path of keys and numbers."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self._said = {"S": ""}
        self.asked: list[str] = []

    def run(self, line: str) -> httpx.Response | None:
        """Run one line; the answer of a curl."""
        if kept := _KEPT.fullmatch(line):
            name, command, path = kept.groups()
            found: Any = self._curl(command).json()
            for key, number in re.findall(r"\.(\w+)|\[(\d+)\]", path):
                found = found[key] if key else found[int(number)]
            self._said[name] = found
            return None
        return self._curl(line) if line.startswith("curl ") else None

    def _curl(self, command: str) -> httpx.Response:
        words = shlex.split(Template(command).substitute(self._said))
        given = list(pairwise(words))
        headers = dict(value.split(": ") for option, value in given if option == "-H")
        asked = [value.split("=", 1) for option, value in given if option in ("-d", "--data-urlencode")]
        assert command.isascii() or "--data-urlencode" in words, f"{command}: curl sends such letters as they are"
        url = next(word for word in words if word.startswith("/"))
        answer = self._client.get(url, params=dict(asked) or None, headers=headers, follow_redirects=True)
        assert answer.status_code == 200, f"{command}: {answer.text}"
        self.asked.append(url.partition("?")[0])
        return answer


def missing(shown: Any, answer: Any, place: str = "") -> list[str]:
    """The keys that the page shows and the answer lacks; of lists the first item counts."""
    if isinstance(shown, dict):
        lacking = [f"{place}.{key}" for key in shown if key not in answer]
        there = [key for key in shown if key in answer]
        return lacking + [one for key in there for one in missing(shown[key], answer[key], f"{place}.{key}")]
    if isinstance(shown, list):
        if not isinstance(answer, list):
            return [f"{place} is no list"]
        return (
            missing(shown[0], answer[0], f"{place}[0]") if shown and answer else [place] * (bool(shown) > bool(answer))
        )
    return [] if type(shown) is type(answer) else [f"{place} is {answer!r}"]


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with serving(held_store()) as address, httpx.Client(base_url=address, timeout=60) as found:
        yield found


def test_every_example_runs_and_answers_as_shown(client: httpx.Client) -> None:
    shell, last = Shell(client), None
    for kind, text in _BLOCK.findall(PAGE):
        if kind == "json":
            assert last is not None and missing(json.loads(text), last.json()) == [], text
            continue
        for line in text.splitlines():
            last = shell.run(line) or last
    said = create_app(Settings()).openapi()["paths"]
    routes = {path for path, operations in said.items() if path.startswith("/api/v1/") and "get" in operations}
    shown = {
        route for route in routes for path in shell.asked if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", route), path)
    }
    assert {route for route in routes - shown if not _WORK.search(route)} == set()


def test_every_example_of_a_parameter_is_answered(client: httpx.Client) -> None:
    tried = 0
    for path, operations in client.get("/openapi.json").json()["paths"].items():
        parameters = [one for one in operations.get("get", {}).get("parameters", []) if one["in"] == "query"]
        examples = {one["name"]: one["schema"]["examples"][0] for one in parameters if "examples" in one["schema"]}
        needed = {name: examples[name] for name in ("q", "text") if name in examples}
        for name, value in examples.items():
            answer = client.get(path, params=needed | {name: value})
            assert answer.status_code == 200, (path, name, answer.text)
            tried += 1
    assert tried > 20
