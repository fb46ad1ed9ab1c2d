"""The files of the proof of an invoice's notices: the certificate, the spreadsheet, the JSON."""

import csv
import hashlib
import io
import json
from datetime import datetime

from documents.notice_proof import Certificate
from documents.renderer import DocumentRenderer
from domain.notice_proof import NoticeProof
from storage.engine.program_version import PROGRAM_VERSION
from texts.staff import notice_proof as texts


def digest(proof: NoticeProof) -> str:
    """The SHA-256 of the proof's data, the same as long as they are."""
    data = json.dumps(
        texts.as_data(proof), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(data.encode()).hexdigest()


def as_json(proof: NoticeProof) -> dict[str, object]:
    """The proof's data with their digest."""
    return texts.as_data(proof) | {"sha256": digest(proof)}


def as_csv(proof: NoticeProof) -> bytes:
    """A line for each notice and way, as spreadsheets here open it."""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, texts.CSV_COLUMNS, delimiter=";")
    writer.writeheader()
    writer.writerows(texts.as_lines(proof))
    return file.getvalue().encode("utf-8-sig")


async def as_pdf(proof: NoticeProof, now: datetime, *, sample: bool) -> bytes:
    """The certificate, issued `now`."""
    certificate = Certificate(proof, now, PROGRAM_VERSION, digest(proof))
    async with DocumentRenderer(sample=sample) as press:
        return await press.notice_proof(certificate)
