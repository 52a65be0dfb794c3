"""The graph copied to an engine elsewhere: all of it the first time, what has changed after that."""

from __future__ import annotations

from pathlib import Path

from rdflib import Graph, Literal, URIRef

from kg.remote import RemoteGraph
from styrgraf.collection import open_collection
from styrgraf.settings import Settings
from tests.engines import oxigraph
from tests.surface import DOCUMENTS, ok, styrgraf


def test_only_what_has_changed_is_sent(tmp_path: Path) -> None:
    store, folder = tmp_path / "store", tmp_path / "engine"
    folder.mkdir()
    first, *others = sorted(DOCUMENTS.iterdir())
    ok("ingest", first, "--store", store)
    with oxigraph(folder) as there, RemoteGraph(there) as remote:
        remote.replace(URIRef("http://other.example/g"), Graph().add((URIRef("a:b"), URIRef("a:c"), Literal(1))))
        push = ("push", there.query, "--update-url", there.update, "--graphs-url", there.graphs, "--store", store)
        assert "0 oförändrade" in styrgraf(*push).stderr
        assert "0 grafer skickade, 0 borttagna" in styrgraf(*push).stderr
        ok("ingest", *others, "--store", store)
        assert " 0 oförändrade" not in styrgraf(*push).stderr
        ours = open_collection(Settings(store=store)).graph
        assert set(remote.graphs()) == {*ours.graphs(), "https://styrgraf.invalid/graf/spegling"}
        assert len(remote) == len(ours) + len(ours.graphs())
        ok("remove", open_collection(Settings(store=store)).documents[0]["id"], "--store", store)
        assert ", 0 borttagna" not in styrgraf(*push).stderr
        assert list(remote.query("ASK { GRAPH <http://other.example/g> { ?s ?p 1 } }")) == [{"ask": "true"}]
    assert styrgraf(*push).returncode == 1
