"""The certificate of an invoice's notices, for a judge or the regulator."""

from dataclasses import dataclass
from datetime import datetime

from domain.notice_proof import NoticeProof


@dataclass(frozen=True, slots=True)
class Certificate:
    """A proof as it is printed: at which moment, by which version of the program.

    `digest` is the SHA-256 of the data, in hexadecimal: it is the same as long as they are.
    """

    proof: NoticeProof
    issued_at: datetime
    program_version: str
    digest: str
