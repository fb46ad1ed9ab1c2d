"""A filled-in template as WeasyPrint takes it: well-formed, so it is read as XML.

The rules for broken HTML cost ten times as much. And WeasyPrint's own sheet for all of HTML gives
each element five marks of notes that no document has; `templates/elements.css` knows the elements
that the templates use.
"""

import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from cssselect2 import ElementWrapper  # type: ignore[import-untyped]
from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher

ELEMENTS = Path(__file__).resolve().parent / "templates" / "elements.css"

_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Page(HTML):  # type: ignore[misc]  # the library has no types
    """The elements of a page, for WeasyPrint to set."""

    def __init__(self, markup: str, base_url: str, url_fetcher: URLFetcher) -> None:
        """Read the page; characters that XML doesn't know are left out.

        Raises:
            ElementTree.ParseError: the template is not well-formed.
        """
        root = ElementTree.fromstring(_NOT_IN_XML.sub("", markup))  # noqa: S314  # values are escaped
        self.base_url = base_url
        self.url_fetcher = url_fetcher
        self.media_type = "print"
        self.wrapper_element = ElementWrapper.from_html_root(root)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [_elements()]


@cache
def _elements() -> CSS:
    return CSS(filename=ELEMENTS)
