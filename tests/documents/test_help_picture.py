"""The help picture that is kept is the one that its source draws."""

from pathlib import Path

from PIL import Image, ImageChops

from documents.help_picture import PICTURE, draw


def test_the_picture_kept_is_the_one_drawn_from_its_source(tmp_path: Path) -> None:
    drawn = tmp_path / "drawn.png"
    draw(drawn)
    with Image.open(drawn) as new, Image.open(PICTURE) as kept:
        assert new.size == kept.size == (1080, 1080)
        difference = ImageChops.difference(new.convert("L"), kept.convert("L"))
    # Another version of the drawing library may shade the edges of letters otherwise.
    assert sum(value * count for value, count in enumerate(difference.histogram())) < 1080 * 1080
