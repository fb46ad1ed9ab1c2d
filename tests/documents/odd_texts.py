"""Texts as they come in exports and chats, and as nobody expects them. All people are invented."""

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
ODD_TEXTS = (
    "W" * 200, "ñ" * 32, "i" * 60, "María de los Ángeles O’Higgins de D'Agostino-Núñez",
    "g̃ ỹ ẽ ŷ Guaraní Ñembyasy", "e" + "\u0301" * 150, "محمد بن عبد الله", "יוסף כהן", "王小明",
    "Иванов Ёжиков", "กุลธิดา สมบูรณ์", "दिनेश कुमार", f"{FAMILY} Familia \U0001f4a7",
    "\u202eosrever\u202c", "a\u200bb\ufeffc\u00ad", "<script>alert(1)</script>",
    "Pérez & Hijos {{ 7 * 7 }} {% raw %}", "</p></td></table>", "&amp;&lt;",
    "<img src='file:///etc/passwd'>", "S/D", "—", "Nu\ufffdez", "\U00020bb7野家", "ﷺ", "ff ﬁ №",
    "  x  y  ", "\\N \\ % $ # _ ~ ^", "=1+1", "'", '"', "x" * 119 + " " + "y" * 80,
)  # fmt: skip
