"""The pages of one-time links, over real HTTP."""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.access import Purpose
from domain.messages import Begin
from tests.web.doorway import Doorway

GOOD = "mate lluvia camión azul"


async def test_a_person_confirms_the_address_by_setting_the_first_password(
    doorway: Doorway,
) -> None:
    ana = await doorway.ana()
    path = doorway.link(Purpose.CONFIRM, ana)

    shown = await doorway.get(path)
    assert shown.status == 200
    assert "Ana María" in shown.html
    assert "ana@example.org" in shown.html

    done = await doorway.post(path, clave=GOOD, repetida=GOOD)

    assert done.status == 200
    assert done.response.url.path == "/listo/confirmar"
    assert "Ya podés volver al chat" in done.html
    assert 'href="https://t.me/oficina_de_prueba_bot"' in done.html
    assert doorway.access.users[ana.id].confirmed
    assert await doorway.passwords.match(doorway.access.passwords[ana.id], GOOD)
    [(chat, note)] = doorway.access.notes
    assert chat == 77
    assert "¡Listo, Ana!" in note.html
    assert Begin("Vincular mi cuenta", "link_account") in [b for row in note.buttons for b in row]


async def test_a_person_logs_in_by_user_name_or_by_mail(doorway: Doorway) -> None:
    ana = await doorway.ana(GOOD)
    for name in ("ana.quiroga", " ANA.Quiroga ", "Ana@Example.org"):
        doorway.access.chats.clear()
        done = await doorway.post(doorway.link(Purpose.LOG_IN), usuario=name, clave=GOOD)
        assert done.response.url.path == "/listo/ingresar"
        assert doorway.access.chats == {77: ana.id}


async def test_a_forgotten_password_is_replaced_and_the_user_name_recalled(
    doorway: Doorway,
) -> None:
    ana = await doorway.ana("la de antes 123")
    path = doorway.link(Purpose.RESET, ana)

    assert "ana.quiroga" in (await doorway.get(path)).html
    done = await doorway.post(path, clave=GOOD, repetida=GOOD)

    assert done.response.url.path == "/listo/clave"
    assert await doorway.passwords.match(doorway.access.passwords[ana.id], GOOD)


async def test_opening_a_link_as_mail_programs_do_does_not_use_it_up(doorway: Doorway) -> None:
    path = doorway.link(Purpose.CONFIRM, await doorway.ana())
    for _ in range(3):
        assert (await doorway.get(path)).status == 200
    async with doorway.http.head(doorway.url + path) as response:
        assert response.status == 200

    assert (await doorway.post(path, clave=GOOD, repetida=GOOD)).status == 200


async def test_a_link_serves_once(doorway: Doorway) -> None:
    path = doorway.link(Purpose.CONFIRM, await doorway.ana())
    await doorway.post(path, clave=GOOD, repetida=GOOD)

    again = await doorway.get(path)

    assert again.status == 410
    assert "Este enlace ya no sirve" in again.html
    assert "no puedo entrar" in again.html


async def test_of_two_posts_at_once_one_is_taken(doorway: Doorway) -> None:
    path = doorway.link(Purpose.CONFIRM, await doorway.ana())
    guard = (await doorway.get(path)).guard
    fields = {"clave": GOOD, "repetida": GOOD, "guardia": guard}

    async def post() -> int:
        url = doorway.url + path
        async with doorway.http.post(url, data=fields, allow_redirects=False) as response:
            return int(response.status)

    assert sorted(await asyncio.gather(post(), post(), post())) == [303, 410, 410]
    assert len(doorway.access.notes) == 1


@pytest.mark.parametrize("purpose", list(Purpose))
async def test_an_expired_link_says_how_to_get_another(doorway: Doorway, purpose: Purpose) -> None:
    user = None if purpose is Purpose.LOG_IN else await doorway.ana()
    path = doorway.link(purpose, user)
    doorway.now += timedelta(days=3)

    late = await doorway.get(path)

    assert late.status == 410
    assert "en el chat" in late.html
    async with doorway.http.post(doorway.url + path, data={"clave": GOOD}) as response:
        assert response.status == 410
    assert doorway.access.notes == []


