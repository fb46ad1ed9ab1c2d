"""Pages out of templates, with the headers that keep a page of secrets to itself."""

import hashlib
from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from texts import pages as words

STATIC = Path(__file__).parent / "static"

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",  # the token is in the address
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}

# Where the site has HTTPS, browsers don't try it without for a year.
HTTPS_ONLY = {"Strict-Transport-Security": "max-age=31536000"}


class Renderer:
    """Renders the templates of `web/templates`; everything put into them is escaped.

    Args:
        root: the path under which the site stands, '' or '/something'.
    """

    def __init__(self, root: str = "") -> None:
        self._environment = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        style = hashlib.sha256((STATIC / "page.css").read_bytes()).hexdigest()[:12]
        self._environment.globals.update(
            style=f"{root}/static/page.css?{style}",
            icon=f"{root}/static/drop.svg",
            utility=words.UTILITY,
        )

    def page(self, template: str, status: int = 200, **values: object) -> web.Response:
        """A whole page, never kept by a browser or a proxy."""
        return web.Response(
            text=self._environment.get_template(template).render(values),
            status=status,
            content_type="text/html",
            charset="utf-8",
            headers={"Cache-Control": "no-store"},
        )

    def message(self, message: words.Message, status: int = 200, link: str = "") -> web.Response:
        """A page that only tells something, with a button to `link` if there is one."""
        return self.page("message.html", status, message=message, link=link)
