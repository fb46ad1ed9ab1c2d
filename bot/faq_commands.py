"""`oficina faq`: what was asked and not understood, and teaching it."""

from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from bot.clock import local_now
from bot.on_database import on_database
from domain.learning import Question
from faq.corpus import Corpus, load_corpus
from faq.grouping import Group, group
from faq.matcher import Matcher
from storage.learning import StoredLearning

app = typer.Typer(help="Questions in people's own words.", no_args_is_help=True)
# What people write is shown as they wrote it: [brackets] are no markup here.
console = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)

Days = Annotated[int, typer.Option(min=1, help="How many days back to look.")]


@app.command()
def ask(message: Annotated[str, typer.Argument(help="What somebody might write.")]) -> None:
    """Show how a message is understood, with scores."""

    async def explain(learning: StoredLearning) -> None:
        matcher = Matcher(load_corpus(), await learning.phrasings())
        console.print(str(matcher.explain(message)))

    _with_learning(explain)


@app.command()
def unanswered(days: Days = 30) -> None:
    """List what was not understood, without personal data, grouped by likeness."""

    async def show(learning: StoredLearning) -> None:
        groups = await _groups(learning, days)
        if not groups:
            console.print(f"Nothing was left unanswered in {days} days.")
            return
        table = Table("group", "times", "looks like", "for example")
        for number, one in enumerate(groups, 1):
            examples = "\n".join(dict.fromkeys(one.members[:3]))
            table.add_row(str(number), str(one.size), one.suggestion or "-", examples)
        console.print(table)
        console.print("To teach a group: oficina faq teach GROUP LABEL")

    _with_learning(show)


@app.command()
def teach(
    number: Annotated[int, typer.Argument(min=1, help="The group's number, as listed.")],
    label: Annotated[str, typer.Argument(help="The answer it is to have (faq/entries).")],
    days: Days = 30,
) -> None:
    """Turn a group of unanswered questions into phrasings of an answer.

    The running bot learns them within a minute.
    """

    async def learn(learning: StoredLearning) -> None:
        if label not in (corpus := load_corpus()):
            raise typer.BadParameter(f"there is no answer {label!r}; there are: {_labels(corpus)}")
        groups = await _groups(learning, days)
        if number > len(groups):
            raise typer.BadParameter(f"there are {len(groups)} groups; list them: faq unanswered")
        chosen, now = groups[number - 1], local_now()
        added = await learning.add_phrasings(label, list(dict.fromkeys(chosen.members)), now)
        members = set(chosen.members)
        settled = [one.id for one in await _questions(learning, days) if one.masked in members]
        await learning.settle(settled, now)
        console.print(f"{added} phrasings were added to {label}.")

    _with_learning(learn)


@app.command()
def counts(days: Days = 30) -> None:
    """Show how often each answer was given, and whether people said that it helped."""

    async def show(learning: StoredLearning) -> None:
        table = Table("answer", "given", "helped", "did not help")
        since = (local_now() - timedelta(days=days)).date()
        for one in await learning.counts(since):
            table.add_row(one.label, str(one.asked), str(one.helped), str(one.did_not_help))
        console.print(table)

    _with_learning(show)


async def _questions(learning: StoredLearning, days: int) -> tuple[Question, ...]:
    return await learning.questions(local_now() - timedelta(days=days))


async def _groups(learning: StoredLearning, days: int) -> tuple[Group, ...]:
    matcher = Matcher(load_corpus(), await learning.phrasings())
    return group([one.masked for one in await _questions(learning, days)], matcher)


def _labels(corpus: Corpus) -> str:
    return ", ".join(entry.label for entry in corpus)


def _with_learning(do: Callable[[StoredLearning], Coroutine[Any, Any, None]]) -> None:
    on_database(lambda: do(StoredLearning()))
