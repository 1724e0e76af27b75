"""The browser UI: built files, cached for good where their name holds a hash, and a page for when they are missing."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_HASHED = re.compile(r"-[\w-]{8}\.\w+$")
_FOR_GOOD = "public, max-age=31536000, immutable"
_FOR_AN_HOUR = "public, max-age=3600"
_ASK_AGAIN = "no-cache"

_NOT_BUILT = """<!doctype html>
<html lang="en">
<meta charset="utf-8"><title>RM Assistant</title>
<h1>RM Assistant is running</h1>
<p>Its browser page is not built yet. In the project's folder run <code>make install</code> and reload.</p>
<p>The API answers meanwhile: see <a href="/docs">its reference</a>, or on the command line
<code>rm-assistant ask "…"</code>.</p>
<p lang="ja">画面がまだ作成されていません。プロジェクトのフォルダで <code>make install</code> を実行し、
再読み込みしてください。</p>
</html>
"""


class Assets(StaticFiles):
    """Under a prefix of their own: at "/" they would answer 405 for the API's paths."""

    async def check_config(self) -> None:
        """The folder may be built while the service runs: until then nothing is found in it."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = _FOR_GOOD if _HASHED.search(path) else _FOR_AN_HOUR
        return response


def mount(app: FastAPI, built: Path) -> None:
    """Serve `built` (the folder of index.html and assets/). The page's own router knows the paths under /d/."""
    index = built / "index.html"

    def page() -> Response:
        if index.is_file():
            return FileResponse(index, headers={"Cache-Control": _ASK_AGAIN})
        return HTMLResponse(_NOT_BUILT, headers={"Cache-Control": _ASK_AGAIN})

    for path in ("/", "/d/{document}"):
        app.add_api_route(path, page, methods=["GET", "HEAD"], include_in_schema=False, response_class=Response)
    app.mount("/assets", Assets(directory=built / "assets", check_dir=False), name="assets")
