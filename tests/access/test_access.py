"""Nobody sees or changes what belongs to somebody else."""

import pytest
import sweep
from belongings import Belongings, changes
from callers import SERVICES, Caller, Forger, Recorder
from httpx2 import Response
from operations import WORDS, Operation
from person import Person, wait_for
from suite import Suite
from sweep import Attempt, Finding, Judge, wrong_problem

Operations = list[Operation]
Owners = dict[str, str]


def judged(attempt: Attempt, status: int, why: str) -> Finding:
    return Finding(attempt.operation.name, attempt.position, status, why, attempt.path)


@pytest.fixture(scope="module")
def judge(owner: Belongings, owners: Owners) -> Judge:
    return Judge(owner, owners)


def sweep_as_another(
    operations: Operations, names: sweep.Names, other: Belongings, judge: Judge, suite: Suite
) -> list[str]:
    """Return what was wrong with the answers to another person."""
    other.person.sign_in()
    tried = [
        one
        for operation in operations
        if operation.name not in sweep.SELF_DESTRUCTIVE
        for one in sweep.attempts(operation, names, other.own)
    ]
    findings = sweep.run(Caller(suite.url, other.person.tokens["access"]), tried, judge)
    return [str(one) for one in findings]


@pytest.mark.parametrize("word", WORDS)
def test_another_person_gets_nothing_and_changes_nothing(
    word: str,
    suite: Suite,
    owner: Belongings,
    other: Belongings,
    all_operations: Operations,
    judge: Judge,
) -> None:
    before, names = owner.rows(), sweep.Names(owner.ids_at(word), owner.keys[:3], few=2)
    there = [one for one in all_operations if one.word == word]
    assert sweep_as_another(there, names, other, judge, suite) == []
    assert changes(before, owner.rows()) == []


@pytest.mark.chaos
@pytest.mark.parametrize("word", WORDS)
def test_no_id_in_any_position_helps_another_person(
    word: str,
    suite: Suite,
    owner: Belongings,
    other: Belongings,
    all_operations: Operations,
    judge: Judge,
) -> None:
    """As above with every id, those of other services included; it takes minutes."""
    before, names = owner.rows(), sweep.Names(owner.all_ids(), owner.keys)
    there = [one for one in all_operations if one.word == word]
    assert sweep_as_another(there, names, other, judge, suite) == []
    assert changes(before, owner.rows()) == []


def test_what_another_person_reads_afterwards_is_their_own(
    owner: Belongings, other: Belongings, judge: Judge, all_operations: Operations, suite: Suite
) -> None:
    """Also what was started for them with somebody else's document ends without a word of it."""
    other.person.sign_in()
    caller = Caller(suite.url, other.person.tokens["access"])
    names = sweep.Names([owner.own["document_id"]], [], few=0)
    starting = {"start_run", "parse_document"}
    tried = [
        one
        for operation in all_operations
        if operation.name in starting
        for one in sweep.attempts(operation, names, other.own)
        if one.position == "body:document_id"
    ]
    assert [str(one) for one in sweep.run(caller, tried, judge)] == []
    wait_for(lambda: _at_rest(other.person), "what another person started to end")
    for path, body in other.look().items():
        assert not [secret for secret in owner.secrets if secret in str(body)], path


def _at_rest(person: Person) -> bool:
    runs = person.call("GET", "/agents/runs/")["results"]
    parses = person.call("GET", "/ats/parses/?state=pending")["results"]
    return not parses and all(one["state"] not in ("running", "waiting") for one in runs)


def test_the_same_request_with_the_same_key_by_another_person_is_another_request(
    owner: Belongings, judge: Judge, suite: Suite
) -> None:
    """By somebody of whom nothing else is asked, as the bodies now are theirs."""
    before = owner.rows()
    third = Recorder(suite)
    third.join()
    caller = Caller(suite.url, third.tokens["access"])
    for method, path, options in owner.person.sent:
        answer = caller.raw(method, f"/api/v1{path}", **options)
        said = f"{path} {options}"
        assert answer.status_code < 500, answer.text
        assert "Idempotent-Replay" not in answer.headers, path
        assert not judge.leaked(answer.text, said.__contains__), path
    assert changes(before, owner.rows()) == []


