"""The answer bank: what the person lets be answered for them, word for word."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from psycopg.types.json import Jsonb
from uuid_utils.compat import uuid7

from common.errors import NotHere, ServiceError
from user_service.profiles.actions.profile import bump, locked
from user_service.profiles.kinds import Kind, topic_of
from user_service.profiles.models import Answer

#: One statement: count the change of the profile and store the answer as of that version.
_ADD = """
WITH profile AS (
    INSERT INTO profiles_profile
        (id, user_id, version, resume_version, preferences_version, updated_at)
    VALUES (%(profile_id)s, %(user_id)s, 1, 0, 0, %(at)s)
    ON CONFLICT (user_id) DO UPDATE
        SET version = profiles_profile.version + 1, updated_at = excluded.updated_at
    RETURNING version
)
INSERT INTO profiles_answer
    (id, answer_id, user_id, kind, question, country, value, topic, since, created_at)
SELECT %(id)s, %(id)s, %(user_id)s, %(kind)s, %(question)s, %(country)s, %(value)s, %(topic)s,
    version, %(at)s
FROM profile
RETURNING since
"""


class AnswerExists(ServiceError):
    """The person has an answer to the same question."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "answer-exists"
    title: ClassVar[str] = "There is an answer to this question already"


@dataclass(frozen=True, slots=True)
class Said:
    """One answer as the person gives it; ``value`` has the shape of its kind."""

    kind: Kind
    value: Any
    question: str = ""
    country: str = ""  # ISO 3166, upper case

    @property
    def topic(self) -> str:
        """Return the hash of what is answered."""
        return topic_of(self.kind, self.question, self.country, self.value)


@transaction.atomic(savepoint=False)
def add(user_id: UUID, said: Said, *, at: datetime) -> Answer:
    """Store a new standing answer as the next version of the profile.

    Raises:
        AnswerExists: there is one to the same question.
    """
    answer = _row(user_id, said, at=at)
    fields = {f: getattr(answer, f) for f in ("id", "kind", "question", "country", "topic")}
    given = {"profile_id": uuid7(), "user_id": user_id, "at": at, "value": Jsonb(said.value)}
    try:
        with connection.cursor() as cursor:
            cursor.execute(_ADD, fields | given)
            answer.since = cursor.fetchone()[0]
    except IntegrityError as error:
        raise _exists() from error
    return answer


def _row(user_id: UUID, said: Said, *, at: datetime, answer_id: UUID | None = None) -> Answer:
    row_id = uuid7()
    return Answer(
        id=row_id,
        answer_id=answer_id or row_id,
        user_id=user_id,
        kind=said.kind.value,
        question=said.question,
        country=said.country,
        value=said.value,
        topic=said.topic,
        created_at=at,
    )


def _exists() -> AnswerExists:
    return AnswerExists("Change the answer that is there; each question has one answer.")


@transaction.atomic
def change(user_id: UUID, answer_id: UUID, said: Said, *, at: datetime) -> Answer:
    """Replace a standing answer; versions of the profile before this one keep the old wording.

    Raises:
        NotHere: the person has no such answer.
        AnswerExists: another of their answers is to the same question.
    """
    profile, _ = locked(user_id)
    before = Answer.objects.current(user_id).filter(answer_id=answer_id)
    if not before.exists():
        raise NotHere("Check the id; your answers are listed at answers/.")
    bump(profile, at=at)
    before.update(until=profile.version)
    answer = _row(user_id, said, at=at, answer_id=answer_id)
    answer.since = profile.version
    try:
        answer.save(force_insert=True)
    except IntegrityError as error:
        raise _exists() from error
    return answer


@transaction.atomic
def remove(user_id: UUID, answer_id: UUID, *, at: datetime) -> None:
    """Remove a standing answer from every version: what was taken back is used no more.

    Raises:
        NotHere: the person has no such answer.
    """
    profile, _ = locked(user_id)
    gone, _ = Answer.objects.filter(user_id=user_id, answer_id=answer_id).delete()
    if not gone:
        raise NotHere("Check the id; your answers are listed at answers/.")
    bump(profile, at=at)