async def test_a_link_opens_the_page_of_its_purpose_only(doorway: Doorway) -> None:
    token = doorway.link(Purpose.RESET, await doorway.ana()).rpartition("/")[2]
    for path in ("confirmar", "ingresar"):
        assert (await doorway.get(f"/{path}/{token}")).status == 410


@pytest.mark.parametrize("token", ["x", "%00", "a" * 3000, "%F0%9F%92%A7", "..%2F..%2Fetc"])
async def test_an_invented_token_opens_nothing(doorway: Doorway, token: str) -> None:
    assert (await doorway.get(f"/confirmar/{token}")).status in (404, 410)


@pytest.mark.parametrize(
    ("password", "repeated", "complaint"),
    [
        ("", "", "Escribí la contraseña que quieras usar"),
        ("corta12", "corta12", "Es muy corta"),
        ("Contraseña123", "Contraseña123", "la usa mucha gente"),
        ("12345678", "12345678", "la usa mucha gente"),
        ("aaaaaaaaaa", "aaaaaaaaaa", "la usa mucha gente"),
        ("        ", "        ", "la usa mucha gente"),
        ("ANA.Quiroga", "ANA.Quiroga", "fácil de adivinar"),
        ("ana@example.org", "ana@example.org", "fácil de adivinar"),
        ("30111222", "30111222", "fácil de adivinar"),
        ("x" * 60 + "y" * 60 + "z" * 60, "", "demasiado larga"),
        (GOOD, "", "la misma contraseña otra vez"),
        (GOOD, GOOD + " ", "no son iguales"),
    ],
)
async def test_a_password_that_will_not_do_is_refused_and_the_link_stays_open(
    doorway: Doorway, password: str, repeated: str, complaint: str
) -> None:
    path = doorway.link(Purpose.CONFIRM, await doorway.ana())

    refused = await doorway.post(path, clave=password, repetida=repeated)

    assert refused.status == 400
    assert complaint in refused.html
    assert 'aria-invalid="true"' in refused.html
    assert "-error" in refused.html
    assert not password.strip() or f'value="{password}"' not in refused.html
    assert (await doorway.post(path, clave=GOOD, repetida=GOOD)).status == 200


async def test_a_wrong_log_in_does_not_tell_who_exists(doorway: Doorway) -> None:
    await doorway.ana(GOOD)
    await doorway.ana(GOOD)
    path = doorway.link(Purpose.LOG_IN)

    known = await doorway.post(path, usuario="ana.quiroga", clave="otra cosa")
    unknown = await doorway.post(path, usuario="nadie", clave="otra cosa")

    assert known.status == unknown.status == 400
    assert known.html.replace("ana.quiroga", "nadie") == unknown.html
    assert 'value="nadie"' in unknown.html
    assert "otra cosa" not in unknown.html


async def test_an_unconfirmed_user_gets_the_same_answer_and_the_hint_is_for_all(
    doorway: Doorway,
) -> None:
    await doorway.ana()
    path = doorway.link(Purpose.LOG_IN)

    answer = await doorway.post(path, usuario="ana.quiroga", clave=GOOD)

    assert answer.status == 400
    assert "primero hay que confirmar el correo" in answer.html
    assert "primero hay que confirmar el correo" in (await doorway.get(path)).html


@pytest.mark.parametrize("name", ["ana.quiroga", "nadie"])
async def test_after_five_wrong_passwords_tries_rest_for_fifteen_minutes(
    doorway: Doorway, name: str
) -> None:
    await doorway.ana(GOOD)
    path = doorway.link(Purpose.LOG_IN)
    answers = [await doorway.post(path, usuario=name, clave=f"no es {n}") for n in range(5)]
    assert [answer.status for answer in answers] == [400, 400, 400, 400, 429]

    right = await doorway.post(path, usuario="ana.quiroga", clave=GOOD)
    assert right.status == 429
    assert "18:20" in right.html
    assert right.response.headers["Retry-After"] == "900"

    doorway.now += timedelta(minutes=15, seconds=1)
    done = await doorway.post(path, usuario="ana.quiroga", clave=GOOD)
    assert done.response.url.path == "/listo/ingresar"


