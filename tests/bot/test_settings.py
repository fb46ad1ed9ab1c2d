"""Settings: all that is missing is told at once, and no secret is ever shown."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import bot
from bot import settings_file
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
    """No setting from outside, no .env, and no file of the machine's own."""
    for name in [name for name in os.environ if name.startswith("OFICINA_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(settings_file, "SYSTEM", tmp_path / "etc" / "oficina.env")
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


def test_what_is_set_to_nothing_is_missing_and_what_may_be_left_out_has_its_default(
    bare: pytest.MonkeyPatch,
) -> None:
    set_all(bare, OFICINA_WEB_PORT="", OFICINA_LAYOUTS="", OFICINA_STAFF_MAIL="")
    settings = Settings.read()
    assert (settings.web_port, settings.layouts, settings.staff_mail) == (8080, None, "")
    for name in GOOD:
        bare.setenv(name, "")
    with pytest.raises(SettingsIncomplete) as told:
        Settings.read()
    for name in GOOD:
        assert f"{name}: falta" in str(told.value)
    assert told.value.missing == {name.removeprefix("OFICINA_").lower() for name in GOOD}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OFICINA_TELEGRAM_TOKEN", "el token del bot"),
        ("OFICINA_MAIL_FROM", "Aguas de Catamarca"),
        ("OFICINA_ALERT_CHAT", "@grupo"),
    ],
)
def test_what_can_not_be_used_is_told_before_anything_begins(
    bare: pytest.MonkeyPatch, name: str, value: str
) -> None:
    set_all(bare, **{name: value})
    with pytest.raises(SettingsIncomplete) as told:
        Settings.read()
    assert told.value.wrong == {name.removeprefix("OFICINA_").lower()}


def test_doctor_reads_the_rest_where_something_is_wrong(bare: pytest.MonkeyPatch) -> None:
    set_all(bare, OFICINA_PUBLIC_URL="oficina")
    assert Settings.read(public_url="https://localhost").mail_from == GOOD["OFICINA_MAIL_FROM"]


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


def written(file: Path, **changed: str) -> Path:
    lines = [f'{name}="{value}"' for name, value in (GOOD | changed).items()]
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join(lines))
    return file


WHOLE = {"OFICINA_DATABASE_URL": "sqlite:///srv/oficina.sqlite3"}


def test_the_file_env_is_read(tmp_path: Path) -> None:
    written(tmp_path / ".env")
    assert Settings.read().mail_from == GOOD["OFICINA_MAIL_FROM"]


def test_the_machines_own_file_is_read_in_any_folder_but_one_with_an_env(tmp_path: Path) -> None:
    written(settings_file.SYSTEM, **WHOLE, OFICINA_WEB_PORT="1")
    assert Settings.read().web_port == 1
    written(tmp_path / ".env", OFICINA_WEB_PORT="2")
    assert Settings.read().web_port == 2


def test_the_file_that_is_named_is_read_before_all_others(
    bare: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    written(tmp_path / ".env", OFICINA_WEB_PORT="2")
    named = written(tmp_path / "elsewhere" / "oficina.env", **WHOLE, OFICINA_WEB_PORT="3")
    bare.setenv("OFICINA_ENV_FILE", str(named))
    assert Settings.read().web_port == 3


def test_a_named_file_that_is_not_there_is_told(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("OFICINA_ENV_FILE", "ofcina.env")
    with pytest.raises(SettingsIncomplete, match=r"nombra ofcina\.env, y ese archivo no existe"):
        DatabaseSettings.read()


def test_what_is_missing_in_a_file_is_told_with_the_files_name(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("OFICINA_WEB_PORT=80")
    with pytest.raises(SettingsIncomplete) as told:
        Settings.read()
    assert f"Ponela en {tmp_path / '.env'}, que es el archivo que se lee" in str(told.value)


@pytest.mark.parametrize("url", ["", "sqlite://oficina.sqlite3"])
def test_settings_for_every_folder_name_the_database_whole(url: str) -> None:
    written(settings_file.SYSTEM, **({"OFICINA_DATABASE_URL": url} if url else {}))
    with pytest.raises(SettingsIncomplete) as told:
        DatabaseSettings.read()
    assert "sqlite:///var/lib/oficina/oficina.sqlite3" in str(told.value)
    assert str(settings_file.SYSTEM) in str(told.value)


def test_a_file_that_can_not_be_read_is_told(tmp_path: Path) -> None:
    env = tmp_path / ".env"
    env.write_bytes("OFICINA_MAIL_FROM=Señal".encode("latin-1"))
    with pytest.raises(SettingsIncomplete, match="guardá el archivo como UTF-8"):
        DatabaseSettings.read()
    env.unlink()
    env.mkdir()
    with pytest.raises(SettingsIncomplete, match="no se puede leer: es una carpeta"):
        DatabaseSettings.read()


def test_the_mark_that_windows_puts_before_utf_8_is_no_part_of_a_setting(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("OFICINA_STAFF_MAIL=a@example.org", "utf-8-sig")
    assert DatabaseSettings.read().staff_mail == "a@example.org"


@pytest.mark.slow
def test_a_file_of_another_users_is_told_and_another_users_folder_does_not_matter(
    tmp_path: Path,
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    tree = Path(bot.__file__).parents[1]
    home, system = tmp_path / "home", tmp_path / "system.env"
    home.mkdir(mode=0o700)
    program = f"""
import os
from pathlib import Path
from bot import settings_file
from bot.settings import DatabaseSettings, SettingsIncomplete
settings_file.SYSTEM = Path({str(system)!r})
def read():
    try:
        return DatabaseSettings.read().staff_mail
    except SettingsIncomplete as told:
        return told
read()  # and so load all that this needs, which the other user may not read
os.chdir({str(home)!r})
os.setuid(65534)
print(read())
"""
    for folder in (tmp_path, *tmp_path.parents[:3]):  # with workers it lies one deeper
        folder.chmod(0o755)

    def read() -> str:
        command = [sys.executable, "-c", program]
        environment = {"PYTHONPATH": str(tree)}
        return subprocess.check_output(command, env=environment, text=True)

    system.write_text("OFICINA_STAFF_MAIL=a@example.org\nOFICINA_DATABASE_URL=sqlite:///o")
    system.chmod(0o644)  # whatever the umask
    assert read() == "a@example.org\n"
    system.chmod(0o600)
    assert "sudo -u oficina oficina" in read()


def test_the_database_needs_no_other_setting() -> None:
    assert DatabaseSettings.read().database_url.get_secret_value().startswith("sqlite://")


def test_each_setting_is_explained_to_who_left_it_out() -> None:
    assert set(Settings.model_fields) == set(MEANINGS)


def test_the_example_names_every_setting() -> None:
    example = (Path(bot.__file__).parents[1] / ".env.example").read_text()
    for name in Settings.model_fields:
        assert f"OFICINA_{name.upper()}" in example
