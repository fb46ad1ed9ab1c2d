"""The renderer: values in, PDF bytes out, by worker processes beside the event loop."""

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import partial
from multiprocessing import connection
from time import perf_counter
from types import TracebackType
from typing import Any, Self

from documents.issuer import Issuer
from documents.left_out import LeftOut, left_out
from documents.notice_proof import Certificate
from documents.personal_data import PersonalData
from domain.accounts import Account
from domain.invoice_detail import InvoiceCopy, InvoiceDetail
from domain.vouchers import IssuedVoucher

log = logging.getLogger(__name__)

OnPrint = Callable[[str, float], None]


def nobody(document: str, seconds: float) -> None:
    """Tell nobody."""


class RenderingFailed(RuntimeError):
    """A worker process died twice over one document."""


class DocumentRenderer:
    """Makes documents in worker processes; a worker that dies is replaced.

    Use as an async context manager, for it holds processes:

        async with DocumentRenderer(sample=True) as renderer:
            pdf = await renderer.voucher(issued, account)

    Equal values make equal bytes.
    """

    def __init__(
        self,
        *,
        sample: bool,
        issuer: Issuer | None = None,
        workers: int = 1,
        on_print: OnPrint = nobody,
    ) -> None:
        """Describe a renderer; the processes start on entering.

        Args:
            sample: Print 'documento de demostración' on every page.
            issuer: Whose name and contact data head the pages.
            workers: How many documents are made at a time.
            on_print: Told of each document's kind, and of the seconds it took.
        """
        self._on_print = on_print
        self._sample = sample
        self._issuer = issuer or Issuer()
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    async def __aenter__(self) -> Self:
        self._pool = self._new_pool()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        pool, self._pool = self._pool, None
        if pool:
            await asyncio.to_thread(pool.shutdown, cancel_futures=True)

    async def voucher(self, issued: IssuedVoucher, account: Account) -> bytes:
        """The voucher to pay at Rapipago or Pago Fácil, on A4."""
        return await self._print("voucher.html", issued=issued, account=account)

    async def invoice(self, copy: InvoiceCopy) -> bytes:
        """The customer's copy of an invoice.

        Boxes without data are left out. What can't be printed is noted on the copy, and logged
        without the customer's data; whatever the detail holds, the invoice itself is printed.
        """
        missing = left_out(copy)
        if missing:
            log.warning("an invoice's copy is printed without: %s", ", ".join(missing))
        try:
            return await self._print("invoice.html", copy=copy, left_out=missing)
        except RenderingFailed:
            raise
        except Exception as error:  # the detail is optional, and the invoice is owed
            log.error("an invoice is printed without its detail: %s", type(error).__name__)
            plain = replace(copy, detail=InvoiceDetail())
            return await self._print("invoice.html", copy=plain, left_out=(LeftOut.DETAIL,))

    async def personal_data(self, held: PersonalData) -> bytes:
        """What the office holds of a person, for that person (Ley 25.326 art. 14)."""
        return await self._print("personal_data.html", held=held)

    async def notice_proof(self, certificate: Certificate) -> bytes:
        """The certificate of when and how an invoice's notices went out."""
        return await self._print("notice_proof.html", certificate=certificate)

    async def _print(self, template: str, **values: Any) -> bytes:
        begun = perf_counter()
        job = partial(_typeset, template, sample=self._sample, issuer=self._issuer, **values)
        try:
            return await self._work(job)
        except BrokenProcessPool:
            log.warning("a worker died over %s; it is made again", template)
            try:
                return await self._work(job)
            except BrokenProcessPool as error:
                raise RenderingFailed(f"No worker could make {template}") from error
        finally:
            self._on_print(template.removesuffix(".html"), perf_counter() - begun)

    async def _work(self, job: Callable[[], bytes]) -> bytes:
        pool = self._pool
        if pool is None:
            raise RuntimeError("The press is closed: use it inside 'async with'")
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, job)
        except BrokenProcessPool:
            if self._pool is pool:  # the first to notice replaces it
                self._pool = self._new_pool()
                pool.shutdown(wait=False)
            raise

    def _new_pool(self) -> ProcessPoolExecutor:
        # Spawned, not forked: a fork beside threads and an event loop can deadlock.
        spawn = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._workers, mp_context=spawn, initializer=_start_worker)


def _typeset(template: str, **values: Any) -> bytes:
    # Taken in by the worker alone: WeasyPrint would cost the bot most of a second at its start.
    from documents.typesetting import typeset

    return typeset(template, **values)


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, and end with it even when it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    connection.wait([parent.sentinel])
    os._exit(0)
