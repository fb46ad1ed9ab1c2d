"""The corpus and its matcher, loaded once: learning takes two or three seconds."""

from pathlib import Path

import pytest

from faq.corpus import Corpus, load_corpus
from faq.matcher import Matcher


@pytest.fixture(scope="session")
def corpus() -> Corpus:
    return load_corpus()


@pytest.fixture(scope="session")
def matcher(corpus: Corpus) -> Matcher:
    return Matcher(corpus)


@pytest.fixture(scope="session")
def root() -> Path:
    return Path(__file__).resolve().parents[2]
