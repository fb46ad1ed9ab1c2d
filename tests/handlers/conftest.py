"""The intents of the corpus, learnt once: it takes two or three seconds."""

import pytest

from faq.corpus import load_corpus
from faq.matcher import Matcher
from handlers.intents import FaqIntents


@pytest.fixture(scope="session")
def recognizer() -> FaqIntents:
    corpus = load_corpus()
    return FaqIntents(corpus, Matcher(corpus))
