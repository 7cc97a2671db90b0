"""Which browser is started, and what is said when there is none."""

from pathlib import Path

import pytest

from agent_service import browser
from agent_service.forms import chromium


def program(path: Path) -> Path:
    path.write_text("#!/bin/sh\n")
    path.chmod(0o700)
    return path


def test_an_installed_browser_is_found_on_the_path(tmp_path: Path) -> None:
    found = program(tmp_path / "chromium")
    assert chromium.find_installed({"PATH": str(tmp_path)}) == found


def test_the_engine_alone_goes_before_a_browser_with_windows(tmp_path: Path) -> None:
    program(tmp_path / "chromium")
    shell = program(tmp_path / "chromium-headless-shell")
    assert chromium.find_installed({"PATH": str(tmp_path)}) == shell


def test_of_what_was_downloaded_the_engine_alone_goes_first(tmp_path: Path) -> None:
    whole = tmp_path / "chromium-1255" / "chrome-linux64" / "chrome"
    assert chromium.find_downloaded(whole) is None
    whole.parent.mkdir(parents=True)
    program(whole)
    assert chromium.find_downloaded(whole) == whole
    folder = tmp_path / "chromium_headless_shell-1255" / "chrome-headless-shell-linux64"
    folder.mkdir(parents=True)
    (folder / "headless_shell.pak").write_text("not a program")
    assert chromium.find_downloaded(whole) == whole
    shell = program(folder / "chrome-headless-shell")
    assert chromium.find_downloaded(whole) == shell


def test_a_setting_names_the_browser(tmp_path: Path) -> None:
    mine = program(tmp_path / "my browser")
    program(tmp_path / "chromium")
    environ = {"PATH": str(tmp_path), "BROWSER_PATH": str(mine)}
    assert chromium.find_installed(environ) == mine
    with pytest.raises(chromium.BrowserMissing, match="BROWSER_PATH"):
        chromium.find_installed({"BROWSER_PATH": "/nowhere/chrome"})


def test_without_a_browser_the_one_command_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(chromium, "find_installed", lambda: None)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    with pytest.raises(browser.BrowserMissing) as error, browser.session():
        pass
    command = ".venv/bin/playwright install --with-deps --only-shell chromium"
    assert command in str(error.value)


def test_the_launcher_keeps_the_process_and_survives_odd_paths(tmp_path: Path) -> None:
    launcher = chromium.write_launcher(Path("/opt/it's, odd/chrome"), tmp_path)
    text = launcher.read_text()
    assert "'/opt/it'\\''s, odd/chrome' \"$@\"" in text
    assert "no-sandbox" not in text
