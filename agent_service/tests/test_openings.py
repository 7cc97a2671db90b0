"""An opening is added by address, text or file, and is the same one under all its addresses."""

from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from makers import NOON, POSTING, opening

from agent_service.openings import actions, tasks
from agent_service.openings.models import Opening, Snapshot
from agent_service.sources import PostingGone, PostingSnapshot, SourceUnavailable
from common import leases

pytestmark = pytest.mark.django_db
BASE = "/api/v1/agents/openings/"
URL = "https://boards.greenhouse.io/acme/jobs/123"
SAME = (
    "https://job-boards.greenhouse.io/acme/jobs/123?utm_source=letter",
    "https://boards.greenhouse.io/embed/job_app?for=acme&token=123",
    "https://acme.example/careers?gh_jid=123",
)
FOUND = PostingSnapshot(
    ats="greenhouse",
    tenant="acme",
    job="123",
    title="Backend Engineer",
    employer="Acme",
    text=POSTING,
    url=URL,
    sha256=sha256(POSTING.encode()).hexdigest(),
    places=("Berlin",),
    language="en",
)
PAGE = f"""<!doctype html><html><head><title>Backend Engineer - Acme</title></head><body>
<h1>Backend Engineer</h1><p>{"We build pumps for the whole world. " * 12}</p>
<h2>Requirements</h2><ul><li>Python</li><li>PostgreSQL</li></ul></body></html>"""


class Board:
    """Stands in for the network: answers with a posting or raises, and counts."""

    def __init__(self) -> None:
        self.says: PostingSnapshot | Exception = FOUND
        self.asked: list[str] = []

    def posting_at(self, url: str) -> PostingSnapshot:
        self.asked.append(url)
        if isinstance(self.says, Exception):
            raise self.says
        return self.says


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch) -> Board:
    found = Board()
    monkeypatch.setattr("agent_service.openings.actions.fetching.posting_at", found.posting_at)
    return found


def fetched(row: Opening, **later: float) -> Opening:
    """Fetch the posting and return the row as it is then."""
    actions.fetch(row.id, at=NOON + timedelta(**later))
    row.refresh_from_db()
    return row


def send(api: Any, data: bytes, name: str = "posting.txt", **fields: str) -> Any:
    """Upload a file."""
    file = SimpleUploadedFile(name, data)
    return api.post(f"{BASE}files/", {"file": file, **fields}, format="multipart")


def test_an_address_is_taken_at_once_and_fetched_later(api: Any, board: Board) -> None:
    made = api.post(BASE, {"url": URL})
    assert (made.status_code, made.json()["state"], board.asked) == (201, "fetching", [])
    tasks.sweep_openings()
    found = api.get(f"{BASE}{made.json()['id']}/").json()
    assert (found["state"], found["title"], found["employer"]) == (
        "ready",
        "Backend Engineer",
        "Acme",
    )
    assert (found["snapshot"]["text"], found["places"]) == (POSTING, ["Berlin"])
    assert found["snapshot"]["sha256"] == FOUND.sha256
    assert board.asked == [URL]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://127.0.0.1/jobs/1", "address-not-allowed"),
        ("http://169.254.169.254/latest/meta-data", "address-not-allowed"),
        ("http://[::1]/jobs/1", "address-not-allowed"),
        ("https://acme.example:22/jobs/1", "address-not-allowed"),
        ("ftp://acme.example/jobs/1", "address-not-allowed"),
    ],
)
@pytest.mark.parametrize("text", ["", POSTING])
def test_an_address_inside_is_refused_with_its_code(
    api: Any, url: str, code: str, text: str
) -> None:
    answer = api.post(BASE, {"url": url} | ({"text": text} if text else {}))
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert (Opening.objects.count(), Snapshot.objects.count()) == (0, 0)


@pytest.mark.parametrize("other", SAME)
def test_the_same_opening_under_another_address_is_the_same_row(
    api: Any, board: Board, other: str
) -> None:
    first = api.post(BASE, {"url": URL}).json()["id"]
    assert api.post(BASE, {"url": other}).json()["id"] == first
    tasks.sweep_openings()
    again = api.post(BASE, {"url": other}).json()
    assert (again["id"], again["state"]) == (first, "ready")
    assert len(board.asked) == 1


