"""Internal paths, admin sites, review pages and the stream, seen from outside."""

import http.client
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx2
import ownership
import pytest
from belongings import Belongings
from callers import Caller, Forger, kept
from operations import WORDS
from person import wait_for
from suite import Suite
from sweep import wrong_problem

#: Ways to write a path that a careless router takes for another one.
SPELLINGS = (
    "{path}", "/{path}", "//127.0.0.1{path}", "/%69nternal{rest}", "/internal%2f{rest}",
    "/INTERNAL{rest}", "/./internal{rest}", "/x/../internal{rest}", "/review/../internal{rest}",
    "/api/v1/users/../../../internal{rest}", "/api/v1/ats/..%2f..%2f..%2finternal{rest}",
    "/api/v1/agents/%2e%2e/%2e%2e/%2e%2e/internal{rest}", "/admin/users/..;/internal{rest}",
    "/api/v1/notifications/..\\..\\..\\internal{rest}", "/api/v1/users{path}", "/review{path}",
    "/admin/users{path}", "/internal;x{rest}", "/internal.{rest}", "/api/v1/users//internal{rest}",
)  # fmt: skip


def raw(suite: Suite, path: str, token: str) -> tuple[int, bytes]:
    """Return status and body of a path that is sent exactly as it is written."""
    place = urlsplit(suite.url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=20)
    try:
        connection.putrequest("GET", path)
        if token:
            connection.putheader("Authorization", f"Bearer {token}")
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def internal_paths(owner: Belongings) -> Iterator[str]:
    """Yield every internal path, with ids that exist."""
    ids = {**owner.own, "user_id": owner.person.call("GET", "/users/me/")["id"]}
    ids |= {"match_id": owner.first("/ats/matches/"), "version": "1", "pk": ids["document_id"]}
    ids["snapshot_id"] = min(owner.ids["/agents/openings/*/ /snapshot/id"])
    for path, who in ownership.read()["elsewhere"].items():
        if who == "service":
            yield re.sub(r"{(\w+)}", lambda found: ids[found[1]], path)


@pytest.mark.parametrize("who", ["nobody", "another person", "a service"])
def test_internal_paths_are_not_there_from_outside(
    who: str, suite: Suite, owner: Belongings, other: Belongings, forger: Forger
) -> None:
    other.person.sign_in()
    token = {"another person": other.person.tokens["access"], "a service": forger.of_service()}
    for path in internal_paths(owner):
        for spelling in SPELLINGS if path.startswith("/internal/contacts") else SPELLINGS[:2]:
            sent = spelling.format(path=path, rest=path.removeprefix("/internal"))
            status, body = raw(suite, sent, token.get(who, ""))
            assert status in (400, 401, 404, 302, 308), (sent, body)
            assert owner.canary.encode() not in body, sent


def test_a_peers_token_opens_no_public_operation(
    suite: Suite, forger: Forger, owner: Belongings
) -> None:
    caller = Caller(suite.url, forger.of_service())
    for path in ("users/me/", "ats/parses/", "agents/runs/", "notifications/messages/"):
        assert caller.raw("GET", f"/api/v1/{path}").status_code == 401, path


@pytest.fixture(scope="module")
def admin_pages(suite: Suite) -> list[str]:
    """Return what staff sees linked on the first page of each admin site, and a row of each."""
    found: list[str] = []
    for word in WORDS:
        with httpx2.Client(base_url=suite.url, trust_env=False, follow_redirects=True) as staff:
            page = staff.get(f"/admin/{word}/")
            form = {
                "username": "staff@localhost",
                "password": suite.variable(f"{_service(word)}", "STAFF_PASSWORD"),
                "csrfmiddlewaretoken": staff.cookies[f"csrf_{word}"],
                "next": f"/admin/{word}/",
            }
            index = staff.post(page.url, data=form, headers={"Referer": str(page.url)})
            links = sorted(set(re.findall(rf'href="(/admin/{word}/[^"?#]+/)"', index.text)))
            assert any(link.count("/") > 4 for link in links), f"{word}: no model in its admin"
            for link in links:
                rows = re.findall(rf'href="({link}[^"?#]+/change/)', staff.get(link).text)
                found += [link, f"{link}add/", *rows[:1]]
    return [link for link in found if not link.endswith(("/login/", "/logout/"))]


def _service(word: str) -> str:
    return f"{word.removesuffix('s') if word != 'ats' else word}_service"


def test_admin_pages_lead_everybody_but_staff_to_the_sign_in(
    suite: Suite, admin_pages: list[str], other: Belongings, owner: Belongings
) -> None:
    other.person.sign_in()
    assert len(admin_pages) > 40
    for token in ("", other.person.tokens["access"]):
        caller = Caller(suite.url, token)
        for page in admin_pages:
            answer = caller.raw("GET", page)
            assert answer.status_code in (302, 404), page
            assert "/login/" in answer.headers.get("location", "/login/"), page
            assert owner.canary not in answer.text


