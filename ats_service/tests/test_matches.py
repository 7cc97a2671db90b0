"""A match is stored with every row it is computed from, once a command."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from ats_rows import BASE, NOON, answers, deliver, parse, posting
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ats_service.engine.match import recompute
from ats_service.matching import actions
from ats_service.matching.models import Match
from ats_service.postings import actions as postings
from ats_service.resumes.models import Parse
from common.contracts.ats import MatchResume

pytestmark = pytest.mark.django_db


def command(parse_id: UUID, posting_id: UUID) -> MatchResume:
    """Return a new command."""
    return MatchResume(
        command_id=uuid4(), reply_to="agent_service", parse_id=parse_id, posting_id=posting_id
    )


def compare(api: Any, parse_id: UUID, posting_id: UUID) -> Any:
    """Ask for a comparison over REST."""
    return api.post(f"{BASE}/matches/", {"parse_id": str(parse_id), "posting_id": str(posting_id)})


def test_the_score_can_be_computed_again_from_the_rows(api: Any, user_id: UUID) -> None:
    made = compare(api, parse(user_id).id, posting(user_id).id)
    assert made.status_code == 201
    found = api.get(f"{BASE}/matches/{made.json()['id']}/").json()
    assert found == made.json()
    assert 0 < found["score"] < 1
    assert recompute(found["rows"]) == found["score"]
    status = {row["need"].split(",")[0]: row["status"] for row in found["rows"]}
    assert status == {
        "Python": "met",
        "PostgreSQL": "met",
        "MySQL": "missing",
        "Kubernetes": "missing",
        "3 years": "met",
        "English": "met",
    }


def test_a_resume_without_jobs_is_judged_by_what_its_text_says(user_id: UUID) -> None:
    read = parse(user_id, {"basics": {"name": "Ann"}})
    read.text = "Backend engineer, 2019-01 to 2024-01\nPython services on PostgreSQL"
    read.save()
    found = actions.compare(user_id, read.id, posting(user_id).id, at=NOON)
    status = {row["need"].split(",")[0]: row["status"] for row in found.rows}
    assert (status["Python"], status["PostgreSQL"]) != ("missing", "missing")


def test_a_posting_that_asks_for_nothing_has_no_score(api: Any, user_id: UUID) -> None:
    made = compare(api, parse(user_id).id, posting(user_id, "We sell flowers.\n").id)
    assert (made.status_code, made.json()["score"], made.json()["rows"]) == (201, None, [])


def test_what_is_not_read_yet_cannot_be_compared(api: Any, user_id: UUID) -> None:
    waiting = Parse.objects.create(
        user_id=user_id, document_id=uuid4(), next_attempt_at=NOON, created_at=NOON
    )
    unread = postings.paste(user_id, "Python", at=NOON)
    for parse_id, posting_id in (
        (waiting.id, posting(user_id).id),
        (parse(user_id).id, unread.id),
        (uuid4(), uuid4()),
    ):
        answer = compare(api, parse_id, posting_id)
        assert (answer.status_code, answer.json()["code"]) == (409, "not-ready")
    assert Match.objects.count() == 0


def test_what_is_a_strangers_cannot_be_compared(
    api: Any, user_id: UUID, stranger_id: UUID
) -> None:
    theirs, mine = parse(stranger_id).id, parse(user_id).id
    assert compare(api, theirs, posting(user_id).id).status_code == 409
    assert compare(api, mine, posting(stranger_id).id).status_code == 409


def test_the_same_command_twice_makes_one_row_and_two_equal_answers(user_id: UUID) -> None:
    asked = command(parse(user_id).id, posting(user_id).id)
    deliver(asked, user_id)
    deliver(asked, user_id)
    match = Match.objects.get()
    output = {"match_id": str(match.id), "score": match.score}
    payload = {"command_id": str(asked.command_id), "output": output}
    assert answers() == [("common.command_completed.v1", payload)] * 2
    assert match.as_of == NOON.date()


def test_a_command_about_a_strangers_parse_fails(user_id: UUID, stranger_id: UUID) -> None:
    deliver(command(parse(stranger_id).id, posting(user_id).id), user_id)
    [(name, payload)] = answers()
    assert (name, payload["code"]) == ("common.command_failed.v1", "not-ready")


def test_present_jobs_count_up_to_the_day_of_the_match(user_id: UUID) -> None:
    row = parse(user_id, {"work": [{"startDate": "2024-11", "summary": "Python"}]})
    asked = posting(user_id)
    scores = [
        actions.compare(user_id, row.id, asked.id, at=NOON + timedelta(days=days)).score or 0
        for days in (0, 365)
    ]
    assert scores[0] < scores[1]


def test_the_list_is_one_statement_and_holds_only_the_callers_own(
    api: Any, user_id: UUID, stranger_id: UUID
) -> None:
    for person in (user_id, stranger_id):
        row, asked = parse(person), posting(person)
        for _ in range(2):
            actions.compare(person, row.id, asked.id, at=NOON)
    mine = Match.objects.of(user_id).order_by("-id").values_list("id", flat=True)
    api.get(f"{BASE}/matches/")
    with CaptureQueriesContext(connection) as seen:
        rows = api.get(f"{BASE}/matches/").json()["results"]
    assert len(seen) == 1
    assert [row["id"] for row in rows] == [str(one) for one in mine]


def test_a_strangers_match_is_not_found(
    api: Any, service_api: Any, user_id: UUID, stranger_id: UUID
) -> None:
    theirs = actions.compare(stranger_id, parse(stranger_id).id, posting(stranger_id).id, at=NOON)
    mine = actions.compare(user_id, parse(user_id).id, posting(user_id).id, at=NOON)
    assert api.get(f"{BASE}/matches/{theirs.id}/").status_code == 404
    client = service_api("agent_service")
    assert client.get(f"/internal/matches/{theirs.id}/").status_code == 404
    found = client.get(f"/internal/matches/{mine.id}/").json()
    assert set(found) == {"id", "score", "confidence", "rows", "flags"}
