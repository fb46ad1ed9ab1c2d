"""Opens a page and fills in its form, as a browser without scripts does."""

from html.parser import HTMLParser

import aiohttp


class Visitor:
    """A person at a browser of their own: cookies are kept while the context lasts."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> "Visitor":
        # The pages stand on an address of loopback, for which cookies are refused by default.
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        return self

    async def __aexit__(self, *error: object) -> None:
        if self._session is not None:
            await self._session.close()

    async def fill(self, url: str, **fields: str) -> tuple[int, str]:
        """Open a page, fill the fields in, send the form; returns the answer's status and text."""
        assert self._session is not None, "use: async with Visitor()"
        status, page = await self.open(url)
        if status != 200:
            return status, page
        async with self._session.post(url, data=_given(page) | fields) as answer:
            return answer.status, await answer.text()

    async def open(self, url: str) -> tuple[int, str]:
        """Open a page; returns its status and text."""
        assert self._session is not None, "use: async with Visitor()"
        async with self._session.get(url) as answer:
            return answer.status, await answer.text()


class _Inputs(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("name"):
            self.values[str(given["name"])] = given.get("value") or ""


def _given(page: str) -> dict[str, str]:
    """What the form holds before anybody fills it in, hidden fields among it."""
    inputs = _Inputs()
    inputs.feed(page)
    return inputs.values
