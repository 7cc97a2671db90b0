"""Applications as they stand when their person opens the review page."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from makers import NOON, application, field, manifest, opening, run, stand_still
from rulings import draft as ruled
from rulings import judged, rule
from walks import WALKS, Walk, again, approve, begin, walked

from agent_service.applications import actions, by_hand, files, obstacles, submission
from agent_service.applications.models import Application, GeneratedFile
from agent_service.consents import actions as consents
from agent_service.forms.candidate import Candidate, StandingAnswer
from agent_service.forms.draft import Draft, SubmitOutcome
from agent_service.forms.manifest import Manifest, SentRequest, Source
from agent_service.openings.models import Opening
from agent_service.steps.submit import _NEVER_SEEN as NEVER_SEEN

SENT = SentRequest(
    method="POST", url="https://jobs.example.org/upload", kind="fetch", state="held",
    why="it is no part of the submission", body_bytes=12, carries=True,
)  # fmt: skip
Scene = Callable[[UUID], Application]


def rich() -> Manifest:
    """Return a form with a control of each kind, and with everything that it sent."""
    made = manifest(
        field("name", "Ada <b>", source=Source(kind="profile", ref="basics.name")),
        field("city", "London", options=("London", "Paris"), source=Source(kind="bank")),
        field("days", ("Mon", "Tue"), kind="checkboxes", options=("Mon", "Tue", "Wed")),
        field("terms", True, kind="checkbox", source=Source(kind="edit")),
        field("story", "Built engines.\nMany.", kind="textarea", source=Source(kind="written")),
        field("pay", "", required=True, source=Source(kind="none"),
              reason="you have no standing answer to this"),
        field("cv", None, kind="file", required=True, source=Source(kind="none"),
              reason="there is no such document"),
        field("town", "Rome", source=Source(kind="page"), reason="the page had it filled in"),
    )  # fmt: skip
    sent = SENT.model_copy(update={"state": "sent", "status": 200, "content_type": "text/plain"})
    return made.model_copy(update={"sent": (sent,), "form_url": "https://forms.example/embed"})


def lacking(user_id: UUID) -> Application:
    """Return one whose person has to answer something, with a picture and documents."""
    one = application(user_id)
    actions.keep_manifest(one, rich(), questions=[], screenshot=b"\x89PNG", at=NOON)
    GeneratedFile.objects.create(
        user_id=user_id, run=one.run, kind="cover_letter", media_type="application/pdf",
        name="Ada-cover-letter.pdf", sha256="a" * 64, size=2345, key=files.keep_picture(b"x"),
        sentences=[{"sentence": "I built engines.", "facts": [{"text": "Engines, 1843"}]}],
        created_at=NOON,
    )  # fmt: skip
    return again(one)


def stopped(code: str, why: str, **more: Any) -> Scene:
    """Return a scene in which something stands in the way of the form."""

    def made(user_id: UUID) -> Application:
        one = application(user_id)
        stop = obstacles.Obstacle(code, why, "https://acme.example/apply", **more)
        actions.stop_at(one, stop.stored(), at=NOON)
        stand_still(one.run, code, why=why)
        return again(one)

    return made


def site_asked(user_id: UUID) -> Application:
    """Return one whose form wants to send while it is filled."""
    one = application(user_id)
    stop = obstacles.consent_needed(Draft(manifest(), b"", (), True, (SENT,)))
    actions.stop_at(one, stop.stored(), at=NOON)
    stand_still(one.run, stop.code, why=stop.why)
    return again(one)


def site_allowed(user_id: UUID) -> Application:
    """Return one whose site may be sent to."""
    one = application(user_id)
    consents.grant(user_id, "https://acme.example/", at=NOON.replace(day=1))
    return one


def unverified(user_id: UUID) -> Application:
    """Return one of a kind that nobody checked."""
    one = application(user_id)
    stand_still(one.run, "unverified-form", why=NEVER_SEEN.format(adapter="generic"))
    return again(one)


def taken_over(user_id: UUID) -> Application:
    """Return one whose person is at the form."""
    one = stopped("form-login", "The page asks you to sign in first.")(user_id)
    by_hand.take_over(one.id, user_id, at=NOON)
    return again(one)


def unread(user_id: UUID) -> Application:
    """Return one whose form was never read, taken over."""
    found = run(user_id)
    one = actions.begin(found.id, found.opening, at=NOON)
    address = {"address": "1 St James's Square", "postalCode": "SW1", "city": "London"}
    basics = {"name": "Ada", "email": "a@b.example", "phone": "1", "url": "https://ada.example"}
    kinds = ("salary", "work_authorization", "over_18", "consent_privacy")
    said = tuple(StandingAnswer(id="1", kind=kind, value="20", country="GB") for kind in kinds)
    person = Candidate(profile={"basics": basics | {"location": address}}, answers=said)
    stop = obstacles.Obstacle("form-no-form", "x", answers=obstacles.to_copy(person))
    actions.stop_at(one, stop.stored(), at=NOON)
    stand_still(found, "form-no-form", why="There is no application form on this page.")
    by_hand.take_over(one.id, user_id, at=NOON)
    return again(one)


def lost(user_id: UUID) -> Application:
    """Return one of which nobody knows whether it arrived."""
    one = again(application(user_id))
    for step in (approve, begin):
        step(one)
        one = again(one)
    broke = SENT.model_copy(update={"state": "sent", "failed": "reset"})
    seen = [broke, SENT, SENT.model_copy(update={"state": "sent"})]
    seen.append(SENT.model_copy(update={"state": "sent", "status": 502}))
    outcome = SubmitOutcome("outcome_unknown", "the connection broke", "", b"\x89PNG", tuple(seen))
    submission.finish(one.attempts.get(), outcome)
    stand_still(one.run, "outcome-unknown", step="submit")
    return again(one)


def declined(user_id: UUID) -> Application:
    """Return one that the person's rules do not cover, for every reason there is."""
    one = ruled(user_id, employer="Acme")
    unsure = [{"key": "unsure", "why": "it is not clear what this asks for"}]
    unsure.append({"key": "asked", "why": "only you can answer this"})
    form = manifest(
        field("asked", "", required=True), field("unsure", "x"),
        field("right", "y").model_copy(update={"policy": "never_guessed"}),
    ).model_copy(update={"adapter": "ashby"})  # fmt: skip
    actions.keep_manifest(one, form, questions=unsure, screenshot=b"", at=NOON)
    strict = {"adapters": ["lever"], "employers_never": ["ACME"], "a_day": 1}
    rule(user_id, **strict, expires_at=NOON)
    assert not judged(one, score=0.2, at=NOON + timedelta(seconds=1))
    return again(one)


