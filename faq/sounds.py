"""How a word sounds and what it is made of: spelling mistakes and endings fall away here.

`sound` writes a word as a Catamarca neighbour says it (h silent, b = v, s = c = z, ll = y,
k = c = qu), so that `bolber`, `volver` and `BOLVER` are one word. `stem` takes plurals,
diminutives, clinging pronouns and verb endings off a word already written as it sounds.
Both are deliberately crude: they need only bring together what people mean alike.
"""

import re
from functools import lru_cache

_SPELLINGS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"^gue(?=[nlvb])", "bue"),  # güeno, güelve
        (r"w", "bu"),  # wenas
        (r"sh", "ch"),
        (r"ph", "f"),
        (r"ch", "C"),
        (r"h", ""),
        (r"qu(?=[ei])", "k"),
        (r"q", "k"),
        (r"cc?(?=[ei])", "s"),
        (r"c", "k"),
        (r"[zx]", "s"),
        (r"gu(?=[ei])", "G"),
        (r"g(?=[ei])", "j"),
        (r"G", "g"),
        (r"ll", "y"),
        (r"v", "b"),
        (r"n(?=[bp])", "m"),  # canbiar
        (r"ni(?=[aou])", "n"),  # contrasenia
        (r"k(?=[st])", ""),  # fatura
        (r"p(?=[st])", ""),  # inscrito, susciptor
        (r"y$", "i"),
        (r"ao$", "ado"),  # pagao
        (r"(.)\1+", r"\1"),
        (r"(?<=...)d$", ""),  # usté, verdá
    )
)

_PRONOUNS = re.compile(
    r"(?<=[aeiounr])(?:me|te|se|nos|le|les)?(?:lo|la|los|las|le|les|me|te|se|nos)$"
)
# the search goes from the left, so that the longest ending is the one found
_ENDINGS = re.compile(
    r"""(?:
    asiones | asion | siones | sion | mente
    | (?:ar|er|ir)(?:iamos|ian|ias|ia|amos|emos|an|as|a|e)
    | (?:ar|ier)amos | abamos | iamos | (?:a|ie)ses?n? | ieron | iera[ns]? | aron
    | ando | iendo | yendo | aba[sn]? | ia[sn]?
    | astes? | istes? | amos | emos | imos
    | [ai]d[oa]s? | adora?s? | adores | it[oa]s? | siy[oa]
    | ar | er | ir | an | en | as | es | os | is | a | e | o | i | s
    )$""",
    re.VERBOSE,
)


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """The word (lower case, without accents) as it sounds."""
    for pattern, replacement in _SPELLINGS:
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=20_000)
def stem(sounded: str) -> str:
    """The root of a word written as it sounds; at least three letters of it are kept."""
    if len(sounded) < 4 or not sounded.isalpha():
        return sounded
    if len(sounded) > 5:
        bare = _PRONOUNS.sub("", sounded)
        if len(bare) > 3:
            sounded = bare
    for _ in range(2):  # a plural or a diminutive may hide a second ending
        match = _ENDINGS.search(sounded)
        if match is None:
            break
        start = max(match.start(), 3)
        if start == len(sounded):
            break
        whole = start == match.start()
        if not whole:
            # the ending would eat the root: take off only a last vowel or plural
            sounded = re.sub(r"(?<=...)[aeio]?s?$", "", sounded)
            break
        sounded = sounded[:start]
        if match.group() not in {"s", "itos", "itas", "ito", "ita"}:
            break
    return sounded
