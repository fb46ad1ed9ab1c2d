"""The ending that leaves a claim and tells its number."""

from dataclasses import dataclass

from conversations.engine.replies import Reply
from domain.claims import Claims
from domain.messages import Mail
from domain.office import Office
from domain.outcomes import LeaveClaim
from handlers.endings.deed import Deed, Said
from handlers.endings.registry import Endings
from texts.claims import claim as texts


@dataclass(frozen=True, slots=True)
class ClaimEndings:
    """Claims are left for the staff."""

    claims: Claims

    def add_to(self, endings: Endings) -> None:
        """Add it."""
        endings.add(LeaveClaim, self.leave)

    async def leave(self, outcome: LeaveClaim, office: Office, at: Deed) -> Said:
        """Keep the claim; its receipt goes to the chat and, of who is logged in, by mail too."""
        claim, user = outcome.claim, await office.user()

        def receipt(number: int) -> Mail:
            assert user is not None
            return texts.taken_mail(user.email, claim, number)

        number = await self.claims.open(
            at.chat_id, claim, key=at.key, now=at.now, mail=receipt if user else None
        )
        return (Reply(texts.taken(number, mailed=user is not None), texts.TAKEN_BUTTONS),)