async def test_the_two_names_of_a_user_are_one_count_in_any_chat(doorway: Doorway) -> None:
    await doorway.ana(GOOD)
    names = ["ana.quiroga", "ana@example.org", "ANA@EXAMPLE.ORG", "Ana.Quiroga", "ana.quiroga"]
    for name in names:
        doorway.access.wrong.pop("chat:77", None)  # as from another chat each time
        last = await doorway.post(doorway.link(Purpose.LOG_IN), usuario=name, clave="no")
    assert last.status == 429


async def test_passwords_tried_all_at_once_are_counted_all_the_same(doorway: Doorway) -> None:
    await doorway.ana(GOOD)
    path = doorway.link(Purpose.LOG_IN)
    guard = (await doorway.get(path)).guard

    async def attempt(password: str) -> int:
        fields = {"usuario": "ana.quiroga", "clave": password, "guardia": guard}
        async with doorway.http.post(doorway.url + path, data=fields) as response:
            return int(response.status)

    statuses = await asyncio.gather(*(attempt(f"no {n}") for n in range(12)))
    assert sorted(statuses) == [400] * 4 + [429] * 8


async def test_empty_fields_of_the_log_in_keep_what_was_typed(doorway: Doorway) -> None:
    path = doorway.link(Purpose.LOG_IN)
    answer = await doorway.post(path, usuario="ana.quiroga", clave="")
    assert answer.status == 400
    assert "Escribí tu contraseña." in answer.html
    assert 'value="ana.quiroga"' in answer.html
    assert "Escribí tu usuario o tu correo." in (await doorway.post(path)).html
    assert doorway.access.wrong == {}


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "' OR 1=1 --", 'x" onfocus="y'])
async def test_markup_in_what_was_typed_is_shown_as_text(doorway: Doorway, name: str) -> None:
    answer = await doorway.post(doorway.link(Purpose.LOG_IN), usuario=name, clave="loquesea")
    assert answer.status == 400
    assert "<script" not in answer.html
    assert '" onfocus' not in answer.html


async def test_markup_in_a_users_name_is_shown_as_text(doorway: Doorway) -> None:
    ana = await doorway.ana(first_names="<b>Ana</b>", email="<i>@example.org")
    path = doorway.link(Purpose.CONFIRM, ana)
    shown = (await doorway.get(path)).html
    assert "&lt;b&gt;Ana&lt;/b&gt;" in shown
    assert "<i>" not in shown
    await doorway.post(path, clave=GOOD, repetida=GOOD)
    assert "&lt;b&gt;Ana&lt;/b&gt;" in doorway.access.notes[0][1].html


@pytest.mark.parametrize("name", ["ana\x00", "a\nb", "x" * 5000])
async def test_a_name_no_one_can_have_is_answered_like_any_wrong_one(
    doorway: Doorway, name: str
) -> None:
    answer = await doorway.post(doorway.link(Purpose.LOG_IN), usuario=name, clave="loquesea")
    assert answer.status == 400
    assert "no coinciden" in answer.html


# Forged and malformed posts


@pytest.mark.parametrize("guard", ["", "otro", "á" * 43])
async def test_a_post_from_elsewhere_does_nothing(doorway: Doorway, guard: str) -> None:
    path = doorway.link(Purpose.CONFIRM, await doorway.ana())
    forged = await doorway.post(path, clave=GOOD, repetida=GOOD, guardia=guard)
    assert forged.status == 400
    assert "Completalo otra vez" in forged.html
    assert doorway.access.notes == []
    assert (await doorway.post(path, clave=GOOD, repetida=GOOD)).status == 200


async def test_a_post_without_the_cookie_does_nothing(doorway: Doorway) -> None:
    path = doorway.link(Purpose.LOG_IN)
    guard = (await doorway.get(path)).guard
    doorway.http.cookie_jar.clear()
    fields = {"guardia": guard, "usuario": "ana.quiroga", "clave": GOOD}
    async with doorway.http.post(doorway.url + path, data=fields) as response:
        assert response.status == 400
        assert 'value="ana.quiroga"' in await response.text()
    assert doorway.access.wrong == {}


