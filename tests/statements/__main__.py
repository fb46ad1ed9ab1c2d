"""Shows what statements each turn runs.

python -m tests.statements                     of every flow, on SQLite
python -m tests.statements voucher             of the flows whose name holds that
python -m tests.statements --plans voucher     with each statement's plan
python -m tests.statements --url postgres://…  on an empty database of one's own
"""

import argparse
import asyncio
import tempfile
from datetime import datetime
from pathlib import Path

from bot.commands.importing import load_sample
from domain.clock import ZONE
from storage.engine.database import open_database
from storage.engine.upgrades import upgrade
from storage.sample import generate_sample
from tests.statements.crowd import add_crowd
from tests.statements.flows import flows
from tests.statements.plans import plan
from tests.statements.walking import walker


async def show(url: str, folder: Path, name: str, *, people: int, plans: bool) -> None:
    """Fill the database, walk the flows of such a name and print their turns."""
    sample = generate_sample(folder, seed=1, accounts=50, today=datetime.now(ZONE).date())
    await upgrade(url)
    async with open_database(url, create=True):
        await load_sample(sample.folder)
        await add_crowd(people)
    async with walker(url, sample, folder / "learnt") as office:
        for flow in flows(sample):
            for turn in await office.walk(flow) if name in flow.name else ():
                print(turn)
                for one in turn.statements if plans else ():
                    print("", *await plan(one), sep="\n        ")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("flow", nargs="?", default="", help="a part of the flows' names")
    parser.add_argument("--url", help="the database; a temporary SQLite file if none is given")
    parser.add_argument("--people", type=int, default=3000, help="how many others there are")
    parser.add_argument("--plans", action="store_true", help="how the engine runs each")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.url or f"sqlite://{folder}/oficina.sqlite3"
        asyncio.run(show(url, Path(folder), given.flow, people=given.people, plans=given.plans))


if __name__ == "__main__":
    main()
