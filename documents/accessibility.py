"""What WeasyPrint leaves to be done so that a reader, a screen reader and a printer do it right."""

import pydyf


def finish(pdf: pydyf.PDF) -> None:
    """Print at the exact size, for bar codes; and tell what each heading of a table heads.

    A heading within the table's head is a column's, any other one its row's.
    """
    pdf.catalog["ViewerPreferences"]["PrintScaling"] = "/None"
    parts = {
        part.reference: part
        for part in pdf.objects
        if isinstance(part, pydyf.Dictionary) and part.get("Type") == "/StructElem"
    }
    for part in parts.values():
        if part["S"] == "/TH":
            in_head = parts[parts[part["P"]]["P"]]["S"] == "/THead"
            part["A"]["Scope"] = "/Column" if in_head else "/Row"
