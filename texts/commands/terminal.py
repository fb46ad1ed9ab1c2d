"""Words that any command may say."""

YES = frozenset({"s", "si", "sí", "y", "yes"})
NO = frozenset({"", "n", "no"})
YES_OR_NO = "Contestá s (sí) o n (no)."
