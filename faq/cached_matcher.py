"""Keeps what a matcher has learnt in a file, so that a start takes no seconds of learning.

A file is good for one corpus, one set of added phrasings and one version of this package; others
of the folder are of no use any more and are removed.
"""

import hashlib
import logging
import pickle
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from faq.corpus import ENTRIES, load_corpus
from faq.matcher import Matcher

PACKAGE = Path(__file__).parent
log = logging.getLogger(__name__)


def cached_matcher(extra: Iterable[tuple[str, str]], folder: Path) -> Matcher:
    """A matcher over the corpus and the added phrasings, from the folder if it was kept there.

    The folder is this program's own: what lies in it is trusted. Where nothing can be written,
    learning is done at each start.
    """
    added = tuple(extra)
    file = folder / f"matcher-{_fingerprint(added)}.pickle"
    kept = _read(file)
    if kept is not None:
        return kept
    matcher = Matcher(load_corpus(), added)
    _write(file, matcher)
    return matcher


def _fingerprint(added: tuple[tuple[str, str], ...]) -> str:
    digest = hashlib.sha256(repr(added).encode())
    sources = (*PACKAGE.glob("*.py"), *(PACKAGE / "data").iterdir(), *ENTRIES.iterdir())
    for source in sorted(sources):
        digest.update(source.name.encode())
        digest.update(source.read_bytes())
    return digest.hexdigest()[:24]


def _read(file: Path) -> Matcher | None:
    try:
        kept = pickle.loads(file.read_bytes())  # noqa: S301 - this program's own file
    except FileNotFoundError:
        return None
    except Exception as error:  # cut short, or of another Python: it is learnt anew
        log.info("what was learnt can't be read again: %s", error)
        return None
    return kept if isinstance(kept, Matcher) else None


def _write(file: Path, matcher: Matcher) -> None:
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = file.with_suffix(f".{uuid4().hex}.part")
        part.write_bytes(pickle.dumps(matcher))
        part.replace(file)
        for other in file.parent.glob("matcher-*.pickle"):
            if other != file:
                other.unlink(missing_ok=True)
    except OSError as error:
        log.warning("what was learnt can't be kept in %s: %s", file.parent, error)
