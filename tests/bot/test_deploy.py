"""The alert rules and the board that come with the office ask for metrics that it has."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.monitoring.metrics import Metrics
from domain.clock import ZONE
from domain.health import ClaimFigures, HealthFigures, LastImport, OwedFigures
from domain.sending import Result, Sent
from handlers.turn_log import TurnTaken

DEPLOY = Path(__file__).parents[2] / "deploy"
NOON = datetime(2026, 11, 24, 12, tzinfo=ZONE)
NAME = re.compile(r"\b(?:oficina|process)_\w+")
LABELS = re.compile(r"(\w+)\s*=~?\s*\"([^\"]*)\"|by \(([\w, ]+)\)|\{\{\s*\$labels\.(\w+)")
OF_PROMETHEUS = {"job", "instance", "le"}


@pytest.fixture(scope="module")
def samples() -> dict[str, set[str]]:
    """The labels of each sample that an office shows to which everything has happened."""
    metrics = Metrics(lambda: NOON)
    metrics.turn_taken(TurnTaken("menu", "not_understood", 0.1))
    metrics.tried(Sent.MAIL, Result.SENT, 0.1)
    metrics.requested("sendMessage", 200)
    metrics.pdf_made("voucher", 0.1)
    owed = OwedFigures("mail"), OwedFigures("note")
    loaded = LastImport("pagos", NOON, "pagos.csv", 7, 0)
    shown = metrics.shown(HealthFigures(*owed, ClaimFigures(), (loaded,), NOON)).decode()
    return {
        sample.name: set(sample.labels)
        for family in text_string_to_metric_families(shown)
        for sample in family.samples
    }


def rules() -> list[dict[str, Any]]:
    told = yaml.safe_load((DEPLOY / "prometheus" / "alerts.yml").read_text())
    return [rule for group in told["groups"] for rule in group["rules"]]


def board() -> Iterator[str]:
    told = json.loads((DEPLOY / "grafana" / "oficina.json").read_text())
    return (target["expr"] for panel in told["panels"] for target in panel["targets"])


@pytest.mark.parametrize("expression", [*(rule["expr"] for rule in rules()), *board()])
def test_each_metric_and_label_that_is_asked_for_exists(
    expression: str, samples: dict[str, set[str]]
) -> None:
    names = set(NAME.findall(expression)) - {"oficina"}
    assert names or expression.startswith("up{")
    assert names <= set(samples), names - set(samples)
    known = OF_PROMETHEUS.union(*(samples[name] for name in names))
    for label, _, grouped, _ in LABELS.findall(expression):
        asked = {one.strip() for one in (grouped or label).split(",")}
        assert asked <= known, asked - known


def test_each_rule_says_what_happens_and_what_to_do() -> None:
    for rule in rules():
        assert rule["labels"]["severity"] in ("critical", "warning")
        assert rule["annotations"]["summary"]
        assert rule["annotations"]["description"].endswith(".")
    names = [rule["alert"] for rule in rules()]
    assert len(set(names)) == len(names)


def test_results_that_rules_ask_for_are_results_of_sends() -> None:
    asked = {
        result
        for rule in rules()
        for result in re.findall(r'sends_total\{[^}]*result="(\w+)"', rule["expr"])
    }
    assert asked
    assert asked <= set(Result)
