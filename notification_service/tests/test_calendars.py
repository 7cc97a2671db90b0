"""Interviews in calendars: the feed, and what mails carry when one changes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from conftest import NOON, sweep
from django.utils import timezone
from icalendar import Calendar

from notification_service.contacts.models import Contact
from notification_service.reminders import actions

pytestmark = pytest.mark.django_db
BASE = "/api/v1/notifications/"
INTERVIEW = {
    "day": "2026-03-10",
    "begins": "10:00",
    "employer": "Crumb, Sons & Co; Ltd",
    "title": "Baker",
    "place": "Baker Street 1\nsecond floor",
}


@pytest.fixture
def interview(api: Any, contact: Contact) -> str:
    """Return the path of a planned interview."""
    made = api.post(f"{BASE}interviews/", INTERVIEW, format="json")
    assert made.status_code == 201, made.content
    return f"{BASE}interviews/{made.json()['id']}/"


def events(data: bytes | str) -> list[Any]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def feed(api: Any, anonymous: Any) -> list[Any]:
    url = api.get(f"{BASE}calendar/").json()["url"] or api.post(f"{BASE}calendar/").json()["url"]
    answer = anonymous.get(url.partition(".test")[2] or url[url.index("/api/") :])
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return events(answer.content)


def invitation(mail: Any) -> tuple[str, Any]:
    parts = [part for part in mail.message().walk() if part.get_content_type() == "text/calendar"]
    assert len(parts) == 1
    found = Calendar.from_ical(parts[0].get_payload(decode=True))
    assert str(found["METHOD"]) == parts[0].get_param("method")
    return str(found["METHOD"]), found.walk("VEVENT")[0]


def test_a_calendar_program_reads_interviews_without_signing_in(
    api: Any, anonymous: Any, interview: str
) -> None:
    (event,) = feed(api, anonymous)
    assert str(event["SUMMARY"]) == "Interview: Baker, Crumb, Sons & Co; Ltd"
    assert event.decoded("DTSTART").isoformat() == "2026-03-10T09:00:00+00:00"  # Berlin, winter
    assert str(event["LOCATION"]).startswith("Baker Street 1")


def test_moving_and_calling_off_keep_the_event_and_raise_its_sequence(
    api: Any, anonymous: Any, interview: str
) -> None:
    seen = [feed(api, anonymous)[0]]
    assert api.put(interview, {**INTERVIEW, "begins": "11:00"}, format="json").status_code == 200
    seen.append(feed(api, anonymous)[0])
    assert api.delete(interview).status_code == 204
    assert api.delete(interview).status_code == 204
    seen.append(feed(api, anonymous)[0])
    assert len({str(one["UID"]) for one in seen}) == 1
    assert [int(one["SEQUENCE"]) for one in seen] == [0, 1, 2]
    assert [str(one["STATUS"]) for one in seen] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_mails_carry_each_change_once(api: Any, interview: str, outbox: list[Any]) -> None:
    api.put(interview, {**INTERVIEW, "day": "2026-03-11"}, format="json")
    api.put(interview, {**INTERVIEW, "day": "2026-03-11"}, format="json")  # nothing changes
    api.delete(interview)
    sweep()
    found = [invitation(mail) for mail in outbox]
    assert [method for method, _ in found] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert [int(event["SEQUENCE"]) for _, event in found] == [0, 1, 2]
    assert len({str(event["UID"]) for _, event in found}) == 1


def test_the_mail_of_the_evening_before_carries_the_interview_too(
    api: Any, interview: str, outbox: list[Any]
) -> None:
    evening = NOON.replace(month=3, day=9, hour=17, minute=0)
    actions.fire_due(at=evening)
    sweep(evening + timedelta(minutes=1))
    method, event = invitation(outbox[-1])
    assert (method, int(event["SEQUENCE"])) == ("PUBLISH", 0)


def test_a_repeat_of_the_mail_has_the_same_bytes(
    api: Any, interview: str, contact: Contact
) -> None:
    from notification_service.delivery.models import Delivery
    from notification_service.delivery.previews import preview

    row = Delivery.objects.get(kind="interview_planned", channel="email")
    assert preview(row) == preview(row)
    assert "BEGIN:VCALENDAR" in preview(row) or "QkVHSU46VkNBTEVOREFS" in preview(row)


def test_a_new_address_voids_the_one_before_and_closing_voids_all(
    api: Any, anonymous: Any, interview: str
) -> None:
    def path(url: str) -> str:
        return url[url.index("/api/") :]

    first = path(api.post(f"{BASE}calendar/").json()["url"])
    second = path(api.post(f"{BASE}calendar/").json()["url"])
    assert anonymous.get(first).status_code == 404
    assert anonymous.get(second).status_code == 200
    assert api.delete(f"{BASE}calendar/").status_code == 204
    assert anonymous.get(second).status_code == 404
    third = path(api.post(f"{BASE}calendar/").json()["url"])
    assert [anonymous.get(one).status_code for one in (first, second, third)] == [404, 404, 200]


@pytest.mark.parametrize("token", ["x", "a:b", "WyJhIl0:c"])
def test_a_forged_address_is_refused(anonymous: Any, token: str) -> None:
    assert anonymous.get(f"{BASE}calendar/{token}.ics").status_code == 404


def test_an_interview_of_another_person_is_not_moved(
    client_of: Callable[[UUID], Any], stranger_id: UUID, interview: str
) -> None:
    stranger = client_of(stranger_id)
    assert stranger.put(interview, INTERVIEW, format="json").status_code == 404
    assert stranger.delete(interview).status_code == 404


def test_a_moved_interview_is_told_on_its_new_evening_only(
    api: Any, interview: str, outbox: list[Any]
) -> None:
    api.put(interview, {**INTERVIEW, "day": "2026-03-20"}, format="json")
    sweep()
    told = len(outbox)
    for day in (9, 19):
        evening = timezone.now().replace(month=3, day=day, hour=17, minute=0)
        actions.fire_due(at=evening)
        sweep(evening + timedelta(minutes=1))
    assert len(outbox) == told + 1


def test_markup_and_line_breaks_stay_inside_their_field(
    api: Any, anonymous: Any, contact: Contact
) -> None:
    given = {**INTERVIEW, "employer": "A\r\nATTENDEE:mailto:x@y.z", "place": "END:VEVENT"}
    api.post(f"{BASE}interviews/", given, format="json")
    (event,) = feed(api, anonymous)
    assert "ATTENDEE" not in event
    assert str(event["LOCATION"]) == "END:VEVENT"


def test_interviews_are_listed_with_what_is_known_of_them(api: Any, interview: str) -> None:
    (found,) = api.get(f"{BASE}interviews/").json()["results"]
    assert (found["employer"], found["state"]) == (INTERVIEW["employer"], "waiting")
    assert found["starts_at"].startswith("2026-03-10T")
