"""The web chat: one page, its style and its script, served as they are."""

from pathlib import Path

from aiohttp import web

_PAGE = Path(__file__).parent / "page"
_TYPES = {
    "chat.css": "text/css", "chat.js": "text/javascript", "mail.js": "text/javascript",
    "messages.js": "text/javascript", "composer.js": "text/javascript",
    "dom.js": "text/javascript",
}  # fmt: skip


def routes() -> list[web.RouteDef]:
    """Where the page hangs in the application."""
    return [web.get("/", _index), web.get("/page/{name}", _asset)]


async def _index(_request: web.Request) -> web.Response:
    return _serve("index.html", "text/html")


async def _asset(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    if name not in _TYPES:
        raise web.HTTPNotFound
    return _serve(name, _TYPES[name])


def _serve(name: str, kind: str) -> web.Response:
    return web.Response(
        text=(_PAGE / name).read_text("utf-8"),
        content_type=kind,
        charset="utf-8",
        headers={"Cache-Control": "no-cache"},
    )