def test_an_opening_is_known_under_the_address_where_it_was_found(
    board: Board, user_id: UUID
) -> None:
    row = fetched(actions.add_address(user_id, "https://acme.example/go/pumps", at=NOON))
    assert actions.add_address(user_id, URL, at=NOON).id == row.id


def test_the_same_address_of_two_persons_is_two_openings(user_id: UUID, stranger_id: UUID) -> None:
    mine, theirs = (actions.add_address(who, URL, at=NOON) for who in (user_id, stranger_id))
    assert mine.id != theirs.id


def test_a_closed_posting_fails_and_may_be_tried_again_by_hand(
    api: Any, board: Board, user_id: UUID
) -> None:
    board.says = PostingGone("The posting was closed.")
    row = fetched(actions.add_address(user_id, URL, at=NOON))
    assert (row.state, row.code, row.reason) == (
        "failed",
        "posting-gone",
        "The posting was closed.",
    )
    board.says = FOUND
    assert fetched(row, days=1).state == "failed"
    again = api.post(BASE, {"url": SAME[0]}).json()
    assert (again["id"], again["state"], again["code"]) == (str(row.id), "fetching", "")
    tasks.fetch_opening(opening_id=again["id"])
    row.refresh_from_db()
    assert (row.state, row.code) == ("ready", "")


def test_a_board_that_does_not_answer_is_asked_again_later(board: Board, user_id: UUID) -> None:
    board.says = SourceUnavailable("The board does not answer.")
    row = fetched(actions.add_address(user_id, URL, at=NOON))
    assert (row.state, row.code, row.attempts) == ("fetching", "source-unavailable", 1)
    assert row.next_attempt_at == NOON + timedelta(seconds=30)
    assert (fetched(row, seconds=29).attempts, actions.due(NOON)) == (1, [])
    board.says = FOUND
    row = fetched(row, seconds=30)
    assert (row.state, row.code, row.reason, len(board.asked)) == ("ready", "", "", 2)


def test_a_board_that_never_answers_fails_in_the_end(board: Board, user_id: UUID) -> None:
    board.says = SourceUnavailable("The board does not answer.")
    row = actions.add_address(user_id, URL, at=NOON)
    states = [fetched(row, hours=hour).state for hour in range(actions.MAX_ATTEMPTS)]
    assert states == ["fetching"] * (actions.MAX_ATTEMPTS - 1) + ["failed"]


def test_of_two_workers_one_fetches(board: Board, user_id: UUID) -> None:
    row = actions.add_address(user_id, URL, at=NOON)
    assert leases.claim(Opening.objects.filter(id=row.id))
    assert (fetched(row).state, actions.due(NOON), board.asked) == ("fetching", [], [])


def test_a_worker_that_lost_its_row_writes_nothing(
    user_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    def freeze(url: str) -> PostingSnapshot:
        Opening.objects.update(lease_owner="another", fencing=99)
        return FOUND

    monkeypatch.setattr("agent_service.openings.actions.fetching.posting_at", freeze)
    row = actions.add_address(user_id, URL, at=NOON)
    with pytest.raises(leases.LeaseLost):
        actions.fetch(row.id, at=NOON)
    row.refresh_from_db()
    assert (row.state, Snapshot.objects.count()) == ("fetching", 0)


def test_a_pasted_posting_is_ready_at_once(api: Any) -> None:
    made = api.post(BASE, {"text": POSTING, "employer": "Acme"})
    assert (made.status_code, made.json()["state"]) == (201, "ready")
    found = api.get(f"{BASE}{made.json()['id']}/").json()
    assert (found["title"], found["employer"], found["url"]) == ("Backend Engineer", "Acme", "")
    assert "PostgreSQL" in found["snapshot"]["text"]
    assert found["snapshot"]["source"] == "pasted"


def test_a_field_that_a_client_leaves_blank_is_as_if_not_sent(api: Any, board: Board) -> None:
    pasted = api.post(BASE, {"url": "", "text": POSTING, "title": "", "employer": ""})
    assert (pasted.status_code, pasted.json()["state"]) == (201, "ready")
    assert api.post(BASE, {"url": URL, "text": ""}).status_code == 201
    assert api.post(BASE, {"url": "", "text": ""}).status_code == 400


def test_text_that_postgres_cannot_hold_is_cleaned(api: Any) -> None:
    text = POSTING.replace("Django", "Django\x07\u2028\ufffe")
    assert api.post(BASE, {"text": text}).status_code == 201


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 400, "invalid"),
        ({"text": "Engineer"}, 422, "posting-empty"),
        ({"text": "x" * 200_001}, 400, "invalid"),
        ({"url": "acme"}, 400, "invalid"),
    ],
)
def test_what_is_no_posting_is_refused(
    api: Any, body: dict[str, str], status: int, code: str
) -> None:
    answer = api.post(BASE, body)
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert status == 400 or answer.json()["code"] == code


