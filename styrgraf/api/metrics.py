"""What the service counts of itself, in the text format of Prometheus (0.0.4)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from kg.errors import StyrgrafError
from styrgraf.api.parameters import Strict
from styrgraf.current import Current

router = APIRouter()
_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


class Metrics:
    """The counters of one service; each has a registry of its own, so that two can live in one process."""

    def __init__(self, current: Current) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "styrgraf_http_requests", "Requests answered.", ["method", "route", "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "styrgraf_http_request_seconds", "Time to answer.", ["route"], buckets=_SECONDS, registry=self.registry
        )
        self.registry.register(_Held(current))
        ProcessCollector(registry=self.registry)
        GCCollector(registry=self.registry)

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request; `route` is the pattern of its address, never the address itself."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)


class _Held(Collector):
    """What the collection holds, looked up when it is asked for."""

    def __init__(self, current: Current) -> None:
        self._current = current

    def collect(self) -> list[GaugeMetricFamily]:
        """The gauges; none but readiness when there is no collection."""
        try:
            held = self._current()
        except StyrgrafError:
            return [GaugeMetricFamily("styrgraf_ready", "Whether questions can be answered.", 0)]
        failed = len(held.coverage()["failed"])
        return [
            GaugeMetricFamily("styrgraf_ready", "Whether questions can be answered.", 1),
            GaugeMetricFamily("styrgraf_loading", "Parts that are still being loaded.", len(self._current.loading())),
            GaugeMetricFamily("styrgraf_generation", "Number of the generation that is served.", held.number),
            GaugeMetricFamily("styrgraf_documents", "Documents held.", len(held.index.cards)),
            GaugeMetricFamily("styrgraf_findings", "Findings and recommendations held.", len(held.index.said)),
            GaugeMetricFamily("styrgraf_failed_files", "Files that could not be read.", failed),
        ]


@router.get(
    "/metrics", summary="Tjänstens mätvärden", responses={200: {"content": {"text/plain": {}}}}, response_class=Response
)
def metrics(request: Request, asked: Annotated[Strict, Query()]) -> Response:
    """Counters and gauges for Prometheus."""
    counted: Metrics = request.app.state.metrics
    return Response(generate_latest(counted.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})
