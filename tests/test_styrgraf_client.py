"""The client against a real service: an upload, what it says, a correction, and the words of a refusal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from styrgraf.client import Client, Refused
from styrgraf.keys import Keys
from tests.surface import DOCUMENTS, serving


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    store: Path = tmp_path_factory.mktemp("client") / "store"
    key = Keys(store).add("program", "reviewer")
    # An empty collection: the first documents come by way of the service itself.
    with serving(store, STYRGRAF_WORKERS="1") as address, Client(address, key) as found:
        job = found.take_in(sorted(DOCUMENTS.iterdir()))
        assert found.finished(job["id"])["failed"] == 0
        yield found


def test_lists_come_page_after_page(client: Client) -> None:
    held = list(client.documents(k=3))
    assert len(held) == len({one["id"] for one in held}) == len(list(DOCUMENTS.iterdir()))
    assert client.coverage()["documents"] == len(held)


def test_a_question_a_finding_and_a_correction(client: Client) -> None:
    assert client.search("digital transformation", kind="strategi", in_force_on="2023-01-01")["status"] == "found"
    assert client.search("digitaliseringsstrategi i Falun")["status"] == "not-held"
    finding = next(one["id"] for one in client.findings() if "strategi" in one["text"])
    hit = client.precedents(finding=finding)["hits"][0]
    assert client.feedback(finding, hit["document"]["id"], relevant=True)["verdict"] == "accepted"
    review = client.review(hit["document"]["id"], "title", "corrected", value="Digital strategi")
    assert client.document(hit["document"]["id"])["document"]["title"]["value"] == "Digital strategi"
    client.undo(review["id"])
    assert client.watch(finding=finding, kind="policy")["total"] == 0


def test_a_refusal_says_why(client: Client) -> None:
    with pytest.raises(Refused, match="Menade du kind") as refused:
        client.search("mål", knd="plan")
    assert refused.value.status == 400
