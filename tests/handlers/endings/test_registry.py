"""Each outcome has one ending, and a gap is found when the office is put together."""

from typing import cast

import pytest

from domain.claims import Claims
from handlers.endings.claims import ClaimEndings
from handlers.endings.registry import Endings

CLAIMS = ClaimEndings(cast(Claims, None))


def test_an_outcome_without_an_ending_is_named() -> None:
    with pytest.raises(TypeError, match="IssueVoucher"):
        Endings(CLAIMS)


def test_two_endings_of_one_outcome_are_refused() -> None:
    with pytest.raises(TypeError, match="two endings for LeaveClaim"):
        Endings(CLAIMS, CLAIMS)
