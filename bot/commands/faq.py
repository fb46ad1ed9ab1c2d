"""`oficina faq`: what was asked and not understood, and teaching it."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.clock import local_now
from bot.commands import terminal
from bot.commands.database_access import LARGEST, with_database
from bot.settings import DatabaseSettings
from storage.learning import StoredLearning
from texts.commands import faq as texts
from texts.common.formats import moment

if TYPE_CHECKING:
    from faq.grouping import Group
    from faq.matcher import Understanding

T = TypeVar("T")
app = typer.Typer(help=texts.HELP, no_args_is_help=True)

Days = Annotated[int, typer.Option(min=1, max=36500, help=texts.DAYS_HELP)]
Yes = Annotated[bool, typer.Option("--yes", help=texts.YES_HELP)]


@app.command(help=texts.ASK_HELP)
def ask(
    message: Annotated[str, typer.Argument(metavar=texts.MESSAGE, help=texts.MESSAGE_HELP)],
) -> None:
    """Show how a message is understood, with scores."""
    from faq.cached_matcher import cached_matcher

    phrasings = _with_learning(lambda learning: learning.phrasings())
    trace = cached_matcher(phrasings, DatabaseSettings.read().cache).explain(message)
    likeliest = sorted(trace.scores.items(), key=lambda pair: -pair[1])[:6]
    terminal.show_values(
        texts.explained(
            message,
            trace.words,
            trace.corrected,
            trace.tokens,
            likeliest,
            _outcome(trace.outcome),
        )
    )


@app.command(help=texts.UNANSWERED_HELP)
def unanswered(days: Days = 30, json: terminal.Json = False) -> None:
    """List what was not understood, without personal data, grouped by likeness."""
    groups = _with_learning(lambda learning: _groups(learning, days))
    if json:
        terminal.show_json(
            [
                {
                    "grupo": one.number,
                    "veces": one.size,
                    "se_parece_a": one.suggestion or "",
                    "preguntas": list(one.members),
                }
                for one in groups
            ]
        )
    elif not groups:
        terminal.say(texts.none_unanswered(days))
    else:
        terminal.show_table(texts.UNANSWERED_COLUMNS, [_row(one) for one in groups])
        terminal.say(texts.HOW_TO_TEACH)


@app.command(help=texts.TEACH_HELP)
def teach(
    number: Annotated[
        int, typer.Argument(min=1, max=LARGEST, metavar=texts.GROUP, help=texts.GROUP_HELP)
    ],
    label: Annotated[str, typer.Argument(metavar=texts.LABEL, help=texts.LABEL_HELP)],
    days: Days = 30,
    yes: Yes = False,
) -> None:
    """Turn a group of unanswered questions into phrasings of an answer."""
    from faq.corpus import load_corpus

    corpus = load_corpus()
    if label not in corpus:
        terminal.fail(texts.unknown_label(label, [entry.label for entry in corpus]))

    async def learn(learning: StoredLearning) -> None:
        groups = {one.number: one for one in await _groups(learning, days)}
        if (chosen := groups.get(number)) is None:
            terminal.fail(texts.unknown_group(number))
        phrasings = list(dict.fromkeys(chosen.members))
        terminal.say(texts.will_be_taught(label, corpus[label].title, phrasings))
        if not (yes or terminal.agreed(texts.TEACH_IT)):
            terminal.say(texts.NOTHING_TAUGHT)
            return
        added = await learning.add_phrasings(label, phrasings, local_now())
        await learning.settle([one.id for one in chosen.questions], local_now())
        terminal.say(texts.taught(added, label))

    _with_learning(learn)


@app.command(help=texts.TAUGHT_HELP)
def taught(json: terminal.Json = False) -> None:
    """List the phrasings that staff added, the newest first."""
    found = _with_learning(lambda learning: learning.taught())
    if json:
        terminal.show_json(
            [
                {
                    "numero": one.number,
                    "respuesta": one.label,
                    "frase": one.phrasing,
                    "ensenada": one.added_at.isoformat(timespec="seconds"),
                }
                for one in found
            ]
        )
    elif not found:
        terminal.say(texts.NONE_TAUGHT)
    else:
        rows = [(str(one.number), one.label, one.phrasing, moment(one.added_at)) for one in found]
        terminal.show_table(texts.TAUGHT_COLUMNS, rows)


@app.command(help=texts.UNTEACH_HELP)
def unteach(
    numbers: Annotated[
        list[int],
        typer.Argument(min=1, max=LARGEST, metavar=texts.PHRASINGS, help=texts.PHRASINGS_HELP),
    ],
) -> None:
    """Take phrasings back that staff added; their questions are unanswered again."""
    unknown = _with_learning(lambda learning: learning.unteach(numbers))
    if unknown:
        terminal.fail(texts.unknown_phrasing(unknown))
    terminal.say(texts.untaught(len(set(numbers))))


@app.command(help=texts.COUNTS_HELP)
def counts(days: Days = 30) -> None:
    """Show how often each answer was given, and whether people said that it helped."""
    since = (local_now() - timedelta(days=days)).date()
    found = _with_learning(lambda learning: learning.counts(since))
    if not found:
        terminal.say(texts.NONE_COUNTED)
        return
    rows = [(one.label, str(one.asked), str(one.helped), str(one.did_not_help)) for one in found]
    terminal.show_table(texts.COUNTS_COLUMNS, rows)


async def _groups(learning: StoredLearning, days: int) -> "tuple[Group, ...]":
    from faq.grouping import group

    return group(await learning.questions(local_now() - timedelta(days=days)))


def _row(one: "Group") -> tuple[str, str, str, str]:
    examples = "\n".join(list(dict.fromkeys(one.members))[:3])
    return (str(one.number), str(one.size), one.suggestion or "-", examples)


def _outcome(outcome: "Understanding") -> str:
    from faq.matcher import Answer, DidYouMean

    if isinstance(outcome, Answer):
        return texts.answers(outcome.label, outcome.score)
    if isinstance(outcome, DidYouMean):
        return texts.offers(outcome.labels)
    return texts.gives_up(outcome.labels)


def _with_learning(do: Callable[[StoredLearning], Awaitable[T]]) -> T:
    return with_database(lambda: do(StoredLearning()))
