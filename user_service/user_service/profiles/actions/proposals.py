"""What readings propose for the profile, and what the person decides about it."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from common.errors import NotHere, ServiceError
from common.text import clean_json
from user_service.profiles import json_resume, pointers
from user_service.profiles.actions import profile as profiles
from user_service.profiles.models import ProfileVersion, Proposal

State = Proposal.State
_MOST_EVIDENCE = 20


class Decided(ServiceError):
    """The person decided about the proposal before."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "proposal-decided"
    title: ClassVar[str] = "You decided about this proposal before"


class FieldFilled(ServiceError):
    """The profile says something else there, and that is the person's own word."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "field-filled"
    title: ClassVar[str] = "The profile says something there already"


def propose(
    *, user_id: UUID, document_id: UUID, parse_id: UUID, parse: Mapping[str, Any], at: datetime
) -> int:
    """Store each field of a parse that the profile does not hold; return how many there were.

    The profile is not touched. A value that was proposed before, whatever became of it, is not
    proposed again.
    """
    resume = profiles.current(user_id).resume
    found = clean_json(parse.get("resume") or {})
    rows = [
        Proposal(
            user_id=user_id,
            document_id=document_id,
            parse_id=parse_id,
            pointer=pointer,
            value=value,
            digest=_digest(value),
            evidence=_evidence(found, source),
            created_at=at,
        )
        for source, pointer, value in _fields(found)
        if not _holds(resume, pointer, value) and _fits(pointer, value)
    ]
    Proposal.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _fields(read: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield (where it was read, where it would go, value) for each part that says something."""
    basics = read["basics"] if isinstance(read.get("basics"), dict) else {}
    for name in json_resume.BASICS:
        if not pointers.is_empty(basics.get(name)):
            yield f"/basics/{name}", f"/basics/{name}", basics[name]
    lists = {"basics/profiles": basics.get("profiles")}
    lists |= {name: read.get(name) for name in json_resume.SECTIONS}
    for name, entries in lists.items():
        for index, entry in enumerate(entries if isinstance(entries, list) else []):
            if not pointers.is_empty(entry):
                yield f"/{name}/{index}", f"/{name}/-", entry


def _digest(value: Any) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def _holds(resume: Mapping[str, Any], pointer: str, value: Any) -> bool:
    there = pointers.get(resume, pointer)
    return value in (there or []) if pointer.endswith("/-") else there == value


def _fits(pointer: str, value: Any) -> bool:
    return not json_resume.problems(pointers.put({}, pointer, value))


def _evidence(read: Mapping[str, Any], source: str) -> list[dict[str, Any]]:
    """Return where a field and its parts stand in the document and how sure the reading is."""
    meta = read.get("meta")
    known = meta.get("evidence") if isinstance(meta, dict) else None
    return [
        {"pointer": pointer, **found}
        for pointer, found in (known if isinstance(known, dict) else {}).items()
        if (pointer == source or pointer.startswith(f"{source}/")) and isinstance(found, dict)
    ][:_MOST_EVIDENCE]


@transaction.atomic(savepoint=False)
def accept(user_id: UUID, proposal_id: UUID, *, replace: bool, at: datetime) -> Proposal:
    """Bring one proposal into the profile.

    Args:
        user_id: the person.
        proposal_id: what they accept.
        replace: they saw that the field says something and want it replaced.
        at: when they decided.

    Raises:
        NotHere, Decided: there is no such proposal to decide about.
        FieldFilled: the field says something, and ``replace`` is not set.
        ResumeRefused: the résumé would become too long.
    """
    profile, before = profiles.locked(user_id)
    proposal = _undecided(user_id, proposal_id)
    filled = not pointers.is_empty(pointers.get(before.resume, proposal.pointer))
    if filled and not replace and not proposal.pointer.endswith("/-"):
        raise FieldFilled("Send replace as true to put the proposal in its place.")
    _apply(profile, before, [proposal], at=at)
    return proposal


@transaction.atomic(savepoint=False)
def accept_all(user_id: UUID, *, document_id: UUID | None, at: datetime) -> list[Proposal]:
    """Bring in every proposal for fields and lists that say nothing yet; leave the others open.

    Where two proposals are for one field, the newer reading's is taken.
    """
    profile, before = profiles.locked(user_id)
    chosen: list[Proposal] = []
    for proposal in open_proposals(user_id, document_id).select_for_update().order_by("-id"):
        is_entry = proposal.pointer.endswith("/-")
        taken = not is_entry and any(c.pointer == proposal.pointer for c in chosen)
        if not taken and pointers.is_empty(pointers.get(before.resume, proposal.pointer)):
            chosen.append(proposal)
    chosen.sort(key=lambda proposal: proposal.id)
    if chosen:
        _apply(profile, before, chosen, at=at)
    return chosen


def _apply(profile: Any, before: profiles.View, chosen: list[Proposal], *, at: datetime) -> None:
    """Write the next version with the chosen proposals in it and mark them."""
    resume = dict(before.resume)
    for proposal in chosen:
        resume = pointers.put(resume, proposal.pointer, proposal.value)
        proposal.decide(State.ACCEPTED, at=at)
    json_resume.check(resume)
    part, author = ProfileVersion.Part.RESUME, ProfileVersion.Author.PROPOSAL
    profiles.store(profile, before, part, resume, author=author, at=at)
    Proposal.objects.bulk_update(chosen, ["state", "decided_at"])


def open_proposals(user_id: UUID, document_id: UUID | None = None) -> QuerySet[Proposal]:
    """Return what the person has not decided about, of one document or of all."""
    found = Proposal.objects.filter(user_id=user_id, state=State.PROPOSED)
    return found.filter(document_id=document_id) if document_id else found


@transaction.atomic(savepoint=False)
def dismiss(user_id: UUID, proposal_id: UUID, *, at: datetime) -> Proposal:
    """Put one proposal aside for good.

    Raises:
        NotHere, Decided: there is no such proposal to decide about.
    """
    proposal = _undecided(user_id, proposal_id)
    proposal.decide(State.DISMISSED, at=at)
    proposal.save(update_fields=["state", "decided_at"])
    return proposal


def _undecided(user_id: UUID, proposal_id: UUID) -> Proposal:
    mine = Proposal.objects.select_for_update().filter(user_id=user_id, id=proposal_id)
    proposal = mine.first()
    if proposal is None:
        raise NotHere("Check the id; your proposals are listed at proposals/.")
    if proposal.state != State.PROPOSED:
        raise Decided(f"It was {proposal.state}; change the profile itself.")
    return proposal
