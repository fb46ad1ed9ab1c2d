"""What was learnt is kept, and never used for anything else than what it was learnt from."""

from pathlib import Path

import pytest

from faq.cached_matcher import cached_matcher
from faq.matcher import Answer, Matcher

pytestmark = pytest.mark.slow


def kept(folder: Path) -> list[Path]:
    return list(folder.glob("matcher-*.pickle"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def test_what_was_learnt_is_read_again_and_understands_the_same(folder: Path) -> None:
    first = cached_matcher([], folder)
    [file] = kept(folder)
    written = file.stat().st_mtime_ns
    second = cached_matcher([], folder)
    assert kept(folder)[0].stat().st_mtime_ns == written, "it was not learnt again"
    for message in ("kuanto devo", "donde pago", "sos un robot?"):
        assert second.understand(message) == first.understand(message)


def test_an_added_phrasing_is_learnt_in_its_place(folder: Path) -> None:
    cached_matcher([], folder)
    taught = cached_matcher([("estado_de_cuenta", "zurubí del dique")], folder)
    understood = taught.understand("zurubí del dique")
    assert isinstance(understood, Answer)
    assert understood.label == "estado_de_cuenta"
    assert len(kept(folder)) == 1, "the older one is of no use any more"


def test_a_broken_file_is_learnt_anew(folder: Path) -> None:
    cached_matcher([], folder)
    kept(folder)[0].write_bytes(b"cut sh")
    assert isinstance(cached_matcher([], folder), Matcher)
    assert kept(folder)[0].stat().st_size > 1000


def test_where_nothing_can_be_kept_it_learns_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert isinstance(cached_matcher([], tmp_path / "file"), Matcher)
