"""Draws the picture that shows where an invoice's two codes stand: python -m documents.help_picture

Its source is `templates/where_codes_are.html`; the picture is kept among the texts. Run it after
a change of the drawing; it needs pypdfium2, one of the development libraries.
"""

from pathlib import Path

import pypdfium2

import texts
from documents.typesetting import typeset

PICTURE = Path(texts.__file__).parent / "pictures" / "where_codes_are.png"
CSS_PIXELS_PER_POINT = 96 / 72


def draw(picture: Path = PICTURE) -> None:
    """Draw it anew, small enough to arrive at once on a phone."""
    document = pypdfium2.PdfDocument(typeset("where_codes_are.html", sample=False))
    image = document[0].render(scale=CSS_PIXELS_PER_POINT).to_pil()
    image.quantize(64).save(picture, optimize=True)
    document.close()


if __name__ == "__main__":
    draw()
