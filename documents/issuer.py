"""Who issues the documents: printed at the head of each page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issuer:
    """The utility's name and contact data; what is not known is left out.

    `tax_id` (CUIT) and `address` come from settings, for the manual gives neither. `fiscal_qr_url`
    is the address that a fiscal QR code carries (RG 4892/2020).
    """

    name: str = "Aguas de Catamarca S.A.P.E.M."
    website: str = "www.adcsapem.com.ar"
    call_centre: tuple[str, ...] = ("(383) 4430-003", "0800-888-8255")
    tax_id: str | None = None
    address: str | None = None
    fiscal_qr_url: str = "https://www.afip.gob.ar/fe/qr/"
