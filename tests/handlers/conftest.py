"""The intents of the corpus, learnt once: it takes two or three seconds. And a town to work in."""

from collections.abc import AsyncIterator

import pytest

from faq.corpus import load_corpus
from faq.matcher import Matcher
from handlers.intents import FaqIntents
from tests.handlers.town import Town, open_town


@pytest.fixture(scope="session")
def recognizer() -> FaqIntents:
    corpus = load_corpus()
    return FaqIntents(corpus, Matcher(corpus))


@pytest.fixture
async def town(upgraded_database_url: str, recognizer: FaqIntents) -> AsyncIterator[Town]:
    """Over a database of each engine in turn."""
    async with open_town(upgraded_database_url, recognizer) as opened:
        yield opened


@pytest.fixture
async def postgres_town(upgraded_postgres_url: str, recognizer: FaqIntents) -> AsyncIterator[Town]:
    """Over PostgreSQL, where several replicas work."""
    async with open_town(upgraded_postgres_url, recognizer) as opened:
        yield opened
