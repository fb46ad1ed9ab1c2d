"""What a template may draw on, and how values are written."""

import re
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from documents import page, typesetting
from documents.issuer import Issuer
from documents.personal_data import PersonalData
from documents.typesetting import OwnAssets, brief, quantity, typeset, unit_price


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hostname",
        "http://127.0.0.1:9/picture.png",
        "data:text/plain,hello",
        f"{typesetting.ASSETS.as_uri()}/../pyproject.toml",
        f"{typesetting.ASSETS.as_uri()}/%2e%2e/pyproject.toml",
        f"{typesetting.ASSETS.as_uri()}-of-others/x.png",
    ],
)
def test_nothing_is_fetched_but_the_packages_own_assets(url: str) -> None:
    with pytest.raises(FatalURLFetchingError, match="Not an asset"):
        OwnAssets().fetch(url)
    with pytest.raises(FatalURLFetchingError):
        HTML(string=f'<img src="{url}">', url_fetcher=OwnAssets()).write_pdf()


def test_an_asset_is_fetched() -> None:
    licence = OwnAssets().fetch((typesetting.ASSETS / "fonts" / "OFL.txt").as_uri())
    assert b"SIL OPEN FONT LICENSE" in licence.read()
    licence.close()


def test_the_projects_fonts_are_embedded_and_no_other_is_asked_for() -> None:
    document = pdfium.PdfDocument(typeset("where_codes_are.html", sample=False))
    fonts = {
        (piece.get_font().get_family_name(), piece.get_font().is_embedded)
        for piece in document[0].get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_TEXT])
    }
    document.close()
    assert fonts
    assert all(family.startswith("Inter") and embedded for family, embedded in fonts)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("  Ana \n María\t", "Ana María"),
        ("Ñandú 🚰 & Cía. 💧\ufe0f", "Ñandú & Cía."),
        ("N° 12 — 3.º A", "N° 12 — 3.º A"),
        ("Ana\x00\u202ePaz", "Ana Paz"),
        ("x" * 121, "x" * 119 + "…"),
        ("", ""),
    ],
)
def test_a_name_is_written_in_one_line_without_what_has_no_type(text: str, written: str) -> None:
    assert brief(text) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [("37", "37"), ("37.50", "37,5"), ("1204", "1.204"), ("0", "0"), ("100", "100")],
)
def test_a_quantity_is_written_without_idle_zeros(value: str, written: str) -> None:
    assert quantity(Decimal(value)) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [("220", "$\xa0220,00"), ("155.6306", "$\xa0155,6306"), ("3.125", "$\xa03,125")],
)
def test_a_unit_price_keeps_its_decimals(value: str, written: str) -> None:
    assert unit_price(Decimal(value)) == written


def test_every_font_comes_with_its_licence() -> None:
    fonts = Path(typesetting.__file__).parent / "fonts"
    assert {path.suffix for path in fonts.iterdir()} == {".otf", ".txt"}


TEMPLATES = sorted(page.ELEMENTS.parent.glob("*.html"))
IN_THE_HEAD = {"meta", "title", "style"}
INLINE = {"span"}
DRAWN = {"path", "rect", "text", "circle", "g"}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_the_sheet_of_elements_knows_each_that_a_template_uses(template: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", page.ELEMENTS.read_text(), flags=re.DOTALL)
    known = set(re.findall(r"[a-z]\w*(?=[\s,:\w]*\{)", rules))
    used = set(re.findall(r"<([a-z]\w*)", template.read_text()))
    assert used - known <= IN_THE_HEAD | INLINE | DRAWN


def test_a_character_that_no_page_can_hold_is_left_out() -> None:
    held = PersonalData("Ana", datetime(2026, 11, 24), (), "Hola\x00\x0b \ufffeAna & <b>")  # noqa: DTZ001
    document = pdfium.PdfDocument(
        typeset("personal_data.html", sample=False, held=held, issuer=Issuer())
    )
    words = document[0].get_textpage()
    text = words.get_text_bounded()
    words.close()
    document.close()
    assert "Hola Ana & <b>" in text
