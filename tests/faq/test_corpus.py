"""Entries are checked on loading, and the error says what to mend."""

from pathlib import Path

import pytest

from faq.corpus import Corpus, CorpusError, EntryButton, Kind, LinkButton, load_corpus

ENTRY = """---
label: contacto
kind: faq
title: Teléfonos
buttons: [{title: La página, url: "https://example.com"}]
phrasings: |
  un teléfono: ¿tienen?
  no
---
Llamá al <b>0800</b>.

## horarios: horario, a qué hora
De esto no sé.
"""


def entry_in(folder: Path, text: str, name: str = "contacto") -> Path:
    (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def test_an_entry_is_read_whole(tmp_path: Path) -> None:
    entry = load_corpus(entry_in(tmp_path, ENTRY))["contacto"]

    assert entry.kind is Kind.FAQ
    assert entry.phrasings == ("un teléfono: ¿tienen?", "no")
    assert entry.answer == "Llamá al <b>0800</b>."
    assert entry.buttons == (LinkButton("La página", "https://example.com"),)
    assert [(point.name, point.words) for point in entry.points] == [
        ("horarios", ("horario", "a qué hora"))
    ]
    assert not entry.urgent
    assert entry.counts_as == "contacto"


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    text = "\ufeff" + ENTRY.replace("\n", "\r\n")

    assert load_corpus(entry_in(tmp_path, text))["contacto"].phrasings[1] == "no"


def test_further_phrasings_may_stand_in_a_file_beside_it(tmp_path: Path) -> None:
    folder = entry_in(tmp_path, ENTRY)
    (folder / "contacto.txt").write_text("\n a quién llamo \nno\n", encoding="utf-8")

    assert load_corpus(folder)["contacto"].phrasings == (
        "un teléfono: ¿tienen?",
        "no",
        "a quién llamo",
    )


def test_phrasings_of_no_entry_are_refused(tmp_path: Path) -> None:
    (entry_in(tmp_path, ENTRY) / "contactos.txt").write_text("a quién llamo", encoding="utf-8")

    with pytest.raises(CorpusError, match=r"contactos.txt: .* no entry contactos.md"):
        load_corpus(tmp_path)


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("kind: faq", "kind: pregunta", "contacto.md: kind: 'pregunta' is not a kind"),
        ("kind: faq\n", "", "contacto.md: kind: is missing"),
        ("label: contacto", "label: contactos", "contacto.md: label: write 'contacto'"),
        ("title: Teléfonos", f"title: {'T' * 41}", "contacto.md: title: has 41 letters"),
        ("title:", "titulo:", "contacto.md: titulo: unknown field"),
        ("phrasings: |\n  un teléfono: ¿tienen?\n  no", "phrasings:", "contacto.md: phrasings:"),
        ("Llamá al <b>0800</b>.", "", "contacto.md: answer: is empty"),
        ("</b>", "", "contacto.md: answer: <b> is not closed"),
        ("<b>0800</b>", "<h1>0800</h1>", "contacto.md: answer: <h1> is not allowed"),
        ("Llamá", "Llamá & esperá", "contacto.md: answer: write '<' as &lt;"),
        ("De esto no sé.", "", "contacto.md: answer 'horarios': is empty"),
        ("https://", "ftp://", "contacto.md: buttons: each is an entry's label or"),
        ("[{title: La página, ", "[pagina, {title: La página, ", "no entry is called 'pagina'"),
        ("label: contacto", "label: [", "contacto.md: front matter: this is not valid YAML"),
        ("---\nlabel", "label", "contacto.md: front matter: start the file with '---'"),
    ],
)
def test_a_mistake_names_file_field_and_remedy(
    tmp_path: Path, was: str, becomes: str, told: str
) -> None:
    assert was in ENTRY
    with pytest.raises(CorpusError) as error:
        load_corpus(entry_in(tmp_path, ENTRY.replace(was, becomes, 1)))
    assert told in str(error.value)


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no entries"):
        load_corpus(tmp_path)


def test_every_label_of_the_flows_and_questions_has_its_entry(corpus: Corpus) -> None:
    flows = {entry.label for entry in corpus if entry.kind is Kind.FLOW}
    questions = {entry.label for entry in corpus if entry.kind is Kind.FAQ}

    assert flows == {
        "no_puedo_acceder",
        "cambiar_email",
        "crear_usuario",
        "iniciar_sesion",
        "agregar_cuenta",
        "desvincular_cuenta",
        "estado_de_cuenta",
        "imprimir_factura",
        "factura_vencida",
        "plan_de_pago",
        "factura_digital_adhesion",
        "factura_digital_suspender",
        "recuperar_clave",
        "cambiar_clave",
        "reclamo",
        "mis_datos",
        "borrar_mis_datos",
        "objetar_vinculacion",
        "mis_avisos",
        "ajustes",
        "privacidad",
        "ya_pague",
    }
    assert questions == {
        "no_llega_mail_factura",
        "donde_encuentro_codigos",
        "donde_pago",
        "terminos_factura_digital",
        "plan_fuera_de_termino",
        "fecha_de_pago",
        "contacto",
        "confirmar_cuenta",
        "que_facturas_puedo_imprimir",
        "facebook",
    }


def test_complaints_are_urgent_and_give_the_call_centre(corpus: Corpus) -> None:
    complaint = corpus["reclamo_servicio"]

    assert complaint.kind is Kind.COMPLAINT
    assert complaint.urgent
    assert "(383) 4430-003" in complaint.answer
    assert "0800-888-8255" in complaint.answer


def test_buttons_lead_to_other_entries(corpus: Corpus) -> None:
    assert EntryButton("fecha_de_pago") in corpus["factura_vencida"].buttons
