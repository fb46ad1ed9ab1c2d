"""The settings: what is missing, wrong or unknown; the rest serves the other checks."""

import difflib
from dataclasses import dataclass

from bot.doctor.findings import Finding, Findings, bad, ok, warning
from bot.settings import PREFIX, TELEGRAM, Settings, SettingsIncomplete, names_set
from bot.settings_file import HERE, NAMED_BY, settings_file
from storage.engine.database import sqlite_file
from texts.doctor import settings as texts

_INSTEAD = {
    "telegram_token": "0:none",
    "telegram_api": TELEGRAM,
    "public_url": "https://localhost",
    "smtp_url": "smtp://localhost",
    "mail_from": "nobody@localhost",
}
"""What stands for a setting that is missing, so that the others can be read; nobody is asked it."""


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """The settings as far as they can be read, without those that are `unusable`."""

    settings: Settings | None
    unusable: frozenset[str]
    findings: Findings


def read_settings() -> ReadSettings:
    """Read what can be read."""
    unknown = _unknown()
    try:
        settings = Settings.read()
    except SettingsIncomplete as told:
        unusable = told.missing | told.wrong
        findings = [
            *(bad(texts.setting_missing(name)) for name in sorted(told.missing)),
            *(bad(texts.setting_wrong(name)) for name in sorted(told.wrong)),
        ]
        if not findings:  # the file itself can't be read
            return ReadSettings(None, unusable, [bad(str(told)), *unknown])
        instead = {name: _INSTEAD.get(name, _default(name)) for name in unusable}
        return ReadSettings(Settings.read(**instead), unusable, [*findings, *unknown])
    return ReadSettings(settings, frozenset(), [ok(texts.SETTINGS_READ), *unknown])


async def look(settings: Settings) -> Findings:
    """What may be left out and shouldn't."""
    findings = []
    if not (settings.alert_mail or settings.staff_mail or settings.alert_chat):
        findings.append(warning(texts.NOBODY_TOLD))
    if (file := settings_file()) not in (None, HERE):
        findings += [warning(texts.relative(name, file)) for name in _relative(settings)]
    return findings


def _relative(settings: Settings) -> list[str]:
    """Places that are another one in each folder, in a file that serves from every folder."""
    database = sqlite_file(settings.database_url.get_secret_value())
    places = {"database_url": database, "cache": settings.cache, "sent_log": settings.sent_log}
    return [name for name, place in places.items() if place and not place.is_absolute()]


def _default(name: str) -> object:
    return Settings.model_fields[name].get_default(call_default_factory=True)


def _unknown() -> list[Finding]:
    """Settings that nobody reads: a letter is wrong, as a rule."""
    known = {NAMED_BY, *(f"{PREFIX}{name}".upper() for name in Settings.model_fields)}
    findings = []
    for name in sorted(names_set() - known):
        [meant] = difflib.get_close_matches(name, known, n=1) or [""]
        findings.append(warning(texts.setting_unknown(name, meant)))
    return findings
