"""A person whose every call goes through Python clients generated from the OpenAPI documents."""

import importlib
import inspect
import re
import subprocess
import sys
import typing
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx  # what the generated clients use
import httpx2
from person import Person

WORDS = {"users": "user", "ats": "ats", "agents": "agent", "notifications": "notification"}


def generate(documents: Path, folder: Path) -> None:
    """Generate one client package a service with a public generator."""
    config = folder / "config.yaml"
    config.write_text("post_hooks: []\n")
    for name in WORDS.values():
        subprocess.run(
            [
                *(str(Path(sys.executable).with_name("openapi-python-client")), "generate"),
                *("--path", str(documents / f"{name}_service.yaml")),
                *("--output-path", str(folder / f"{name}_client")),
                *("--meta", "none", "--config", str(config)),
            ],
            check=True,
            capture_output=True,
        )
    sys.path.insert(0, str(folder))


class GeneratedPerson(Person):
    """Finds the generated function of an operation by its method and path, and calls that."""

    def __init__(self, url: str, mail: Path, documents: Path) -> None:
        """Index every operation of the four documents."""
        super().__init__(url, mail)
        self.url = url
        self.used: set[str] = set()
        self.operations = [
            operation
            for word, name in WORDS.items()
            for operation in _operations(documents / f"{name}_service.yaml", word, name)
        ]

    def _send(
        self, method: str, path: str, headers: dict[str, str], options: dict[str, Any]
    ) -> httpx2.Response | None:
        """Call the generated function and return its answer as the plain client would."""
        parts = urlsplit(path)
        module, values = self._operation(method, f"/api/v1{parts.path}")
        arguments = values | dict(parse_qsl(parts.query)) | _body(module, options)
        signature = inspect.signature(module.sync_detailed).parameters
        if "idempotency_key" in signature and "Idempotency-Key" in headers:
            arguments["idempotency_key"] = headers["Idempotency-Key"]
        try:
            with self._client(module, headers) as client:
                answer = module.sync_detailed(client=client, **arguments)
        except Exception as error:
            if type(error).__name__ in ("ConnectError", "ReadError", "RemoteProtocolError"):
                return None
            raise
        request = httpx2.Request(method, f"{self.url}/api/v1{path}")
        kept = {k: v for k, v in answer.headers.items() if k.lower() == "content-type"}
        status = int(answer.status_code)
        if status < 300 and kept.get("content-type") == "application/json":
            assert answer.parsed is not None, f"{module.__name__} cannot read its own answer"
        return httpx2.Response(status, headers=kept, content=answer.content, request=request)

    def _client(self, module: ModuleType, headers: dict[str, str]) -> Any:
        package = importlib.import_module(module.__name__.split(".")[0])
        client = package.Client(
            base_url=self.url, headers=headers, httpx_args={"trust_env": False}
        )
        return client.with_timeout(httpx.Timeout(60))

    def _operation(self, method: str, path: str) -> tuple[ModuleType, dict[str, str]]:
        for verb, pattern, name, package in self.operations:
            if verb == method.lower() and (hit := pattern.fullmatch(path)):
                self.used.add(name)
                return _module(package, name), hit.groupdict()
        raise LookupError(f"no operation {method} {path}")


Operation = tuple[str, re.Pattern[str], str, str]


def _operations(document: Path, word: str, name: str) -> list[Operation]:
    """Return method, path pattern, operation id and package of every operation."""
    found, path, verb = [], "", ""
    for line in document.read_text(encoding="utf-8").splitlines():
        if hit := re.fullmatch(rf"  (/api/v1/{word}/.*):", line):
            path = hit[1]
        elif hit := re.fullmatch(r"    (get|post|put|patch|delete):", line):
            verb = hit[1]
        elif hit := re.fullmatch(r"      operationId: (\w+)", line):
            pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path))
            found.append((verb, pattern, hit[1], f"{name}_client"))
    return sorted(found, key=lambda one: one[1].pattern.count("?P<"))


def _module(package: str, name: str) -> ModuleType:
    root = importlib.import_module(f"{package}.api")
    tag = next(place for path in root.__path__ for place in Path(path).glob(f"*/{name}.py"))
    return importlib.import_module(f"{package}.api.{tag.parent.name}.{name}")


def _body(module: ModuleType, options: dict[str, Any]) -> dict[str, Any]:
    """Return the request's body as the generated model that the operation takes."""
    if not options:
        return {}
    hint = typing.get_type_hints(module.sync_detailed)["body"]
    model = next(one for one in typing.get_args(hint) or (hint,) if hasattr(one, "from_dict"))
    if "json" in options:
        return {"body": model.from_dict(options["json"])}
    values = {k: v[1] for k, v in options["files"].items()}
    body = model.from_dict(values)
    for key, (name, data) in options["files"].items():
        if name:
            upload = getattr(body, key)
            upload.payload, upload.file_name = BytesIO(data), name
    return {"body": body}
