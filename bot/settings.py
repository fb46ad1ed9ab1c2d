"""The settings, read from the environment and from a file; the only reader of both."""

import os
import re
from email.utils import parseaddr
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from argon2 import extract_parameters
from argon2.exceptions import InvalidHashError
from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.settings_file import ENCODING, HERE, SYSTEM, SettingsFileUnreadable, settings_file
from outbox.mail_server import MailServer
from texts.commands import settings as texts

PREFIX = "OFICINA_"
TELEGRAM = "https://api.telegram.org"
DATABASE = "sqlite://oficina.sqlite3"
LogFormat = Literal["text", "json"]
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


class SettingsIncomplete(Exception):
    """Settings are missing or wrong; the message names them all, and no secret.

    So do `missing` and `wrong`, by their fields' names.
    """

    def __init__(
        self,
        message: str,
        missing: frozenset[str] = frozenset(),
        wrong: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(message)
        self.missing = missing
        self.wrong = wrong


def names_set() -> frozenset[str]:
    """The names that look like settings in the environment and in the file, read or not."""
    try:
        file = settings_file()
    except SettingsFileUnreadable:  # reading the settings tells of it
        file = None
    in_file = dotenv_values(file, encoding=ENCODING) if file else {}
    names = {name.upper() for name in (*os.environ, *in_file)}
    return frozenset(name for name in names if name.startswith(PREFIX))


class DatabaseSettings(BaseSettings):
    """What the commands need that only work on the data."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        extra="ignore",
        env_ignore_empty=True,  # set but empty is as good as missing
        str_strip_whitespace=True,
    )

    database_url: SecretStr = Field(
        default=SecretStr(DATABASE), description="the database's address"
    )
    cache: Path = Field(
        default=Path("oficina-cache"), description="a folder for what is learnt at the first start"
    )
    sample: bool = Field(default=False, description="whether the data are an invented sample")
    staff_mail: str = Field(default="", description="who is told of notices that go out late")
    alert_mail: str = Field(default="", description="who is told when something fails, by mail")
    alert_chat: int | None = Field(default=None, description="the chat that is told of alerts")
    sent_log: Path = Field(
        default=Path("oficina-sent-log"), description="a folder for the log of what was sent"
    )
    backup_key: SecretStr = Field(
        default=SecretStr(""), description="the key of the backups, or the file that holds it"
    )
    copy_to_url: SecretStr = Field(
        default=SecretStr(""), description="where `oficina db copy` copies to"
    )

    @classmethod
    def read(cls, **instead: object) -> Self:
        """Read the settings; those given `instead` win over the environment and the file.

        Raises:
            SettingsIncomplete: some are missing or wrong.
        """
        try:
            file = settings_file()
            source: dict[str, Any] = {"_env_file": file, "_env_file_encoding": ENCODING, **instead}
            read = cls(**source)
        except SettingsFileUnreadable as error:
            raise SettingsIncomplete(str(error)) from None
        except ValidationError as error:
            lines = []
            missing: set[str] = set()
            wrong: set[str] = set()
            for one in error.errors():
                name = str(one["loc"][0]) if one["loc"] else ""
                what = texts.fault(one["type"], one["msg"])
                (missing if one["type"] == "missing" else wrong).add(name)
                lines.append(
                    texts.line(f"{PREFIX}{name.upper()}", what, texts.MEANINGS.get(name, name))
                )
            raise SettingsIncomplete(
                texts.all_that_is_wrong(lines, _where(file)), frozenset(missing), frozenset(wrong)
            ) from None
        if file not in (None, HERE) and read._in_this_folder():
            raise SettingsIncomplete(texts.relative_database(file))
        return read

    def _in_this_folder(self) -> bool:
        scheme, _, path = self.database_url.get_secret_value().partition("://")
        return scheme == "sqlite" and not path.startswith("/")


def _where(file: Path | None) -> str:
    if file is None:
        return texts.nowhere_read(HERE, SYSTEM)
    return texts.read_from(file.absolute())


class Settings(DatabaseSettings):
    """All that the running bot needs."""

    telegram_token: SecretStr = Field(description="the bot's token, as BotFather gave it")
    telegram_api: str = Field(
        default=TELEGRAM, description="the Bot API server's root, http(s)://…"
    )
    public_url: str = Field(description="the pages' address as people reach it, http(s)://…")
    web_host: str = Field(default="127.0.0.1", description="where the pages are served")
    web_port: int = Field(default=8080, ge=0, le=65535, description="the pages' port")
    smtp_url: SecretStr = Field(description="the mail server, smtp://user:password@host:port")
    mail_from: str = Field(description="the sender of the mails, 'Name <address>'")
    returned_mail_url: SecretStr = Field(
        default=SecretStr(""),
        description="the mailbox of mails that come back, imaps://user:password@host/INBOX",
    )
    dkim_selector: str = Field(default="", description="the name of the mails' DKIM key")
    alert_silence_hours: int = Field(
        default=6, ge=0, description="hours of the day without a message that are an alarm; 0: none"
    )
    alert_claim_days: int = Field(
        default=7, ge=1, description="days that a claim may wait for an answer before an alarm"
    )
    refusals_wait: int = Field(
        default=10,
        ge=0,
        description="minutes that a refused address waits before it ends a digital invoice",
    )
    layouts: Path | None = Field(default=None, description="a folder with the networks' layouts")
    webhook_secret: SecretStr = Field(
        default=SecretStr(""),
        description="what Telegram proves itself with in webhook mode",
    )
    paid_broadcast: bool = Field(
        default=False, description="whether notices go at the pace that Telegram sells"
    )
    staff_password_hash: SecretStr = Field(
        default=SecretStr(""), description="of the staff page, by `oficina staff-password`"
    )
    contact_file: Path | None = Field(
        default=None, description="a TOML file with offices, whatsapp and community page"
    )
    log_format: LogFormat = Field(default="text", description="cómo se escribe el registro")
    log_level: LogLevel = Field(default="INFO", description="desde qué gravedad se registra")
    metrics_port: int | None = Field(
        default=None, ge=0, le=65535, description="el puerto interno de las métricas"
    )
    metrics_host: str = Field(
        default="127.0.0.1", description="en qué dirección interna se sirven las métricas"
    )
    sentry_dsn: SecretStr = Field(
        default=SecretStr(""), description="adónde van los errores, si se usa Sentry"
    )

    @property
    def mail_domain(self) -> str:
        """The domain of the mails' sender."""
        return parseaddr(self.mail_from)[1].rpartition("@")[2]

    @field_validator("telegram_token")
    @classmethod
    def _is_token(cls, value: SecretStr) -> SecretStr:
        if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", value.get_secret_value()):
            raise ValueError(texts.NOT_FROM_BOTFATHER)
        return value

    @field_validator("mail_from")
    @classmethod
    def _is_sender(cls, value: str) -> str:
        if not parseaddr(value)[1].partition("@")[2]:
            raise ValueError(texts.NOT_A_SENDER)
        return value

    @field_validator("metrics_port", mode="before")
    @classmethod
    def _is_off_when_empty(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _in_any_case(cls, value: object, info: ValidationInfo) -> object:
        if not isinstance(value, str):
            return value
        return value.upper() if info.field_name == "log_level" else value.lower()

    keep_sent_days: int = Field(
        default=90, ge=7, le=3650, description="for how many days the texts of what was sent stay"
    )

    @field_validator("webhook_secret")
    @classmethod
    def _is_secret(cls, value: SecretStr) -> SecretStr:
        if not re.fullmatch("[A-Za-z0-9_-]{0,256}", value.get_secret_value()):
            raise ValueError(texts.WEBHOOK_SIGNS)
        return value

    @field_validator("staff_password_hash")
    @classmethod
    def _is_hash(cls, value: SecretStr) -> SecretStr:
        if hashed := value.get_secret_value():
            try:
                extract_parameters(hashed)
            except InvalidHashError:
                raise ValueError(texts.NOT_A_HASH) from None
        return value

    @field_validator("smtp_url", "returned_mail_url")
    @classmethod
    def _is_mail_server(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        if url := value.get_secret_value():
            protocol = "smtp" if info.field_name == "smtp_url" else "imap"
            try:
                MailServer.of(url, protocol)
            except ValueError:
                raise ValueError(texts.no_mail_server(protocol)) from None
        return value

    @field_validator("telegram_api", "public_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(texts.NOT_AN_ADDRESS)
        return value.rstrip("/")
