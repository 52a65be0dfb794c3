"""styrgraf push"""

from __future__ import annotations

import os
from pathlib import Path

import click

from styrgraf.commands import options


@click.command("push")
@click.argument("query_url", metavar="FRÅGEADRESS")
@click.option("--update-url", help="Adressen för ändringar.  [förvalt: frågeadressen]")
@click.option("--graphs-url", help="Adressen för grafer, med parametern för grafens namn sist, t.ex. …/store?graph=")
@click.option("--user", help="Användare; lösenordet tas ur miljövariabeln GRAPH_PASSWORD.")
@click.option("--digest", is_flag=True, help="Logga in med HTTP Digest i stället för Basic.")
@click.option("--seconds", type=click.IntRange(1), default=60, show_default=True, help="Längsta väntan på ett svar.")
@options.store
def command(
    query_url: str,
    update_url: str | None,
    graphs_url: str | None,
    user: str | None,
    digest: bool,
    seconds: int,
    store: str | None,
) -> None:
    """Kopiera kunskapsgrafen till en annan SPARQL-motor. Bara det som ändrats sedan sist skickas.

    Grafer under samlingens bas som inte längre finns tas bort där; andras grafer rörs inte.
    """
    from kg.remote import Endpoint, RemoteGraph
    from styrgraf.collection import open_collection
    from styrgraf.mirror import mirror

    collection = open_collection(options.settings(store=store and Path(store)))
    endpoint = Endpoint(
        query_url,
        update_url or query_url,
        graphs_url,
        base=collection.base,
        user=user,
        password=os.environ.get("GRAPH_PASSWORD", ""),
        auth="digest" if digest else "basic",
        seconds=seconds,
    )
    with RemoteGraph(endpoint) as target:
        done = mirror(collection.graph, target, collection.base)
    click.echo(f"{done.sent} grafer skickade, {done.removed} borttagna, {done.unchanged} oförändrade.", err=True)