def test_nobody_and_tokens_that_are_no_good_are_refused_everywhere(
    owner: Belongings,
    other: Belongings,
    gone: Person,
    forger: Forger,
    all_operations: Operations,
    owners: Owners,
    judge: Judge,
    suite: Suite,
) -> None:
    """Nobody, an erased person, and tokens that are good at the other three services only."""
    before, names = owner.rows(), sweep.Names([owner.own["document_id"]], owner.keys[:1], few=0)
    words = dict(zip(WORDS, SERVICES, strict=True))
    callers = {
        "nobody": dict.fromkeys(WORDS, ""),
        "an erased person": dict.fromkeys(WORDS, gone.tokens["access"]),
        "the wrong audience": {word: forger.for_another(name) for word, name in words.items()},
    }

    def refused(attempt: Attempt, answer: Response) -> Finding | None:
        wrong = judge(attempt, answer)
        if wrong is None and owners[attempt.operation.name] != "public":
            no_path = answer.status_code == 404 and answer.json()["code"] == "no-such-path"
            if answer.status_code not in (401, 403) and not no_path:
                return judged(attempt, answer.status_code, "not refused")
        return wrong

    for who, tokens in callers.items():
        for word, token in tokens.items():
            tried = [
                one
                for operation in all_operations
                if operation.word == word
                for one in sweep.attempts(operation, names, other.own)
            ]
            findings = sweep.run(Caller(suite.url, token), tried, refused)
            assert [str(one) for one in findings] == [], who
    assert changes(before, owner.rows()) == []


def test_no_bad_token_opens_anything(
    forger: Forger, all_operations: Operations, owners: Owners, suite: Suite
) -> None:
    doors = {
        one.word: one for one in all_operations if one.is_list and owners[one.name] == "person"
    }
    for what, token in forger.bad().items():
        for operation in doors.values():
            answer = Caller(suite.url, token).send(operation, operation.path)
            assert answer.status_code == 401, (what, operation.name, answer.text)
            assert not wrong_problem(answer), what


def test_the_forger_can_make_a_good_token(
    forger: Forger, all_operations: Operations, suite: Suite
) -> None:
    """Otherwise the tests of bad tokens would prove nothing."""
    caller = Caller(suite.url, forger.token())
    for operation in (one for one in all_operations if one.is_list):
        assert caller.send(operation, operation.path).status_code == 200, operation.name


def test_an_erased_person_cannot_come_back(gone: Person, suite: Suite) -> None:
    caller, base = Caller(suite.url), "/api/v1/users/tokens/"
    again = caller.raw("POST", f"{base}refresh/", json={"refresh": gone.tokens["refresh"]})
    assert again.status_code == 401
    secret = {"email": gone.address, "password": "a long enough pass phrase"}
    assert caller.raw("POST", base, json=secret).status_code == 401


def test_the_sweep_would_see_every_read_that_leaks(
    owner: Belongings, all_operations: Operations, owners: Owners, suite: Suite
) -> None:
    """Where no filter held, another person would be answered as the owner is."""
    owner.person.sign_in()
    judge = Judge(owner, owners)  # one before which nobody said anything of the owner's
    caller = Caller(suite.url, owner.person.tokens["access"])
    reads = {one for one in all_operations if one.method == "GET" and not one.open}
    seen = set()
    for operation in reads:
        names = sweep.Names(owner.ids_at(operation.word), [], few=0)
        tried = list(sweep.attempts(operation, names, owner.own))
        seen |= {one.operation for one in sweep.run(caller, tried, judge)}
    silent = {
        "count_unread",  # a number
        "list_channels",  # the same for everybody
        "list_form_kinds",  # switches
        "list_preferences",  # choices
        "get_habits",  # times of day
        "get_profile_version",  # asked for by a number, which is always one's own
    }
    assert {one.name for one in reads} - seen == silent


def test_signing_out_everywhere_ends_the_callers_own_sign_ins_only(
    owner: Belongings, other: Belongings, suite: Suite
) -> None:
    other.person.sign_in()
    mine = owner.person.call("GET", "/users/me/")["id"]
    caller = Caller(suite.url, other.person.tokens["access"])
    path = "/api/v1/users/tokens/revoke-all/"
    assert caller.raw("POST", path, json={"user_id": mine}).status_code == 204
    assert owner.person.call("GET", "/users/me/")["id"] == mine
    assert caller.raw("GET", "/api/v1/users/me/").status_code == 401
    other.person.sign_in()
