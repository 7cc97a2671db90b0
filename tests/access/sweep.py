"""Every id of one person in every position of every operation, sent by somebody else."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import httpx2
from belongings import Belongings
from callers import Caller
from operations import Operation

#: As many as the services answer at once on a small machine.
_AT_ONCE = 4
_REFUSED = {401, 403, 404}
#: Questions that no list should understand, beside the filters that it has.
_ASKED = ("user", "user_id", "owner", "user_id__in", "id", "search", "ordering")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
#: Voids the caller's own token, so nothing could be asked after it.
SELF_DESTRUCTIVE = {"sign_out_everywhere"}


@dataclass(frozen=True)
class Attempt:
    """One request that names something of somebody else."""

    operation: Operation
    position: str  # path, query:NAME, body:NAME, beside, key, plain
    path: str
    body: Any = None
    query: tuple[tuple[str, str], ...] = ()
    key: str = ""

    def send(self, caller: Caller) -> httpx2.Response:
        """Return the answer to the request."""
        headers = {"Idempotency-Key": self.key} if self.key else {}
        return caller.send(self.operation, self.path, self.body, dict(self.query), headers)

    def says(self, text: str) -> bool:
        """Return whether the request itself holds the text."""
        return text in f"{self.path} {self.body} {self.query} {self.key}"


@dataclass(frozen=True)
class Finding:
    """An answer that should not have been given."""

    operation: str
    position: str
    status: int
    why: str
    sent: str

    def __str__(self) -> str:
        """Return one line that says what to look at."""
        return f"{self.operation} [{self.position}] -> {self.status}: {self.why} ({self.sent})"


@dataclass(frozen=True)
class Names:
    """What somebody else has, by which an operation may be asked for it."""

    ids: list[str]
    keys: list[str]  # Idempotency-Keys
    few: int = 3  # how many stand where no id should be understood at all


def attempts(operation: Operation, names: Names, own: dict[str, str]) -> Iterator[Attempt]:
    """Yield a request for every position in which an id can stand.

    Args:
        operation: what is asked for.
        names: those of somebody else.
        own: the caller's ids by the field of a body, for the other positions.
    """
    body, path = operation.body(own), operation.at(next(iter(own.values())))
    few = names.ids[: names.few]
    if operation.places:
        yield from (Attempt(operation, "path", operation.at(one), body) for one in names.ids)
    for name in operation.foreign_keys():
        for one in names.ids:
            yield Attempt(operation, f"body:{name}", path, {**body, name: one})
    for name in operation.queries:
        for one in names.ids:
            yield Attempt(operation, f"query:{name}", path, body, ((name, one),))
    for one in few if operation.is_list else ():
        unheard = tuple((name, one) for name in _ASKED if name not in operation.queries)
        yield Attempt(operation, "query:unheard of", path, body, unheard)
        yield Attempt(operation, "query:cursor", path, body, (("cursor", one),))
    if isinstance(body, dict) and operation.media == "application/json":
        for one in few:
            mass = {**body, **dict.fromkeys(("id", "user_id", "user", "owner"), one)}
            yield Attempt(operation, "beside", path, mass)
    if "Idempotency-Key" in operation.headers:
        yield from (Attempt(operation, "key", path, body, key=one) for one in [*names.keys, *few])
    yield Attempt(operation, "plain", path, body)


class Judge:
    """Looks into answers for what belongs to somebody else."""

    def __init__(self, owner: Belongings, who: dict[str, str]) -> None:
        """Know the owner's ids and secrets, and who may call what."""
        self.secrets, self.who = owner.secrets, who
        self.ids = set(owner.all_ids())
        self.planted = set[str]()  # what a caller was let say of the owner's, and may read again

    def __call__(self, attempt: Attempt, answer: httpx2.Response) -> Finding | None:
        """Return what is wrong with an answer that somebody else was given, if anything is."""
        why = self._wrong(attempt, answer)
        if attempt.position.startswith("body:") and answer.is_success:
            self.planted |= set(_UUID.findall(str(attempt.body)))
        if why:
            sent = f"{attempt.path} {dict(attempt.query)} {attempt.key}"
            place = attempt.position
            return Finding(attempt.operation.name, place, answer.status_code, why, sent)
        return None

    def _wrong(self, attempt: Attempt, answer: httpx2.Response) -> str:
        status = answer.status_code
        if status >= 500:
            return f"the service failed: {answer.text[:200]}"
        if leaked := self.leaked(_without_own_keys(answer), attempt.says):
            return f"it holds {leaked}"
        owned = self.who[attempt.operation.name] == "owner" and attempt.position == "path"
        if owned and status not in _REFUSED:
            return f"it is not refused: {answer.text[:200]}"
        return "" if status < 400 else wrong_problem(answer)

    def leaked(self, text: str, said: Callable[[str], bool] = lambda text: False) -> str:
        """Return what of the owner's a text holds that its reader did not say themselves."""
        for secret in self.secrets:
            if secret in text and not said(secret):
                return secret
        found = set(_UUID.findall(text)) & self.ids - self.planted
        return next((one for one in sorted(found) if not said(one)), "")


def _without_own_keys(answer: httpx2.Response) -> str:
    """Return the text of an answer without the keys that the caller made up, which exports show."""  # noqa: E501
    if answer.status_code != 200 or not answer.request.url.path.endswith("/export/"):
        return answer.text
    services = answer.json()["services"]
    for models in services.values():
        models["idempotency.KeyedRequest"] = [
            {**row, "key": ""} for row in models["idempotency.KeyedRequest"]
        ]
    return json.dumps(services)


def wrong_problem(answer: httpx2.Response) -> str:
    """Return what a refusal lacks of a problem that a person can act on; "" where nothing."""
    kind = answer.headers.get("content-type", "")
    if kind.startswith("text/html") and "/unsubscribe/" in str(answer.url):
        return ""  # a page for people
    if not kind.startswith("application/problem+json"):
        return f"a refusal of type {kind or 'none'}: {answer.text[:200]}"
    body = answer.json()
    lacking = [name for name in ("type", "title", "code", "detail") if not body.get(name)]
    if lacking or body.get("status") != answer.status_code:
        return f"a problem without {', '.join(lacking) or 'its status'}: {answer.text[:200]}"
    return (
        "" if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", body["code"]) else f"code {body['code']!r}"
    )


def run(
    caller: Caller, found: Iterable[Attempt], judge: Callable[..., Finding | None]
) -> list[Finding]:
    """Send every attempt and return the findings."""

    def one(attempt: Attempt) -> Finding | None:
        return judge(attempt, attempt.send(caller))

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return [finding for finding in pool.map(one, found) if finding]
