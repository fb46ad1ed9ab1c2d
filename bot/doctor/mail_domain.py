"""What the DNS says of the sender's domain: MX, SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489).

Without them, others take our mails for somebody else's, and people find them among the spam.
"""

import asyncio

from dns.asyncresolver import Resolver
from dns.exception import DNSException
from dns.resolver import NXDOMAIN

from bot.doctor.findings import Finding, Findings, bad, ok, unknown, warning
from bot.settings import Settings
from texts.doctor import mail as texts

PATIENCE = 5.0  # seconds for each question
USUAL_SELECTORS = (
    "default", "mail", "dkim", "google", "selector1", "selector2", "s1", "s2", "k1",
)  # fmt: skip


async def look(settings: Settings) -> Findings:
    """Ask the machine's resolver."""
    domain = settings.mail_domain
    try:
        resolver = Resolver()
    except DNSException:  # no resolver is configured
        return [unknown(texts.dns_silent(domain))]
    resolver.lifetime = PATIENCE
    return await look_up(domain, settings.dkim_selector, resolver)


async def look_up(domain: str, selector: str, resolver: Resolver) -> Findings:
    """Ask a resolver; where it doesn't answer, nothing is said against the domain."""
    try:
        if not await _exists(domain, resolver):
            # A resolver without a way out denies all names: then it says nothing of this one.
            sees_out = await _exists(f"{domain.rpartition('.')[2]}.", resolver)
            silent = unknown(texts.dns_silent(domain))
            return [bad(texts.no_domain(domain)) if sees_out else silent]
        found = await asyncio.gather(
            _mx(domain, resolver),
            _spf(domain, resolver),
            _dkim(domain, selector, resolver),
            _dmarc(domain, resolver),
        )
    except (DNSException, OSError):
        return [unknown(texts.dns_silent(domain))]
    return list(found)


async def _exists(domain: str, resolver: Resolver) -> bool:
    try:
        await resolver.resolve(domain, "SOA", raise_on_no_answer=False)
    except NXDOMAIN:
        return False
    return True


async def _records(name: str, kind: str, resolver: Resolver) -> list[str]:
    """A name's records as text; a TXT's pieces are put together."""
    try:
        answer = await resolver.resolve(name, kind, raise_on_no_answer=False)
    except NXDOMAIN:
        return []
    if kind == "TXT":
        return [b"".join(one.strings).decode("utf-8", "replace") for one in answer]
    return [one.to_text() for one in answer]


async def _mx(domain: str, resolver: Resolver) -> Finding:
    takes = [one for one in await _records(domain, "MX", resolver) if not one.endswith(" .")]
    return ok(texts.mx(domain)) if takes else warning(texts.no_mx(domain))


async def _spf(domain: str, resolver: Resolver) -> Finding:
    found = [
        one.lower()
        for one in await _records(domain, "TXT", resolver)
        if one.lower().split(" ")[0] == "v=spf1"
    ]
    if not found:
        return warning(texts.no_spf(domain))
    if len(found) > 1:
        return bad(texts.many_spf(domain))
    terms = found[0].split()
    if "+all" in terms or "all" in terms:
        return warning(texts.open_spf(domain))
    return ok(texts.spf(domain))


async def _dkim(domain: str, selector: str, resolver: Resolver) -> Finding:
    if selector:
        found = await _keys(selector, domain, resolver)
        if not found:
            return bad(texts.no_dkim(selector, domain))
        usable = any(found)
        return ok(texts.dkim(selector)) if usable else bad(texts.revoked_dkim(selector))
    tried = [_keys(one, domain, resolver) for one in USUAL_SELECTORS]
    for one, keys in zip(USUAL_SELECTORS, await asyncio.gather(*tried), strict=True):
        if any(keys):
            return ok(texts.dkim(one))
    return unknown(texts.DKIM_UNKNOWN)


async def _keys(selector: str, domain: str, resolver: Resolver) -> list[str]:
    """The keys under a selector; '' for one that was revoked."""
    found = []
    for record in await _records(f"{selector}._domainkey.{domain}", "TXT", resolver):
        tags = dict(part.strip().partition("=")[::2] for part in record.split(";"))
        if "p" in tags:
            found.append(tags["p"].strip())
    return found


async def _dmarc(domain: str, resolver: Resolver) -> Finding:
    """The domain's own, or that of a domain above it."""
    labels = domain.split(".")
    for place in range(len(labels) - 1):
        above = ".".join(labels[place:])
        if any(
            one.lower().startswith("v=dmarc1")
            for one in await _records(f"_dmarc.{above}", "TXT", resolver)
        ):
            return ok(texts.dmarc(above))
    return warning(texts.no_dmarc(domain))
