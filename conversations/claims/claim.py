"""Leave a message for the staff and get its number (Ley 24.240, art. 27)."""

from datetime import datetime

from conversations.common.questions import plain, says_no, says_yes
from conversations.engine.entry import Entry
from conversations.engine.talk import Choice, Misread, Page, Question, Talk, again
from domain.claims import LONGEST_TEXT, TOPICS, NewClaim
from domain.office import Office
from domain.outcomes import LeaveClaim
from domain.people import introduced
from texts.claims import claim as texts

SHORTEST_TEXT = 10


async def claim(talk: Talk, office: Office, now: datetime) -> LeaveClaim:
    """The topic, the message and, of who isn't logged in, the name and how to reach them."""
    topic = await talk.ask(_topic())
    text = await talk.ask(
        plain("text", texts.text_question(topic), _text, example=texts.TEXT_EXAMPLE)
    )
    if user := await office.user():
        name = f"{user.first_names} {user.surnames}"
        reach = " · ".join(one for one in (user.email, user.phone) if one)
    else:
        name = await talk.ask(plain("name", texts.NAME, _name, open=True))
        here = ((Choice(texts.NO_REACH_NEEDED, texts.NO_REACH_NEEDED),),)
        reach = await talk.ask(
            plain("reach", texts.REACH, _reach, choices=here, example=texts.REACH_EXAMPLE)
        )
    new_claim = NewClaim(topic, text, name, reach)
    await talk.ask(_sure(new_claim))
    return LeaveClaim(new_claim)


def _topic() -> Question[str]:
    def read(written: str) -> str:
        word = written.strip(" .!¡").casefold()
        for topic in TOPICS:
            if word in (topic, texts.TOPICS[topic].casefold()):
                return topic
        raise Misread(texts.WHICH_TOPIC)

    choices = tuple((Choice(texts.TOPICS[topic], topic),) for topic in TOPICS)
    return Question("topic", (Page(texts.TOPIC, choices),), read, keep=str)


def _text(written: str) -> str:
    text = written.strip()
    if len(text) < SHORTEST_TEXT or not any(letter.isalpha() for letter in text):
        raise Misread(texts.TOO_SHORT)
    if len(text) > LONGEST_TEXT:
        raise Misread(texts.too_long(len(text), LONGEST_TEXT))
    return text


def _name(written: str) -> str:
    name = introduced(written)
    if not any(letter.isalpha() for letter in name) or len(name) > 120:
        raise Misread(texts.NO_NAME)
    return name


def _reach(written: str) -> str:
    """A telephone or an e-mail, as it was written: a person reads it."""
    reach = " ".join(written.split())
    if reach == texts.NO_REACH_NEEDED or says_no(reach) or reach.casefold() == "no tengo":
        return texts.NO_REACH_NEEDED
    digits = sum(letter.isdigit() for letter in reach)
    if len(reach) > 200 or not ("@" in reach or digits >= 6):
        raise Misread(texts.NO_REACH)
    return reach


def _sure(new_claim: NewClaim) -> Question[None]:
    def read(written: str) -> None:
        if not says_yes(written):
            raise Misread(texts.SEND_OR_CHANGE)

    rows = ((Choice(texts.SEND, "sí"),), (Choice(texts.CHANGE_TEXT, again("text")),))
    return Question("sure", (Page(texts.summary(new_claim), rows),), read)


ENTRY = Entry(
    name="claim",
    words=texts.ENTRY,
    commands=("reclamo", "mensaje"),
    conversation=claim,
    intent="reclamo",
)
