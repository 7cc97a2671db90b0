"""Holds compose.yaml and the Dockerfiles to the house's rules: ``python .ci/compose.py``.

The containers run the commands of the members' pyproject.toml, as nobody, with limits, behind
pinned images; no secret has a default, and no service sees another's.
"""

import json
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

import tree

Service = dict[str, Any]
SECRET = re.compile(r"PASSWORD|SECRET|_KEY|TOKEN|CREDENTIAL|_URL$")
#: Addresses that are no secret.
OPEN = {"PUBLIC_URL"}
DEFAULTED = re.compile(r"\$\{(\w+):?-([^}]*)\}")
#: What must not stand anywhere in the production shape, and why.
FORBIDDEN = {
    "--no-sandbox": "the browser keeps its sandbox",
    "docker.sock": "a container that holds it holds the machine",
    "privileged": "nothing here needs it",
}
BEAT = "-B -s '{run_dir}/beat-%s' "


def problems(root: Path = tree.ROOT) -> Iterator[str]:
    """Yield one line for each rule that the production shape breaks."""
    text = (root / "compose.yaml").read_text()
    compose = yaml.safe_load(text)
    yield from misspelt(compose)
    yield from forbidden("compose.yaml", text)
    yield from defaulted(text)
    for name, service in compose["services"].items():
        yield from (f"compose.yaml: {name}: {line}" for line in careless(name, service))
        yield from (f"compose.yaml: {name}: {line}" for line in nosy(name, service))
    yield from unused(compose)
    yield from other_commands(compose["services"])
    for path in [*sorted(root.glob("*/Dockerfile")), *sorted(root.glob("deploy/*.Dockerfile"))]:
        yield from forbidden(tree.said(path), path.read_text())
        yield from (f"{tree.said(path)}: {line}" for line in careless_image(path.read_text()))


def misspelt(compose: Service) -> Iterator[str]:
    """Yield where the file is not what Compose reads."""
    import jsonschema

    schema = json.loads((tree.ROOT / ".ci" / "compose.schema.json").read_text())
    for error in jsonschema.Draft202012Validator(schema).iter_errors(compose):
        where = "/".join(str(part) for part in error.absolute_path)
        yield f"compose.yaml: {where}: {error.message}"


def forbidden(where: str, text: str) -> Iterator[str]:
    """Yield each word that must not stand in a file."""
    for word, why in FORBIDDEN.items():
        if word in text:
            yield f"{where}: {word}: {why}"


def defaulted(text: str) -> Iterator[str]:
    """Yield each secret that somebody could forget to choose."""
    for name, value in DEFAULTED.findall(text):
        if SECRET.search(name):
            yield f"compose.yaml: {name} has the default {value!r}: demand it with :?"


def careless(name: str, service: Service) -> Iterator[str]:
    """Yield what one container may do beyond its work."""
    image = service.get("image", "")
    tag = image.partition(":")[2]
    if not tag or "latest" in tag:
        yield f"{image!r} names no version"
    if service.get("user", "root").partition(":")[0] in ("root", "0"):
        yield "runs as root"
    if not service.get("read_only") or service.get("cap_drop") != ["ALL"]:
        yield "may write to its image, or keeps capabilities"
    if "no-new-privileges:true" not in service.get("security_opt", []):
        yield "may gain privileges"
    if any("unconfined" in option for option in service.get("security_opt", [])):
        yield "runs without a system call filter"
    if "healthcheck" not in service and not name.endswith("-migrate"):
        yield "has no health check"


def nosy(name: str, service: Service) -> Iterator[str]:
    """Yield each secret that a container holds in the open or that belongs to another."""
    for variable, value in service.get("environment", {}).items():
        plain = variable.removesuffix("_FILE")
        if SECRET.search(plain) and plain not in OPEN:
            if plain == variable:
                yield f"{variable} stands in the environment: give {variable}_FILE"
            elif value.removeprefix("/run/secrets/") not in service.get("secrets", []):
                yield f"{variable} names a secret that is not mounted"
    own = name.partition("-")[0]
    prefixes = {each.removesuffix("_service") for each in tree.services()}
    for secret in service.get("secrets", []):
        owner = secret.partition("_")[0]
        if owner in prefixes and own in prefixes and owner != own:
            yield f"sees {secret}, which belongs to {owner}_service"


def unused(compose: Service) -> Iterator[str]:
    """Yield each secret that nobody reads and each that nobody made."""
    read = {
        each for service in compose["services"].values() for each in service.get("secrets", [])
    }
    made = set(compose["secrets"])
    yield from (f"compose.yaml: secret {name} is read by nobody" for name in sorted(made - read))
    yield from (f"compose.yaml: secret {name} is made nowhere" for name in sorted(read - made))


def other_commands(services: dict[str, Service]) -> Iterator[str]:
    """Yield where a container does not run what the supervisor would."""
    wanted = dict(commands())
    for name, command in wanted.items():
        given = services.get(name, {}).get("command", "")
        if shlex.split(given) != shlex.split(command):
            yield f"compose.yaml: {name} runs {given!r}, pyproject.toml says {command!r}"
    for name, service in services.items():
        image = service.get("image", "")
        if re.match(r"jobapplier/\w+_service", image) and name not in wanted:
            yield f"compose.yaml: {name} runs what no pyproject.toml names"


def commands() -> Iterator[tuple[str, str]]:
    """Yield the container of each process and its command, with beat in one of its own."""
    from common.launch.members import read_members

    for member in read_members(tree.ROOT, environment="production"):
        own = member.name.removesuffix("_service")
        yield f"{own}-migrate", "\n".join(member.setup)
        for process in member.processes:
            command = process.command.replace("\n", " ")
            command = command.replace(
                "--host 127.0.0.1 --port {port}", "--host 0.0.0.0 --port 8000"
            )
            if (beat := BEAT % member.name) in command:
                command = command.replace(beat, "")
                yield f"{own}-beat", beat_of(member.name)
            yield f"{own}-{process.name}", command


def beat_of(service: str) -> str:
    """Return the command of a service's beat."""
    return f"python -m celery -A {service}.celery beat -s /tmp/beat-{service} --loglevel INFO"


def careless_image(text: str) -> Iterator[str]:
    """Yield what a Dockerfile leaves open."""
    stages = set(re.findall(r"^FROM \S+ AS (\w+)", text, re.M))
    for image in re.findall(r"^FROM (\S+)", text, re.M):
        tag = image.partition(":")[2]
        if image not in stages and (not tag or "latest" in tag):
            yield f"FROM {image} names no version"
    users = re.findall(r"^USER (\S+)", text, re.M)
    if not users or users[-1].partition(":")[0] in ("root", "0"):
        yield "ends as root"


if __name__ == "__main__":
    found = list(problems())
    print("\n".join(found))
    sys.exit(bool(found))
