"""What `oficina doctor` says of its checks, and on the whole."""


def not_looked_at(names: list[str]) -> str:
    """What can't be looked at while settings are missing."""
    listed = " y ".join(f"OFICINA_{name.upper()}" for name in names)
    return f"no se revisó: primero hay que arreglar {listed}"


def failed(error: str) -> str:
    """A check that broke, which is our fault."""
    return f"no se pudo revisar ({error})"


def unfinished(seconds: float) -> str:
    """A check that didn't end in time."""
    return f"no terminó en {seconds:.0f} segundos: algo no contesta"


def summary(bad: int, warnings: int) -> str:
    """How it went on the whole."""
    if not bad and not warnings:
        return "Todo bien."
    parts = [f"{bad} para arreglar"] * bool(bad) + [f"{warnings} para mirar"] * bool(warnings)
    return " y ".join(parts).capitalize() + "."
