"""Settings: file, then environment, then flags; each value knows its origin; nothing unknown is passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from styrgraf.settings import Settings, SettingsError, load_settings


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "styrgraf.toml"
    path.write_text('store = "samling"\nworkers = 3\nocr = false\nregisters = ["bolag.csv"]\n')
    return path


def test_defaults_when_nothing_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load_settings(environment={})
    assert settings == Settings()
    assert settings.origin("store") == "förvalt"


def test_each_source_weighs_more_than_the_one_before(config: Path) -> None:
    environment = {"STYRGRAF_WORKERS": "5", "STYRGRAF_PORT": "9000"}
    settings = load_settings(str(config), {"port": 9100, "host": None}, environment)
    assert (settings.workers, settings.port, settings.ocr) == (5, 9100, False)
    assert settings.origin("ocr") == str(config)
    assert settings.origin("workers") == "STYRGRAF_WORKERS"
    assert settings.origin("port") == "flaggan --port"
    assert settings.origin("host") == "förvalt"


def test_paths_in_the_file_start_from_its_folder(config: Path) -> None:
    settings = load_settings(str(config), environment={})
    assert settings.store == config.parent / "samling"
    assert settings.registers == (config.parent / "bolag.csv",)


def test_the_file_in_the_current_folder_is_read(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(config.parent)
    assert load_settings(environment={}).workers == 3


def test_several_registers_in_the_environment() -> None:
    settings = load_settings(environment={"STYRGRAF_REGISTERS": "a.csv:b.csv"})
    assert settings.registers == (Path("a.csv"), Path("b.csv"))


def test_unknown_name_in_the_file_is_refused_with_the_near_one(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text("worker = 2\n")
    with pytest.raises(SettingsError, match=r"worker i .*own\.toml finns inte\. Menade du workers"):
        load_settings(str(path), environment={})


def test_unknown_name_in_the_environment_is_refused_with_the_near_one() -> None:
    with pytest.raises(SettingsError, match=r"STYRGRAF_STOER finns inte\. Menade du STYRGRAF_STORE"):
        load_settings(environment={"STYRGRAF_STOER": "x"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WORKERS", "-1"),
        ("WORKERS", "många"),
        ("OCR", "kanske"),
        ("DOCUMENT_SECONDS", "0"),
        ("STORE", " "),
        ("BASE", "ftp://x"),
        ("BASE", "https://x/<y>"),
    ],
)
def test_value_of_the_wrong_type_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"STYRGRAF_{name}: värdet .* går inte att använda"):
        load_settings(environment={f"STYRGRAF_{name}": value})


def test_file_that_is_not_toml_is_named(tmp_path: Path) -> None:
    path = tmp_path / "styrgraf.toml"
    path.write_text("store: samling")
    with pytest.raises(SettingsError, match=r"styrgraf\.toml går inte att läsa som TOML"):
        load_settings(str(path), environment={})


def test_named_file_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="finns inte"):
        load_settings(str(tmp_path / "nix.toml"), environment={})
