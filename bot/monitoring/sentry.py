"""Errors to Sentry, where `OFICINA_SENTRY_DSN` says so, with no more in them than the log has.

An event is put together anew from what may be told (`bot.monitoring.scrubbing`): where the error
happened, its type, the line that was logged. What the SDK collects besides (requests, users,
variables, breadcrumbs) is left out.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from bot.monitoring.logs import FIELDS, discreet
from bot.monitoring.scrubbing import chain, told
from bot.settings import SettingsIncomplete
from texts.commands import settings as texts

KEPT = ("event_id", "timestamp", "level", "logger", "platform", "environment", "sdk", "release")
SECONDS_TO_SEND = 2.0


@contextmanager
def reporting(dsn: str) -> Iterator[None]:
    """Report what is logged as an error meanwhile; without a DSN do nothing.

    Raises:
        SettingsIncomplete: the SDK isn't installed, or the DSN is none.
    """
    if not dsn:
        yield
        return
    try:
        import sentry_sdk
        from sentry_sdk.integrations.logging import LoggingIntegration
        from sentry_sdk.utils import BadDsn
    except ImportError:
        raise SettingsIncomplete(texts.NO_SENTRY) from None
    try:
        sentry_sdk.init(
            dsn,
            default_integrations=False,
            auto_enabling_integrations=False,
            integrations=[LoggingIntegration(level=None, sentry_logs_level=None)],
            before_send=_event,
            include_local_variables=False,
            include_source_context=False,
            max_request_body_size="never",
            max_breadcrumbs=0,
            auto_session_tracking=False,
            send_client_reports=False,
            server_name="",
        )
    except BadDsn:
        raise SettingsIncomplete("OFICINA_SENTRY_DSN is no DSN of Sentry.") from None
    try:
        yield
    finally:
        sentry_sdk.get_client().close(timeout=SECONDS_TO_SEND)


def _event(event: Any, hint: Mapping[str, Any]) -> Any:
    """What is sent of an event; one that was not logged is not sent."""
    record = hint.get("log_record")
    if record is None:
        return None
    clean = discreet(record)
    sent = {name: event[name] for name in KEPT if name in event}
    sent["logentry"] = {"message": clean.getMessage()}
    values = ((name, getattr(clean, name, None)) for name in FIELDS)
    sent["tags"] = {name: str(value) for name, value in values if value not in (None, "")}
    if hint.get("exc_info"):
        sent["exception"] = {"values": _exceptions(event, hint["exc_info"][1])}
    return sent


def _exceptions(event: Mapping[str, Any], error: BaseException) -> list[dict[str, Any]]:
    """The exceptions with their stacks, each with what may be told of it."""
    tellable = {
        (type(one).__name__, str(one)): told(one).partition(": ")[2] for one in chain(error)
    }
    return [
        {
            "type": one.get("type"),
            "module": one.get("module"),
            "value": tellable.get((one.get("type"), one.get("value")), ""),
            "mechanism": {"type": "logging", "handled": True},
            "stacktrace": one.get("stacktrace"),
        }
        for one in event.get("exception", {}).get("values", ())
    ]