def beside(user_id: UUID, title: str = "Backend Engineer") -> Application:
    """Return one at an employer where another one is open."""
    sent, waiting = (_at_acme(user_id, title, number) for number in (1, 2))
    for one in (sent, waiting):
        Application.objects.filter(id=one.id).update(
            state="submitted" if one == sent else "outcome_unknown",
            submitted_at=timezone.now() if one == sent else None, approved_digest="d",
        )  # fmt: skip
    mine = _at_acme(user_id, title, 3)
    stand_still(mine.run, "employer-taken", step="approve", why="You have an open application "
                "for Baker at Acme. Say to apply here all the same, or do not apply.")  # fmt: skip
    return again(mine)


def _at_acme(user_id: UUID, title: str, number: int) -> Application:
    made: Opening = opening(user_id, f"https://b{number}.example/jobs/1")
    return application(user_id, of=made)


def after(walk: Walk) -> Scene:
    """Return a scene in which something was just decided."""
    return lambda user_id: walked(again(application(user_id)), walk)


#: Every scene by its name; the walks of the timeline are scenes, too.
SCENES: dict[str, Scene] = {
    "lacking": lacking,
    "captcha": stopped("form-captcha", "On this page a captcha challenge is open."),
    "unknown reason": stopped("form-login", "Nobody here wrote this."),
    "hung": stopped("form-hung", obstacles.hung("x").why),
    "site asked": site_asked,
    "site allowed": site_allowed,
    "unverified": unverified,
    "taken over": taken_over,
    "unread": unread,
    "lost": lost,
    "declined": declined,
    "beside": beside,
    **{f"{n}-{walk[3]}": after(walk) for n, walk in enumerate(WALKS)},
}  # fmt: skip
