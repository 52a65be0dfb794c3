"""The settings: styrgraf.toml, then the environment (STYRGRAF_…), then flags, each weighing more than the one before.

Nothing is read at import; every value remembers where it came from.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from kg.errors import UsageError

FILE_NAME = "styrgraf.toml"
PREFIX = "STYRGRAF_"
DEFAULT = "förvalt"


class SettingsError(UsageError):
    """A setting that does not exist or has a value that cannot be used."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that can be set. `origins` says for each name where its value came from.

    `document_seconds` is the CPU time that reading one document may take, `document_megabytes` its address space;
    `workers` 0 means one for each core; `encoder` None means the one that ships with Styrgraf; `base` is the address
    under which the graph's things are named, None for one that never resolves. `publisher` (a
    name) and `licence` (an address) are what the catalogue says of the collection. `sparql_seconds`, `sparql_megabytes`
    and `sparql_result_megabytes` bound what one query over HTTP may take and give, `sparql_workers` how many are
    answered at a time, 0 for one a core and at least two. `watch` are the folders whose files the service takes in by
    itself, looking every `watch_seconds`.
    """

    store: Path = Path("store")
    registers: tuple[Path, ...] = ()
    encoder: str | None = None
    base: str | None = None
    publisher: str | None = None
    licence: str | None = None
    ocr: bool = True
    workers: int = 0
    document_seconds: int = 120
    document_megabytes: int = 2048
    sparql_seconds: int = 10
    sparql_megabytes: int = 1024
    sparql_result_megabytes: int = 64
    sparql_workers: int = 0
    host: str = "127.0.0.1"
    port: int = 8000
    reading: str = "open"
    requests_per_minute: int = 1200
    upload_megabytes: int = 200
    upload_files: int = 1000
    watch: tuple[Path, ...] = ()
    watch_seconds: int = 10
    public_url: str | None = None
    log: str = "info"
    smtp: str | None = None
    mail_from: str = "styrgraf@localhost"
    origins: Mapping[str, str] = field(default_factory=dict, compare=False)

    def origin(self, name: str) -> str:
        """Where the value of `name` came from, in words fit for a person."""
        return self.origins.get(name, DEFAULT)


NAMES = tuple(part.name for part in fields(Settings) if part.name != "origins")


def load_settings(
    config: str | None = None,
    flags: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """The settings in force. `flags` holds those given on the command line (None: not given).

    Raises `SettingsError` for a file that is missing or is not TOML, an unknown name, or a value of the wrong type.
    """
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for origin, part in (*_from_file(config), *_from_environment(os.environ if environment is None else environment)):
        values |= part
        origins |= dict.fromkeys(part, origin)
    given = {name: value for name, value in (flags or {}).items() if value is not None}
    values |= given
    origins |= {name: f"flaggan --{name.replace('_', '-')}" for name in given}
    return Settings(**values, origins=origins)


def _from_file(config: str | None) -> list[tuple[str, dict[str, Any]]]:
    path = Path(config or FILE_NAME)
    if not path.is_file():
        if config is None:
            return []
        raise SettingsError(f"Inställningsfilen {path} finns inte. Ange en som finns, eller ta bort --config.")
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{path} går inte att läsa som TOML: {error}. Rätta filen.") from error
    values = {_known(name, f"inställningen {name} i {path}"): value for name, value in found.items()}
    folder = path.parent
    return [(str(path), {name: _convert(name, value, str(path), folder) for name, value in values.items()})]


def _from_environment(environment: Mapping[str, str]) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for variable in sorted(environment):
        if variable.startswith(PREFIX):
            name = _known(variable.removeprefix(PREFIX).lower(), f"miljövariabeln {variable}", upper=True)
            found.append((variable, {name: _convert(name, environment[variable], variable, Path())}))
    return found


def _known(name: str, described: str, *, upper: bool = False) -> str:
    if name in NAMES:
        return name
    near = difflib.get_close_matches(name, NAMES, n=3) or NAMES
    shown = [PREFIX + n.upper() if upper else n for n in near]
    raise SettingsError(f"{described[0].upper()}{described[1:]} finns inte. Menade du {', '.join(shown)}?")


def _convert(name: str, value: object, origin: str, folder: Path) -> Any:
    try:
        return _CONVERT[name](value, folder)
    except (ValueError, TypeError) as error:
        raise SettingsError(f"{origin}: värdet {value!r} för {name} går inte att använda: {error}.") from error


def _path(value: object, folder: Path) -> Path:
    return folder / Path(_text(value, folder)).expanduser()


def _paths(value: object, folder: Path) -> tuple[Path, ...]:
    parts = value.split(os.pathsep) if isinstance(value, str) else value
    if not isinstance(parts, list):
        raise TypeError("en lista med sökvägar väntas")
    return tuple(_path(part, folder) for part in parts if part)


def _text(value: object, _: Path) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError("en text väntas")
    return value


def _address(value: object, folder: Path) -> str:
    address = _text(value, folder)
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`#?]+", address):
        raise ValueError("en adress som börjar med http:// eller https:// väntas")
    return address


def _choice(*choices: str) -> Callable[[object, Path], str]:
    def chosen(value: object, folder: Path) -> str:
        if value not in choices:
            raise ValueError(f"något av {', '.join(choices)} väntas")
        return str(value)

    return chosen


def _server(value: object, folder: Path) -> str:
    address = _text(value, folder)
    if not re.fullmatch(r"smtps?://([^\s/@]+@)?[^\s/@:]+(:\d+)?/?", address):
        raise ValueError("en adress som smtp://värd:port eller smtps://användare:lösenord@värd väntas")
    return address


def _whole(value: object, _: Path) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str) or not str(value).strip().isdecimal():
        raise TypeError("ett helt tal, 0 eller större, väntas")
    return int(value)


def _positive(value: object, folder: Path) -> int:
    if (number := _whole(value, folder)) == 0:
        raise ValueError("ett tal större än 0 väntas")
    return number


def _truth(value: object, _: Path) -> bool:
    words = {"1": True, "true": True, "ja": True, "0": False, "false": False, "nej": False}
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or value.lower() not in words:
        raise TypeError("true eller false väntas")
    return words[value.lower()]


_CONVERT: dict[str, Callable[[object, Path], Any]] = {
    "store": _path,
    "registers": _paths,
    "encoder": _text,
    "base": _address,
    "publisher": _text,
    "licence": _address,
    "ocr": _truth,
    "workers": _whole,
    "document_seconds": _positive,
    "document_megabytes": _positive,
    "sparql_seconds": _positive,
    "sparql_megabytes": _positive,
    "sparql_result_megabytes": _positive,
    "sparql_workers": _whole,
    "host": _text,
    "port": _whole,
    "reading": _choice("open", "key"),
    "requests_per_minute": _whole,
    "upload_megabytes": _positive,
    "upload_files": _positive,
    "watch": _paths,
    "watch_seconds": _positive,
    "public_url": _address,
    "log": _choice("info", "warning", "error"),
    "smtp": _server,
    "mail_from": _text,
}
