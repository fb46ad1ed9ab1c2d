"""How well messages are understood: `python benchmarks/faq.py FILE.tsv`.

FILE holds one message a line, `label<TAB>message`; `a|b` accepts either label. Blank lines,
lines beginning with # and a header `label<TAB>message` are passed over. The last line printed
is one JSON object; shares are fractions of 1, over all messages of the file.

top1: the first label given is right: the answer's, or the first of a 'did you mean'. For
`fuera_de_alcance` only saying that the bot can't help is right (or answering an insult as one).
offered: the right label is the answer's, or among the (at most three) of a 'did you mean', or of
those put under an 'I did not understand' (first label: `fuera_de_alcance`). For
`fuera_de_alcance` it is enough that nothing was answered and no flow begun: saying so and
offering suggestions is what that label asks for. In-scope messages are also told alone.
median_ms, p99_ms: processor time a message takes on one core, waiting for others left out.
false_answers: of the `fuera_de_alcance` messages, those that got an answer or a flow.
"""

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from faq.corpus import Corpus, Kind, load_corpus
from faq.matcher import Answer, DidYouMean, DontKnow, Matcher, Understanding

OUTSIDE = "fuera_de_alcance"


@dataclass(frozen=True, slots=True)
class Case:
    """A message and the labels that are right for it."""

    right: frozenset[str]
    message: str


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a case; `labels` is what was given, likeliest first."""

    case: Case
    labels: tuple[str, ...]
    answered: bool
    milliseconds: float

    @property
    def right_offered(self) -> bool:
        """Whether what is right can be reached from here."""
        if OUTSIDE in self.case.right and not self.answered:
            return True
        return bool(self.case.right & set(self.labels))


def read_cases(file: Path, known: set[str]) -> list[Case]:
    """The labelled messages of a file; ends the program with a sentence if it has a mistake."""
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        sys.exit(f"{file}: cannot be read as UTF-8 text: {error}")
    cases = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        labels, tab, message = line.partition("\t")
        if not tab:
            sys.exit(f"{file}:{number}: no tab; write label<TAB>message.")
        right = frozenset(label.strip() for label in labels.split("|"))
        if right <= {"label", "etiqueta"}:
            continue
        if unknown := right - known:
            named = ", ".join(sorted(unknown))
            sys.exit(f"{file}:{number}: unknown label {named}; known: {', '.join(sorted(known))}.")
        cases.append(Case(right, message.strip()))
    if not cases:
        sys.exit(f"{file}: holds no messages; write label<TAB>message, one a line.")
    return cases


def given(understanding: Understanding, corpus: Corpus) -> tuple[tuple[str, ...], bool]:
    """The labels an outcome stands for, and whether it was an answer."""
    match understanding:
        case Answer(label=label):
            counted = corpus[label].counts_as
            return (counted,), counted != OUTSIDE
        case DidYouMean(labels=labels):
            return tuple(corpus[label].counts_as for label in labels), False
        case DontKnow(labels=labels):
            return (OUTSIDE, *(corpus[label].counts_as for label in labels)), False


def measure(cases: list[Case], matcher: Matcher, corpus: Corpus) -> list[Result]:
    """Understand each message once, timed on the processor's clock."""
    results = []
    for case in cases:
        began = time.process_time()
        understanding = matcher.understand(case.message)
        milliseconds = (time.process_time() - began) * 1000
        labels, answered = given(understanding, corpus)
        results.append(Result(case, labels, answered, milliseconds))
    return results


def share(part: int, whole: int) -> float:
    """A fraction of 1, 0 of nothing."""
    return round(part / whole, 4) if whole else 0.0


def percentile(values: list[float], at: float) -> float:
    """The value below which the share `at` of the values lies."""
    return sorted(values)[min(len(values) - 1, int(at * len(values)))]


def report(results: list[Result]) -> dict[str, float]:
    """Print the figures for a reader and return those of the last line."""
    inside = [r for r in results if OUTSIDE not in r.case.right]
    outside = [r for r in results if r.case.right == {OUTSIDE}]
    first = [r for r in results if r.labels[0] in r.case.right]
    offered = [r for r in results if r.right_offered]
    false = [r for r in outside if r.answered]
    times = [r.milliseconds for r in results]
    answers = [r for r in results if r.answered]

    print("Confusions (right label -> first label given: times)")
    wrong = Counter(
        ("|".join(sorted(r.case.right)), r.labels[0] + ("" if r.answered else " (not answered)"))
        for r in results
        if r.labels[0] not in r.case.right
    )
    for (right, label), times_seen in sorted(wrong.items()):
        print(f"  {right:45} -> {label}: {times_seen}")
    if not wrong:
        print("  none")
    print("\nBy label                         messages  first  offered")
    for label in sorted({label for r in results for label in r.case.right}):
        of = [r for r in results if label in r.case.right]
        right_first = share(sum(r.labels[0] in r.case.right for r in of), len(of))
        right_offered = share(sum(r.right_offered for r in of), len(of))
        print(f"  {label:30} {len(of):8}  {right_first:5.1%}  {right_offered:7.1%}")

    good = sum(r.labels[0] in r.case.right for r in answers)
    inside_first = share(sum(r in inside for r in first), len(inside))
    inside_offered = share(sum(r in inside for r in offered), len(inside))
    print(f"\nmessages                      {len(results)}")
    print(f"right at first                {share(len(first), len(results)):.1%}")
    print(f"right among the offered       {share(len(offered), len(results)):.1%}")
    print(
        f"  in scope only               {inside_first:.1%} at first, {inside_offered:.1%} offered"
    )
    print(f"answered outright             {share(len(answers), len(results)):.1%}")
    print(f"  of these right              {share(good, len(answers)):.1%}")
    print(f"out of scope, yet answered    {share(len(false), len(outside)):.1%} of {len(outside)}")
    print(f"time a message                median {percentile(times, 0.5):.3f} ms,", end=" ")
    print(f"p99 {percentile(times, 0.99):.3f} ms")
    return {
        "top1": share(len(first), len(results)),
        "offered": share(len(offered), len(results)),
        "false_answers": share(len(false), len(outside)),
        "median_ms": round(percentile(times, 0.5), 4),
        "p99_ms": round(percentile(times, 0.99), 4),
    }


def main() -> None:
    """Measure the file named on the command line."""
    parser = argparse.ArgumentParser(description="How well the messages of a file are understood.")
    parser.add_argument("file", type=Path, help="label<TAB>message, one a line; a|b accepts either")
    parser.add_argument("--wrong", action="store_true", help="print the messages misunderstood")
    options = parser.parse_args()
    corpus = load_corpus()
    known = {entry.counts_as for entry in corpus if entry.kind is not Kind.CONTROL}
    cases = read_cases(options.file, known)
    results = measure(cases, Matcher(corpus), corpus)
    if options.wrong:
        for r in results:
            if r.labels[0] not in r.case.right:
                print(f"{'|'.join(sorted(r.case.right))} <- {r.labels}: {r.case.message}")
        print()
    print(json.dumps(report(results)))


if __name__ == "__main__":
    main()
