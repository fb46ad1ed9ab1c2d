"""Endings, looked up by the type of what a conversation ended in."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar, get_args

from domain.office import Office
from domain.outcomes import Outcome
from handlers.endings.deed import Deed, Said

OutcomeT = TypeVar("OutcomeT", bound=Outcome)


class Topic(Protocol):
    """The endings of one topic."""

    def add_to(self, endings: "Endings") -> None:
        """Add each of them to the registry."""


class Endings:
    """What each outcome does.

    Raises:
        TypeError: an outcome has no ending, or two.
    """

    def __init__(self, *topics: Topic) -> None:
        self._by_outcome: dict[type, Callable[[Any, Office, Deed], Awaitable[Said]]] = {}
        for topic in topics:
            topic.add_to(self)
        if missing := set(get_args(Outcome)) - self._by_outcome.keys():
            raise TypeError(f"no ending for {sorted(one.__name__ for one in missing)}")

    def add(
        self, outcome: type[OutcomeT], ending: Callable[[OutcomeT, Office, Deed], Awaitable[Said]]
    ) -> None:
        """Register the ending of one type of outcome."""
        if outcome in self._by_outcome:
            raise TypeError(f"two endings for {outcome.__name__}")
        self._by_outcome[outcome] = ending

    async def carry_out(self, outcome: Outcome, office: Office, at: Deed) -> Said:
        """Do the deed and return what is to be said of it.

        Raises:
            Taken: a new user's e-mail or name went to somebody else meanwhile.
            NotNow: it can't be done at present.
        """
        return await self._by_outcome[type(outcome)](outcome, office, at)
