import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from common import plugins

type_of_package = Callable[..., str]


@pytest.fixture
def package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> type_of_package:
    def make(**files: str) -> str:
        name = f"plugins_of_{abs(hash(request.node.name))}"
        directory = tmp_path / name
        directory.mkdir()
        (directory / "__init__.py").touch()
        for stem, source in files.items():
            (directory / f"{stem}.py").write_text(source)
        monkeypatch.syspath_prepend(str(tmp_path))
        return name

    return make


def test_every_file_is_one_plugin_under_its_own_name(package: type_of_package) -> None:
    name = package(lever="SOURCE = 'l'", ashby="SOURCE = 'a'", _shared="x = 1")
    assert list(plugins.load(name, "SOURCE").items()) == [("ashby", "a"), ("lever", "l")]


def test_a_file_without_the_attribute_is_named(package: type_of_package) -> None:
    name = package(good="CHECK = 1", empty="")
    with pytest.raises(plugins.PluginError, match=r"/empty\.py defines no CHECK"):
        plugins.load(name, "CHECK")


def test_a_file_that_cannot_be_imported_is_named_with_the_cause(package: type_of_package) -> None:
    name = package(broken="import there_is_no_such_module")
    with pytest.raises(plugins.PluginError, match=r"/broken\.py .*there_is_no_such_module"):
        plugins.load(name, "CHECK")


def test_a_plain_module_is_no_place_for_plugins() -> None:
    with pytest.raises(plugins.PluginError, match="directory of files"):
        plugins.load("common.plugins", "CHECK")


def test_the_answer_is_kept(package: type_of_package) -> None:
    name = package(one="CHECK = object()")
    assert plugins.load(name, "CHECK") is plugins.load(name, "CHECK")


def test_plugins_are_found_without_django() -> None:
    code = "import sys, common.plugins; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