def test_a_person_cannot_sign_in_to_an_admin_site(suite: Suite, other: Belongings) -> None:
    with httpx2.Client(base_url=suite.url, trust_env=False) as client:
        for word in WORDS:
            client.get(f"/admin/{word}/login/")
            form = {
                "username": other.person.address,
                "password": "a long enough pass phrase",
                "csrfmiddlewaretoken": client.cookies[f"csrf_{word}"],
            }
            path = f"/admin/{word}/login/"
            answer = client.post(path, data=form, headers={"Referer": suite.url + path})
            assert answer.status_code == 200, word
            assert f"session_{word}" not in client.cookies, word


def reviewer(suite: Suite, owner: Belongings) -> httpx2.Client:
    """Return a browser that used a link to the review page of the waiting application."""
    owner.person.sign_in()
    path = f"/agents/applications/{owner.own['application_id']}/review-link/"
    link = urlsplit(owner.person.call("POST", path, json={})["url"]).path
    client = kept(httpx2.Client(base_url=suite.url, trust_env=False, timeout=20))
    assert client.get(link).status_code == 200
    assert client.post(link).status_code == 302
    assert client.post(link).status_code == 410, "a link opens once"
    return client


def test_a_review_page_opens_for_its_link_alone(
    suite: Suite, owner: Belongings, other: Belongings
) -> None:
    """Not for nobody, another person, a made-up cookie, or the link of another application."""
    client, other_id = reviewer(suite, owner), sent_application(owner)
    other.person.sign_in()
    mine = f"/review/{owner.own['application_id']}/"
    assert owner.canary in client.get(mine).text
    strangers = [
        (Caller(suite.url).http, {}, owner.own["application_id"]),
        (Caller(suite.url).http, bearer(other), owner.own["application_id"]),
        (Caller(suite.url).http, {"Cookie": "review_session=x:y:z"}, owner.own["application_id"]),
        (client, {}, other_id),
    ]
    file = owner.first("/agents/files/*/")
    for stranger, headers, application in strangers:
        base = f"/review/{application}/"
        for path in (base, f"{base}screenshot/", f"{base}documents/{file}/"):
            answer = stranger.get(path, headers=headers)
            assert answer.status_code == 403, path
            assert owner.canary not in answer.text
        answer = stranger.post(f"{base}decision/", headers=headers, data={"verdict": "reject"})
        assert answer.status_code == 403
    answer = client.post(f"{mine}decision/", data={"verdict": "reject"})
    assert answer.status_code == 403, "a form without its token is another site's"
    path = mine.replace("review", "agents/applications")
    assert owner.person.call("GET", path)["state"] == "draft"


def test_the_link_in_a_mail_about_an_application_opens_its_page_once(
    suite: Suite, owner: Belongings
) -> None:
    """Whoever follows it without pressing the button, as mail scanners do, uses nothing up."""
    client = kept(httpx2.Client(base_url=suite.url, trust_env=False, timeout=20))
    ids = {owner.own["application_id"], sent_application(owner)}
    followed = dict[str, str]()  # from the link's path to the page it opened

    def both_are_opened() -> bool:
        for path in opening_links(suite, owner) - followed.keys():
            assert [client.get(path).status_code for _ in range(2)] == [200, 200]
            followed[path] = client.post(path).headers["location"]
            assert owner.canary in client.get(followed[path]).text
            assert client.post(path).status_code == 410
        return all(any(one in page for page in followed.values()) for one in ids)

    wait_for(both_are_opened, "a mail about each application")


#: The first link of a mail opens the page; those below it decide.
_OPENS = re.compile(r"\n\n[^\n<>]+: http[^/\s]*//[^/\s]+(/review/open/[\w-]{43}/)\n")


def opening_links(suite: Suite, owner: Belongings) -> set[str]:
    """Return the paths that open a page of the owner's, one of each mail that has one."""
    files = (suite.data / "mail").glob("*.log")
    mails = [path.read_text().replace("=\n", "").replace("=3D", "=") for path in files]
    links = (_OPENS.search(mail) for mail in mails if owner.person.address in mail)
    return {link[1] for link in links if link}


def bearer(person: Belongings) -> dict[str, str]:
    """Return the header with a person's token."""
    return {"Authorization": f"Bearer {person.person.tokens['access']}"}


def sent_application(owner: Belongings) -> str:
    """Return the id of the application that was sent."""
    rows = owner.person.call("GET", "/agents/applications/")["results"]
    return next(str(row["id"]) for row in rows if row["id"] != owner.own["application_id"])


def test_a_stream_tells_its_own_person_only_and_opens_once(
    suite: Suite, owner: Belongings, other: Belongings
) -> None:
    """Also from the very first event on, which are older ones of the owner."""
    other.person.sign_in()
    ticket = other.person.call("POST", "/notifications/tickets/", json={})["ticket"]
    query = {"ticket": ticket, "last_event_id": "0"}
    path = "/api/v1/notifications/stream/"
    heard = ""
    with httpx2.stream(
        "GET", suite.url + path, params=query, trust_env=False, timeout=30
    ) as answer:
        assert answer.status_code == 200
        for line in answer.iter_lines():
            heard += line
            if heard.count("data:") >= 3:
                break
    assert not [one for one in owner.all_ids() if one in heard]
    assert owner.canary not in heard
    again = Caller(suite.url).raw("GET", path, params=query)
    assert again.status_code == 401
    assert not wrong_problem(again)
