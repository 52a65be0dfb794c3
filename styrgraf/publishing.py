"""What people say reaches graph and search without anybody's doing: a new generation is published soon after."""

from __future__ import annotations

import logging
import threading

from kg.errors import StoreError
from kg.generations import Generations
from kg.reviews import Reviews
from styrgraf.pipeline import publish_reviews
from styrgraf.settings import Settings

LOG = logging.getLogger("styrgraf.publishing")
# Several words that come together are published together.
_GATHER = 1.0
_AGAIN = 3.0


class Publisher:
    """A thread that publishes when it is woken, and waits while somebody else writes."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._woken, self._stopped = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="publisher", daemon=True)

    def start(self) -> None:
        """Begin, with what was said before and not published."""
        if _waiting(self._settings):
            self._woken.set()
        self._thread.start()

    def wake(self) -> None:
        """Something was said."""
        self._woken.set()

    def stop(self) -> None:
        """Finish what has begun, and no more."""
        self._stopped.set()
        self._woken.set()
        self._thread.join(60)

    def _run(self) -> None:
        while self._woken.wait() and not self._stopped.is_set():
            self._woken.clear()
            if self._stopped.wait(_GATHER):
                return
            self._publish()

    def _publish(self) -> None:
        try:
            publish_reviews(self._settings)
        except StoreError as error:
            # Another writes: it takes in what was said, or the next look does.
            LOG.info("waiting to publish: %s", error)
            if not self._stopped.wait(_AGAIN):
                self._woken.set()
        except Exception:
            # What was said is safe in the log; the next ingest publishes it.
            LOG.exception("reviews could not be published")


def _waiting(settings: Settings) -> bool:
    """Whether anything was said that the current generation does not know."""
    generation = Generations(settings.store).open()
    if generation is None:
        return False
    with generation:
        return int(generation.manifest.get("reviewed", 0)) < len(Reviews(settings.store).log())
