"""Settings: all that is missing is told at once, and no secret is ever shown."""

import os
from pathlib import Path

import pytest

import bot
from bot.settings import DatabaseSettings, Settings, SettingsIncomplete
from texts.commands.settings import MEANINGS

GOOD = {
    "OFICINA_TELEGRAM_TOKEN": "123:secret-token",
    "OFICINA_PUBLIC_URL": "https://oficina.example.org/",
    "OFICINA_SMTP_URL": "smtp://user:secret-password@mail.example.org:587",
    "OFICINA_MAIL_FROM": "Oficina <oficina@example.org>",
}


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """No setting from outside, and no .env."""
    for name in [name for name in os.environ if name.startswith("OFICINA_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return monkeypatch


def set_all(bare: pytest.MonkeyPatch, **changed: str) -> None:
    for name, value in (GOOD | changed).items():
        bare.setenv(name, value)


def test_all_that_is_missing_is_told_at_once() -> None:
    with pytest.raises(SettingsIncomplete) as told:
        Settings.read()
    for name in GOOD:
        assert f"{name}: falta" in str(told.value)
    assert ".env.example" in str(told.value)


def test_what_is_wrong_is_told_with_what_is_missing(bare: pytest.MonkeyPatch) -> None:
    set_all(bare, OFICINA_PUBLIC_URL="oficina.example.org", OFICINA_WEB_PORT="99999")
    bare.delenv("OFICINA_MAIL_FROM")
    with pytest.raises(SettingsIncomplete) as told:
        Settings.read()
    text = str(told.value)
    assert "OFICINA_MAIL_FROM: falta" in text
    assert "OFICINA_PUBLIC_URL" in text
    assert "tiene que empezar con http:// o https://" in text
    assert "OFICINA_WEB_PORT: es un número demasiado grande" in text
    assert "secret" not in text.replace("OFICINA_WEBHOOK_SECRET", "")


def test_mail_servers_are_written_as_addresses(bare: pytest.MonkeyPatch) -> None:
    set_all(
        bare,
        OFICINA_SMTP_URL="mail.example.org:587",
        OFICINA_RETURNED_MAIL_URL="smtp://u:secret-word@mail.example.org",
    )
    with pytest.raises(SettingsIncomplete) as told:
        Settings.read()
    text = str(told.value)
    assert "tiene que ser como smtp://usuario:contraseña@servidor:puerto" in text
    assert "tiene que ser como imap://usuario:contraseña@servidor:puerto" in text
    assert "secret-word" not in text


@pytest.mark.parametrize(
    "cut", ["=19=65536,t=3,p=4", "represa del jumeal", "$argon2id$v=19$m=65536"]
)
def test_what_is_no_hash_of_the_staffs_password_is_told(bare: pytest.MonkeyPatch, cut: str) -> None:
    set_all(bare, OFICINA_STAFF_PASSWORD_HASH=cut)
    with pytest.raises(SettingsIncomplete) as told:
        Settings.read()
    assert "OFICINA_STAFF_PASSWORD_HASH" in str(told.value)
    assert "¿faltan las comillas?" in str(told.value)
    assert cut not in str(told.value)


def test_defaults(bare: pytest.MonkeyPatch) -> None:
    set_all(bare)
    settings = Settings.read()
    assert settings.telegram_api == "https://api.telegram.org"
    assert settings.database_url.get_secret_value() == "sqlite://oficina.sqlite3"
    assert settings.public_url == "https://oficina.example.org"
    assert not settings.sample


def test_secrets_are_not_shown(bare: pytest.MonkeyPatch) -> None:
    set_all(bare, OFICINA_DATABASE_URL="postgres://u:secret-database@h/d")
    settings = Settings.read()
    for shown in (repr(settings), str(settings), settings.model_dump_json()):
        assert "secret-" not in shown


def test_the_file_env_is_read(tmp_path: Path) -> None:
    lines = [f'{name}="{value}"' for name, value in GOOD.items()]
    (tmp_path / ".env").write_text("\n".join(lines))
    assert Settings.read().mail_from == GOOD["OFICINA_MAIL_FROM"]


def test_the_database_needs_no_other_setting() -> None:
    assert DatabaseSettings.read().database_url.get_secret_value().startswith("sqlite://")


def test_each_setting_is_explained_to_who_left_it_out() -> None:
    assert set(Settings.model_fields) == set(MEANINGS)


def test_the_example_names_every_setting() -> None:
    example = (Path(bot.__file__).parents[1] / ".env.example").read_text()
    for name in Settings.model_fields:
        assert f"OFICINA_{name.upper()}" in example
