"""How many statements each turn runs: a change that adds one is seen here.

The same on both engines: what PostgreSQL does in one statement (an update taken and the row saved)
counts as the two that it is on SQLite. Not counted are what stores updates, a batch at a time, and
what begins and ends a transaction. To see which they are: `python -m tests.statements FLOW`.
"""

from storage.sample import Sample
from tests.statements.flows import flows
from tests.statements.walking import Turn, Walker

COUNTS: dict[str, tuple[int, ...]] = {
    "a stranger looks around": (5, 4, 4),
    "register": (5, 4, 4, 4, 6, 6, 7, 15, 5, 11),
    "get in": (7, 4, 7, 5, 5),
    "a question, and what nobody understands": (5, 5, 5),
    "a claim of a stranger": (4, 4, 4, 4, 4, 5),
    "look around": (4, 5, 4, 4),
    "what is owed": (4, 6, 7, 6),
    "the other account": (4, 7, 4, 6),
    "link an account": (7, 5, 10, 6, 6),
    "wrong codes": (6, 5, 9, 6),
    "unlink an account": (4, 5, 7),
    "a voucher": (4, 7, 7, 7, 7, 12, 4, 7, 7, 9),
    "an instalment": (4, 7, 11),
    "a copy": (4, 6, 9),
    "the digital invoice": (4, 5, 5, 5, 5, 9, 4, 5, 5),
    "notices": (4, 5),
    "nobody to object to": (4, 5),
    "another e-mail": (4, 14),
    "another password": (7,),
    "a claim": (4, 4, 4, 6),
    "own data": (11, 20, 11, 25),
    "log out": (4, 5),
}
"""For each step of a flow, in order."""


async def test_each_turn_runs_so_many_statements(office: Walker, town_sample: Sample) -> None:
    assert {flow.name for flow in flows(town_sample)} == set(COUNTS)
    others = []
    for flow in flows(town_sample):
        turns = await office.walk(flow)
        for turn, expected in zip(turns, COUNTS[flow.name], strict=True):
            if count(turn) != expected:
                others.append(f"{turn}\n    not {expected}")
    assert others == [], "\n".join(others)


def count(turn: Turn) -> int:
    """The statements of a turn, each part of a joined one."""
    joined = sum("WITH saved AS" in one.text for one in turn.statements)
    return len(turn.statements) + joined
