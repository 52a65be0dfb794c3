"""A thread of the service that looks into the folders of the settings, for as long as the service runs."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import ExitStack

from kg.errors import StyrgrafError
from styrgraf.folders import Watched
from styrgraf.settings import Settings

LOG = logging.getLogger("styrgraf.folders")


class FolderWatcher:
    """Looks every `watch_seconds`; calls `wake` when files were taken. Of several services on a store, one looks."""

    def __init__(self, settings: Settings, wake: Callable[[], None]) -> None:
        self.folders = [Watched(settings.store, folder) for folder in settings.watch]
        self._every, self._wake = settings.watch_seconds, wake
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="folders", daemon=True)

    def start(self) -> None:
        """Begin, if there is anything to look into."""
        if self.folders:
            self._thread.start()

    def stop(self) -> None:
        """End after the look that has begun."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(60)

    def _run(self) -> None:
        mine = set[str]()
        with ExitStack() as held:
            while not self._stopped.is_set():
                for one in self.folders:
                    try:
                        self._look(one, mine, held)
                    except StyrgrafError as error:
                        # A full disk, say: nothing is noted as taken, and the next look tries again.
                        LOG.warning("the folder %s could not be looked into: %s", one.folder, error)
                    except Exception:
                        LOG.exception("the folder %s could not be looked into", one.folder)
                self._stopped.wait(self._every)

    def _look(self, one: Watched, mine: set[str], held: ExitStack) -> None:
        with ExitStack() as tried:
            if one.id not in mine and tried.enter_context(one.alone()):
                mine.add(one.id)
                held.push(tried.pop_all())
        if one.id in mine and one.look():
            self._wake()
