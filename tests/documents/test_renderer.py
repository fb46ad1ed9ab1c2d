"""The press as a process house: workers die and are replaced, and none outlives its parent."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from documents.renderer import DocumentRenderer, RenderingFailed
from domain.accounts import Account
from domain.vouchers import IssuedVoucher, Voucher, VoucherKind, VoucherLine

VOUCHER = IssuedVoucher(
    1,
    Voucher(
        VoucherKind.PLAN_INSTALMENT,
        "1",
        date(2026, 12, 10),
        (VoucherLine("7/1", date(2026, 12, 10), Decimal("10.00")),),
    ),
    "0" * 42,
    "0" * 52,
    date(2026, 11, 24),
)


def children_of(pid: int) -> set[int]:
    """The worker processes, without the tracker that multiprocessing keeps beside them."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return {
        int(row.split()[0]) for row in listed.stdout.splitlines() if "multiprocessing.spawn" in row
    }


async def test_a_worker_that_dies_is_replaced_and_the_document_is_made(account: Account) -> None:
    before = children_of(os.getpid())
    async with DocumentRenderer(sample=False) as press:
        first = await press.voucher(VOUCHER, account)
        (worker,) = children_of(os.getpid()) - before
        os.kill(worker, signal.SIGKILL)
        assert await press.voucher(VOUCHER, account) == first


class Deadly(Account):
    """A value that ends the process which unpacks it."""

    def __reduce__(self) -> tuple[Callable[[int], Any], tuple[int]]:
        return os._exit, (1,)


async def test_a_document_that_kills_its_workers_is_given_up_and_the_next_one_is_made(
    account: Account,
) -> None:
    async with DocumentRenderer(sample=False) as press:
        with pytest.raises(RenderingFailed, match=r"voucher\.html"):
            await press.voucher(VOUCHER, Deadly("1", "Ana", "1", "Junín 1", "1"))
        assert await press.voucher(VOUCHER, account)


async def test_documents_asked_for_at_once_are_all_made(account: Account) -> None:
    async with DocumentRenderer(sample=False, workers=2) as press:
        made = await asyncio.gather(*(press.voucher(VOUCHER, account) for _ in range(5)))
    assert len(set(made)) == 1


async def test_closing_the_press_ends_its_workers(account: Account) -> None:
    before = children_of(os.getpid())
    async with DocumentRenderer(sample=False) as press:
        await press.voucher(VOUCHER, account)
        assert children_of(os.getpid()) - before
    assert not children_of(os.getpid()) - before


async def test_a_press_that_is_not_open_says_so(account: Account) -> None:
    with pytest.raises(RuntimeError, match="async with"):
        await DocumentRenderer(sample=False).voucher(VOUCHER, account)


CALLER = """
import asyncio, os
from datetime import date
from documents.renderer import DocumentRenderer
from domain.accounts import Account
from domain.vouchers import *

async def main():
    async with DocumentRenderer(sample=False) as press:
        line = VoucherLine("7/1", date(2026, 12, 10), __import__("decimal").Decimal("10.00"))
        voucher = Voucher(VoucherKind.PLAN_INSTALMENT, "1", date(2026, 12, 10), (line,))
        issued = IssuedVoucher(1, voucher, "0" * 42, "0" * 52, date(2026, 11, 24))
        await press.voucher(issued, Account("1", "Ana", "1", "Junín 1", "1"))
        print("made", flush=True)
        await asyncio.sleep(60)

if __name__ == "__main__":
    asyncio.run(main())
"""


@pytest.mark.slow
async def test_no_worker_outlives_a_bot_that_is_killed() -> None:
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-c", CALLER, stdout=asyncio.subprocess.PIPE
    )
    assert bot.stdout
    assert await bot.stdout.readline() == b"made\n"
    workers = children_of(bot.pid)
    assert workers
    bot.kill()
    await bot.wait()
    for _ in range(100):
        if not any(alive(worker) for worker in workers):
            return
        await asyncio.sleep(0.1)
    raise AssertionError("a worker went on without its bot")


def alive(pid: int) -> bool:
    """Whether it runs still; a process that ended but was not collected does not count."""
    listed = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return listed.stdout.strip()[:1] not in ("", "Z")
