"""What is set, from where, and what the machine lacks: each lack with what it costs and how to mend it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from styrgraf.settings import NAMES, Settings


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked for on the machine. `needed` says that Styrgraf does not work as set without it."""

    name: str
    found: bool
    detail: str
    remedy: str = ""
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """The settings with their origins, and the checks."""

    settings: tuple[tuple[str, str, str], ...]
    checks: tuple[Check, ...]

    @property
    def well(self) -> bool:
        """Whether all that is needed was found."""
        return all(check.found or not check.needed for check in self.checks)

    def to_json(self) -> dict[str, Any]:
        """The report for programs."""
        return {
            "settings": {name: {"value": value, "origin": origin} for name, value, origin in self.settings},
            "checks": [
                {"name": c.name, "found": c.found, "detail": c.detail, "remedy": c.remedy, "needed": c.needed}
                for c in self.checks
            ],
            "well": self.well,
        }

    def to_text(self) -> str:
        """The report for a person."""
        width = max(len(value) for _, value, _ in self.settings)
        lines = ["Inställningar"]
        lines += [f"  {name:<20} {value:<{width}}  ({origin})" for name, value, origin in self.settings]
        lines += ["", "Datorn"]
        for check in self.checks:
            sign = "✓" if check.found else "✗" if check.needed else "–"
            lines.append(f"  {sign} {check.name:<20} {check.detail}")
            if not check.found:
                lines.append(f"    {'':<20} {check.remedy}")
        return "\n".join(lines)


def examine(settings: Settings) -> Report:
    """Look at the settings and at the machine."""
    shown = tuple((name, _shown(getattr(settings, name)), settings.origin(name)) for name in NAMES)
    looks: tuple[Callable[[Settings], Check], ...] = (
        _python,
        _store,
        _registers,
        _tesseract,
        _ghostscript,
        _namespaces,
        _fonts,
        _chromium,
    )
    return Report(shown, tuple(look(settings) for look in looks))


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return os.pathsep.join(map(str, value)) or "inga"
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return "inbyggd" if value is None else str(value)


def _python(settings: Settings) -> Check:
    version = sys.version.split()[0]
    return Check("Python", sys.version_info >= (3, 11), version, "Installera Python 3.11 eller senare.", needed=True)


def _store(settings: Settings) -> Check:
    root = settings.store
    if not root.exists():
        return Check("samlingen", True, f"{root} finns inte än; styrgraf ingest skapar den")
    writable = os.access(root, os.W_OK)
    free = shutil.disk_usage(root).free // 2**20
    detail = f"{root}, {free} MB ledigt" if writable else f"{root} går inte att skriva i"
    return Check("samlingen", writable and free >= 100, detail, "Ge skrivrätt, eller frigör utrymme på disken.")


def _registers(settings: Settings) -> Check:
    missing = [str(path) for path in settings.registers if not Path(path).is_file()]
    detail = f"saknas: {', '.join(missing)}" if missing else f"{len(settings.registers)} egna utöver de inbyggda"
    return Check("registerfiler", not missing, detail, "Rätta registers i inställningarna.", needed=True)


def _tesseract(settings: Settings) -> Check:
    said = _output("tesseract", "--list-langs")
    found = said is not None and "swe" in said.split()
    detail = "med svenska" if found else "saknas" if said is None else "saknar svenska"
    remedy = "Skannade sidor går inte att läsa: apt-get install tesseract-ocr tesseract-ocr-swe"
    return Check("tesseract", found, detail, remedy)


def _ghostscript(settings: Settings) -> Check:
    said = _output("gs", "--version")
    remedy = "Skannade sidor går inte att läsa: apt-get install ghostscript"
    return Check("ghostscript", said is not None, (said or "saknas").strip(), remedy)


def _namespaces(settings: Settings) -> Check:
    done = _output("unshare", "--user", "--net", "true")
    detail = "läsarna kan stängas av från nätet" if done is not None else "läsarna körs med nätet öppet"
    return Check(
        "användarnamnrymder", done is not None, detail, "Tillåt dem i kärnan (kernel.unprivileged_userns_clone)."
    )


def _fonts(settings: Settings) -> Check:
    said = _output("fc-list", ":lang=sv", "family")
    count = len(set((said or "").splitlines()))
    remedy = "Behövs bara för att rita exempelsamlingen och för webbläsartester: apt-get install fonts-dejavu"
    return Check("typsnitt", count > 0, f"{count} med å, ä och ö", remedy)


def _chromium(settings: Settings) -> Check:
    path = shutil.which("chromium")
    return Check("chromium", path is not None, path or "saknas", "Behövs bara för tester: apt-get install chromium")


def _output(*command: str) -> str | None:
    """What a program says; None if it is not there or fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None