async def test_a_body_too_large_is_refused_unread(doorway: Doorway) -> None:
    path = doorway.link(Purpose.LOG_IN)
    answer = await doorway.post(path, usuario="x" * 20_000, clave="y")
    assert answer.status == 413
    assert "demasiado largo" in answer.html


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"clave": "x"}', "application/json"),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x"),
        (b"clave=%FF\xff\xfe", "application/x-www-form-urlencoded"),
        (b"clave=x", "application/x-www-form-urlencoded; charset=nada"),
    ],
)
async def test_a_body_that_is_no_form_is_refused(doorway: Doorway, body: bytes, kind: str) -> None:
    path = doorway.link(Purpose.LOG_IN)
    headers = {"Content-Type": kind}
    async with doorway.http.post(doorway.url + path, data=body, headers=headers) as response:
        assert response.status == 400
        assert "<h1>" in await response.text()


# What a page keeps to itself


async def test_pages_carry_headers_that_keep_the_token_secret(doorway: Doorway) -> None:
    page = await doorway.get(doorway.link(Purpose.LOG_IN))
    headers = page.response.headers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "script" not in policy
    cookie = headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "<script" not in page.html
    assert '<html lang="es-AR">' in page.html


async def test_no_log_has_the_token(doorway: Doorway, caplog: pytest.LogCaptureFixture) -> None:
    path = doorway.link(Purpose.CONFIRM, await doorway.ana())
    token = path.rpartition("/")[2]
    with caplog.at_level(logging.DEBUG):
        await doorway.get(path)
        await doorway.get(path + "/mas")
        doorway.access.users.clear()  # an access that fails
        broken = await doorway.get(path)

    assert broken.status == 500
    assert "Algo falló de nuestro lado" in broken.html
    assert "Traceback" not in broken.html
    assert "GET /confirmar/{token} 200" in caplog.text
    assert "GET /confirmar/{token} failed" in caplog.text
    assert token not in caplog.text


async def test_a_reset_tells_the_other_chats_and_the_owners_mailbox(doorway: Doorway) -> None:
    ana = await doorway.ana("la de antes 123")
    path = doorway.link(Purpose.RESET, ana)

    assert "que pidió este enlace" in (await doorway.get(path)).html
    await doorway.post(path, clave=GOOD, repetida=GOOD)

    assert [mail.subject for mail in doorway.access.mails] == [
        "Cambió tu contraseña de Aguas de Catamarca"
    ]
    assert doorway.access.elsewhere is not None
    assert "se cerró la sesión" in doorway.access.elsewhere.html
    scripts = [b.script for row in doorway.access.elsewhere.buttons for b in row]  # type: ignore[union-attr]
    assert scripts == ["log_in", "recover"]


async def test_a_new_e_mail_is_confirmed_and_the_old_one_is_told(doorway: Doorway) -> None:
    ana = await doorway.ana(email="nueva@example.org")
    doorway.access.replaced[ana.id] = replace(ana, id=9, email="vieja@example.org")
    path = doorway.link(Purpose.CONFIRM, ana)

    shown = await doorway.get(path)
    assert "Confirmá tu correo nuevo" in shown.html
    assert "nueva@example.org" in shown.html
    done = await doorway.post(path, clave=GOOD, repetida=GOOD)

    assert done.response.url.path == "/listo/confirmar"
    [(_, note)] = doorway.access.notes
    assert "Tu correo ahora es <b>nueva@example.org</b>" in note.html
    [mail] = doorway.access.mails
    assert mail.to == "vieja@example.org"
    assert "nueva@example.org" not in mail.text, "the new address is not given away"


async def test_a_first_confirmation_owes_no_further_mail(doorway: Doorway) -> None:
    await doorway.post(
        doorway.link(Purpose.CONFIRM, await doorway.ana()), clave=GOOD, repetida=GOOD
    )
    assert doorway.access.mails == []
