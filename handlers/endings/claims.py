"""The ending that leaves a claim and tells its number."""

from conversations.engine.replies import Reply
from domain.messages import Mail
from domain.office import Office
from domain.outcomes import LeaveClaim
from handlers.endings.context import Deed, EndingContext, Said
from texts.claims import claim as texts


async def leave(
    outcome: LeaveClaim, counter: EndingContext, office: Office, at: Deed
) -> tuple[Said, ...]:
    """Keep the claim; its receipt goes to the chat and, of who is logged in, by mail too."""
    claim, user = outcome.claim, await office.user()

    def receipt(number: int) -> Mail:
        assert user is not None
        return texts.taken_mail(user.email, claim, number)

    number = await counter.claims.open(
        at.chat_id, claim, key=at.key, now=at.now, mail=receipt if user else None
    )
    counter.nudge()
    return (Reply(texts.taken(number, mailed=user is not None), texts.TAKEN_BUTTONS),)