@pytest.mark.parametrize(
    ("name", "data"), [("posting.txt", POSTING.encode()), ("posting.html", PAGE.encode())]
)
def test_a_file_of_text_or_html_is_ready_at_once(api: Any, name: str, data: bytes) -> None:
    made = send(api, data, name, url=URL)
    assert (made.status_code, made.json()["state"]) == (201, "ready"), made.json()
    found = api.get(f"{BASE}{made.json()['id']}/").json()
    assert found["title"].startswith("Backend Engineer")
    assert "PostgreSQL" in found["snapshot"]["text"]
    assert "<li>" not in found["snapshot"]["text"]
    assert api.post(BASE, {"url": SAME[0]}).json()["id"] == made.json()["id"]


@pytest.mark.parametrize("data", [b"Engineer", b"<html><body></body></html>", b"%PDF-1.7\n\x00"])
def test_a_file_without_a_posting_is_refused(api: Any, data: bytes) -> None:
    answer = send(api, data)
    assert (answer.status_code, Opening.objects.count()) == (422, 0)


def test_a_huge_file_is_refused(api: Any) -> None:
    answer = send(api, b"x" * 2_000_001)
    assert (answer.status_code, answer.json()["code"]) == (413, "posting-too-long")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("body", [{"url": URL}, {"text": POSTING, "url": URL}])
def test_adding_costs_at_most_four_statements(api: Any, body: dict[str, str]) -> None:
    api.get(BASE)
    with CaptureQueriesContext(connection) as seen:
        api.post(BASE, body, headers={"Idempotency-Key": "k"})
    ours = [q["sql"] for q in seen if not q["sql"].startswith(("BEGIN", "COMMIT"))]
    assert len(ours) <= 4, ours


def test_the_list_is_one_statement_and_holds_only_the_callers_own(
    api: Any, user_id: UUID, stranger_id: UUID
) -> None:
    mine = [str(opening(user_id).id) for _ in range(3)]
    opening(stranger_id)
    api.get(BASE)
    with CaptureQueriesContext(connection) as seen:
        rows = api.get(BASE).json()["results"]
    assert [row["id"] for row in rows] == mine[::-1]
    assert len(seen) == 1
    assert "snapshot" not in rows[0]


def test_a_strangers_opening_is_not_found(api: Any, service_api: Any, stranger_id: UUID) -> None:
    theirs = opening(stranger_id)
    assert api.get(f"{BASE}{theirs.id}/").status_code == 404
    assert api.get(f"{BASE}{uuid4()}/").status_code == 404
    path = f"/internal/snapshots/{theirs.snapshot_id}/"
    assert service_api("ats_service").get(path).status_code == 404


def test_peers_read_the_snapshot_of_the_persons_opening(service_api: Any, user_id: UUID) -> None:
    row = opening(user_id)
    found = service_api("ats_service").get(f"/internal/snapshots/{row.snapshot_id}/").json()
    assert set(found) == {"id", "sha256", "title", "employer", "text", "language", "url"}
    assert (found["title"], found["employer"]) == ("Backend Engineer", "Acme")


def test_nobody_adds_an_opening_without_a_token(anonymous: Any) -> None:
    assert anonymous.post(BASE, {"url": URL}).status_code == 401
