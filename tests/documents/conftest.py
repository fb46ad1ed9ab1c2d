"""Reads a document as a customer's printer and a cashier's scanner do."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import pytest_asyncio
import zxingcpp

from documents.renderer import DocumentRenderer
from domain.accounts import Account

CASH_DESK_DPI = 203


@dataclass(frozen=True)
class Printed:
    """A PDF: the text of each page, and what a cash desk's scanner reads on its grey print."""

    pdf: bytes
    texts: list[str]

    @property
    def text(self) -> str:
        """All its words, with single plain spaces."""
        joined = " ".join(self.texts).replace("\N{NON-BREAKING HYPHEN}", "-")
        return " ".join(joined.split())

    def codes(self, page: int = 0) -> dict[str, list[str]]:
        """What a scanner reads on a page, by symbology, from top to bottom."""
        document = pdfium.PdfDocument(self.pdf)
        grey = document[page].render(scale=CASH_DESK_DPI / 72, grayscale=True).to_pil()
        document.close()
        found: dict[str, list[str]] = {}
        for code in zxingcpp.read_barcodes(grey):
            found.setdefault(code.format.name, []).append(code.text)
        return found


def _print(pdf: bytes) -> Printed:
    document = pdfium.PdfDocument(pdf)
    texts = []
    for page in document:
        words = page.get_textpage()
        texts.append(words.get_text_bounded())
        words.close()
        page.close()
    document.close()
    return Printed(pdf, texts)


@pytest.fixture(scope="session")
def print_out() -> Callable[[bytes], Printed]:
    return _print


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def press() -> AsyncIterator[DocumentRenderer]:
    async with DocumentRenderer(sample=False) as press:
        yield press


@pytest.fixture
def account() -> Account:
    """An invented customer."""
    return Account(
        "0012345", "María Ocampo de Nieva", "20123456", "Av. Belgrano 1234, Catamarca", "0000012345"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Setting type takes its time."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)
