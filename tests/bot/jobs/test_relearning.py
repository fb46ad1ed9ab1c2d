"""The running bot learns what staff add, without a restart."""

import asyncio
from pathlib import Path

import pytest

from bot.clock import local_now
from bot.jobs.relearning import keep_learning
from domain.intents import FlowIntent
from faq.corpus import load_corpus
from faq.masking import mask
from faq.matcher import Matcher
from handlers.intent_recorder import IntentRecorder
from handlers.intents import FaqIntents
from storage.engine.database import open_database
from storage.engine.upgrades import upgrade
from storage.learning import StoredLearning

pytestmark = pytest.mark.slow


async def test_a_phrasing_added_meanwhile_is_learnt(tmp_path: Path) -> None:
    url = f"sqlite://{tmp_path}/learning.sqlite3"
    await upgrade(url)
    corpus = load_corpus()
    async with open_database(url):
        learning, stop = StoredLearning(), asyncio.Event()
        intents = IntentRecorder(FaqIntents(corpus, Matcher(corpus)), learning, mask)
        keeping = asyncio.create_task(keep_learning(intents, stop, every=0.1))
        await asyncio.sleep(0.3)
        await learning.add_phrasings("estado_de_cuenta", ["zurubí del dique"], local_now())
        async with asyncio.timeout(30):
            # Nobody tells when it is learnt, so it is asked until it is.
            while not isinstance(intents.recognizer.meaning("zurubí del dique"), FlowIntent):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        stop.set()
        await keeping
