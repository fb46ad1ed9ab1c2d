"""What the staff reads on the command line, a module for each group of commands."""


def flowing(text: str) -> str:
    """A help text whose paragraphs are one line each, as wide as the terminal; lists stay lists."""
    paragraphs = (
        part if part.lstrip().startswith("- ") else " ".join(part.split())
        for part in text.strip().split("\n\n")
    )
    return "\n\n".join(paragraphs)
