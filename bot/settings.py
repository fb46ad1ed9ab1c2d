"""The settings, read from the environment and from the file `.env`; the only reader of both."""

import re
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from argon2 import extract_parameters
from argon2.exceptions import InvalidHashError
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from outbox.mail_server import MailServer
from texts.commands import settings as texts

PREFIX = "OFICINA_"
TELEGRAM = "https://api.telegram.org"
DATABASE = "sqlite://oficina.sqlite3"


class SettingsIncomplete(Exception):
    """Settings are missing or wrong; the message names them all, and no secret."""


class DatabaseSettings(BaseSettings):
    """What the commands need that only work on the data."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore")

    database_url: SecretStr = Field(
        default=SecretStr(DATABASE), description="the database's address"
    )
    cache: Path = Field(
        default=Path("oficina-cache"), description="a folder for what is learnt at the first start"
    )
    sample: bool = Field(default=False, description="whether the data are an invented sample")
    staff_mail: str = Field(default="", description="who is told of notices that go out late")
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
    def read(cls) -> Self:
        """Read the settings.

        Raises:
            SettingsIncomplete: some are missing or wrong.
        """
        try:
            return cls()
        except ValidationError as error:
            lines = []
            for one in error.errors():
                name = str(one["loc"][0]) if one["loc"] else ""
                what = texts.fault(one["type"], one["msg"])
                lines.append(
                    texts.line(f"{PREFIX}{name.upper()}", what, texts.MEANINGS.get(name, name))
                )
            raise SettingsIncomplete(texts.all_that_is_wrong(lines)) from None


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
