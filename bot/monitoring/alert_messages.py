"""Who is told of an alert, and by which ways."""

from dataclasses import dataclass
from typing import Self

from bot.settings import DatabaseSettings
from domain.alerts import STAFF_KINDS, AlertKind, Episode, Subject
from storage.monitoring.alerts import Message
from texts.staff import alerts as texts


@dataclass(frozen=True, slots=True)
class AlertMessages:
    """Writes an alert for the addresses and the chat of the settings; '' and None are nobody."""

    alert_mail: str = ""
    staff_mail: str = ""
    chat: int | None = None

    @classmethod
    def of(cls, settings: DatabaseSettings) -> Self:
        """As the settings say."""
        return cls(settings.alert_mail, settings.staff_mail, settings.alert_chat)

    def mail_for(self, kind: AlertKind) -> str:
        """Who is told by mail of this kind: staff, or who looks after the machine."""
        ours, others = self.alert_mail, self.staff_mail
        return (others or ours) if kind in STAFF_KINDS else (ours or others)

    def begun(self, subject: Subject, episode: Episode) -> list[Message]:
        """What tells of it. What is broken isn't counted on, if there is another way."""
        to = self.mail_for(subject.kind)
        messages = []
        if to and not (subject.kind is AlertKind.MAIL_AWAY and self.chat is not None):
            messages.append(Message(texts.begun_mail(to, subject, episode.since, episode.detail)))
        if self.chat is not None and not (subject.kind is AlertKind.TELEGRAM_AWAY and to):
            note = texts.begun_note(subject, episode.since, episode.detail)
            messages.append(Message(note, self.chat))
        return messages

    def ended(self, subject: Subject, episode: Episode) -> list[Message]:
        """What tells that it is over, by each way."""
        assert episode.ended_at is not None
        to = self.mail_for(subject.kind)
        since, until = episode.since, episode.ended_at
        messages = []
        if to:
            messages.append(Message(texts.ended_mail(to, subject, since, until)))
        if self.chat is not None:
            messages.append(Message(texts.ended_note(subject, since, until), self.chat))
        return messages
