"""What Prometheus may ask: every metric of the office is defined here.

Counts and times are this process's own. What the database knows (`oficina_outbox_…`, claims,
imports, the last update) is the same for every replica, and is left out while it doesn't answer.
Labels take few values: scripts, deeds and results that stand in the code, methods of the Bot API.
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from domain.clock import Clock
from domain.health import HealthFigures, OwedFigures
from domain.sending import Result, Sent
from handlers.turn_log import TurnTaken

TURN_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60)
SEND_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20)
PDF_SECONDS = (0.1, 0.25, 0.5, 1, 2, 5, 10, 30)


class Metrics:
    """The metrics of one office: told what happens, they are shown by `shown`."""

    def __init__(self, clock: Clock) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._stored = _Stored(clock)
        registry.register(self._stored)
        self._turns = Counter(
            "oficina_turns",
            "Turns of conversations, by what they came to.",
            ("script", "outcome"),
            registry=registry,
        )
        self._turn_seconds = Histogram(
            "oficina_turn_seconds",
            "Seconds from a turn's beginning to its last message.",
            buckets=TURN_SECONDS,
            registry=registry,
        )
        self._unanswered = Counter(
            "oficina_unanswered", "Questions that the bot did not understand.", registry=registry
        )
        self.under_way = Gauge(
            "oficina_updates_under_way", "Updates that are being dealt with.", registry=registry
        )
        self._sends = Counter(
            "oficina_sends",
            "Tries to send something, by what became of them.",
            ("kind", "result"),
            registry=registry,
        )
        self._send_seconds = Histogram(
            "oficina_send_seconds",
            "Seconds of each try to send something.",
            ("kind",),
            buckets=SEND_SECONDS,
            registry=registry,
        )
        self._requests = Counter(
            "oficina_telegram_requests",
            "Requests to the Bot API, by the status of the answer; 0 where there was none.",
            ("method", "status"),
            registry=registry,
        )
        self._too_fast = Counter(
            "oficina_telegram_429", "Times that Telegram asked to wait.", registry=registry
        )
        self._pdf_seconds = Histogram(
            "oficina_pdf_seconds",
            "Seconds to make a document.",
            ("document",),
            buckets=PDF_SECONDS,
            registry=registry,
        )
        self._mail_server = Gauge(
            "oficina_mail_server_up",
            "Whether the mail server takes us in; the leader asks it each minute.",
            registry=registry,
        )
        self._leader = Gauge(
            "oficina_leader",
            "Whether this process leads: it sends what is owed.",
            registry=registry,
        )
        for kind in Sent:
            for result in Result:
                self._sends.labels(kind, result)

    def turn_taken(self, turn: TurnTaken) -> None:
        """A turn was taken."""
        self._turns.labels(turn.script or "none", turn.outcome).inc()
        self._turn_seconds.observe(turn.seconds)
        if turn.outcome == "not_understood":
            self._unanswered.inc()

    def tried(self, sent: Sent, result: Result, seconds: float) -> None:
        """Something was sent, or was not."""
        self._sends.labels(sent, result).inc()
        self._send_seconds.labels(sent).observe(seconds)

    def requested(self, method: str, status: int) -> None:
        """The Bot API was asked, and answered with that status, or 0 if it didn't."""
        self._requests.labels(method, status).inc()
        if status == 429:
            self._too_fast.inc()

    def pdf_made(self, document: str, seconds: float) -> None:
        """A document was made."""
        self._pdf_seconds.labels(document).observe(seconds)

    def mail_server(self, up: bool) -> None:
        """The mail server takes us in, or doesn't."""
        self._mail_server.set(up)

    def leads(self, leads: bool) -> None:
        """This process leads from now on, or no longer."""
        self._leader.set(leads)

    def shown(self, figures: HealthFigures | None) -> bytes:
        """All of them in Prometheus' text format; `figures` is None where the database is away."""
        self._stored.figures = figures
        return generate_latest(self._registry)


class _Stored(Collector):
    """What the database knows, as it was read for this scrape."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.figures: HealthFigures | None = None

    def collect(self) -> Iterator[Metric]:
        """The metrics, for Prometheus' library."""
        figures = self.figures
        yield GaugeMetricFamily(
            "oficina_database_up", "Whether the database answers.", value=figures is not None
        )
        if figures is None:
            return
        yield from self._owed(figures.owed)
        claims = figures.claims
        yield GaugeMetricFamily("oficina_claims_open", "Open claims.", value=claims.open)
        yield GaugeMetricFamily(
            "oficina_claims_oldest_seconds",
            "Age of the oldest open claim.",
            value=self._age(claims.oldest),
        )
        yield GaugeMetricFamily(
            "oficina_claims_unanswered", "Open claims without an answer.", value=claims.unanswered
        )
        yield GaugeMetricFamily(
            "oficina_claims_oldest_unanswered_seconds",
            "Age of the oldest open claim without an answer.",
            value=self._age(claims.oldest_unanswered),
        )
        chats = figures.chats
        yield GaugeMetricFamily(
            "oficina_updates_waiting", "Updates received and not yet taken.", value=chats.waiting
        )
        yield GaugeMetricFamily(
            "oficina_updates_waiting_oldest_seconds",
            "Age of the oldest update that waits.",
            value=self._age(chats.oldest),
        )
        yield GaugeMetricFamily(
            "oficina_replies_owed", "Chats that are owed a reply.", value=chats.owed
        )
        yield from _imports(figures)
        if figures.last_update is not None:
            yield GaugeMetricFamily(
                "oficina_last_update_timestamp_seconds",
                "When any replica last dealt with an update.",
                value=figures.last_update.timestamp(),
            )

    def _owed(self, owed: tuple[OwedFigures, ...]) -> Iterator[Metric]:
        what: tuple[tuple[str, str, Callable[[OwedFigures], float]], ...] = (
            ("owed", "Items of the outbox neither sent nor given up.", lambda one: one.owed),
            ("bulk", "Owed items of broadcasts.", lambda one: one.bulk),
            (
                "oldest_seconds",
                "Age of the oldest owed item that is one person's own and has no fault of its own.",
                lambda one: self._age(one.oldest),
            ),
            (
                "overdue_seconds",
                "How long an item of one person's own has been due that no sender takes up.",
                lambda one: self._age(one.overdue),
            ),
            ("failing", "Owed items whose last try failed.", lambda one: one.failing),
            ("away", "Of them, those whose server was away.", lambda one: one.away),
        )
        for name, meaning, value in what:
            family = GaugeMetricFamily(f"oficina_outbox_{name}", meaning, labels=("kind",))
            for one in owed:
                family.add_metric((one.kind,), value(one))
            yield family

    def _age(self, since: datetime | None) -> float:
        return max(0.0, (self._clock() - since).total_seconds()) if since else 0.0


def _imports(figures: HealthFigures) -> Iterator[Metric]:
    labels = ("kind", "result")
    at = GaugeMetricFamily(
        "oficina_import_last_timestamp_seconds",
        "When a file was last loaded, or refused.",
        labels=labels,
    )
    lines = GaugeMetricFamily("oficina_import_last_lines", "How many lines it had.", labels=labels)
    for one in figures.imports:
        result = "refused" if one.refused else "loaded"
        at.add_metric((one.kind, result), one.at.timestamp())
        lines.add_metric((one.kind, result), one.lines)
    yield from (at, lines)
