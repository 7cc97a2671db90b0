import json
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from agent_service import llm
from agent_service.writing.write import write

AT = date(2026, 11, 23)


class FakeModel:
    """A chat endpoint on loopback that answers what a test tells it."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.authorization: list[str | None] = []
        self.answer: Any = lambda sentences: sentences
        self.status = 200


@pytest.fixture
def model(settings: Any) -> Iterator[tuple[FakeModel, Any]]:
    fake = FakeModel()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            fake.asked.append(body)
            fake.authorization.append(self.headers["authorization"])
            sentences = [one["sentence"] for one in json.loads(body["messages"][1]["content"])]
            answer = fake.answer(sentences)
            content = answer if isinstance(answer, str) else json.dumps(answer)
            payload = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
            self.send_response(fake.status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    settings.OPERATOR_ALLOWED_HOSTS = [f"127.0.0.1:{server.server_port}"]
    environ = {
        "LLM_URL": f"http://127.0.0.1:{server.server_port}/v1",
        "LLM_MODEL": "m",
        "LLM_KEY": "k",
    }
    yield fake, llm.configured(environ)
    server.shutdown()
    thread.join()
    server.server_close()


def bodies(profile: dict[str, Any], posting: dict[str, Any], reword: Any) -> list[str]:
    letter = write(profile, posting, at=AT, reword=reword).letter
    return [text.text for text in letter.sentences()]


def test_without_a_model_nothing_is_called() -> None:
    assert llm.configured({}) is None
    assert llm.configured({"LLM_URL": "http://x"}) is None


def test_a_rewording_that_keeps_to_the_facts_is_taken(
    profile: dict[str, Any], posting: dict[str, Any], model: Any
) -> None:
    fake, reword = model
    fake.answer = lambda sentences: [
        sentence.replace("Of the skills your posting names, I bring", "I bring")
        for sentence in sentences
    ]
    assert "I bring Python and Kafka." in bodies(profile, posting, reword)
    assert fake.authorization == ["Bearer k"]


LIES = [
    "Since March 2021, I have led a team of 12 at Brightwater.",
    "Since March 2021, I have worked as Senior Software Engineer at Northwind Robotics.",
    "I have a PhD and I worked at Brightwater as Senior Software Engineer since March 2021.",
    "Since March 2020, I have worked as Senior Software Engineer at Brightwater.",
    "Since March 2021, I have worked as Software Engineer at Brightwater with Rust.",
    "",
]


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_is_dropped_and_the_true_sentence_stays(
    profile: dict[str, Any], posting: dict[str, Any], model: Any, lie: str
) -> None:
    fake, reword = model
    fake.answer = lambda sentences: [lie for _ in sentences]
    assert bodies(profile, posting, reword) == bodies(profile, posting, None)


@pytest.mark.parametrize("answer", ["no json", "[]", "{}", [1, 2], ["x"] * 40, "[" * 5000])
def test_an_answer_of_the_wrong_kind_changes_nothing(
    profile: dict[str, Any], posting: dict[str, Any], model: Any, answer: Any
) -> None:
    fake, reword = model
    fake.answer = lambda _: answer
    assert bodies(profile, posting, reword) == bodies(profile, posting, None)


def test_a_model_that_fails_changes_nothing(
    profile: dict[str, Any], posting: dict[str, Any], model: Any
) -> None:
    fake, reword = model
    fake.status = 500
    assert bodies(profile, posting, reword) == bodies(profile, posting, None)


def test_the_model_sees_the_letter_and_nothing_else_of_the_person(
    profile: dict[str, Any], posting: dict[str, Any], model: Any
) -> None:
    fake, reword = model
    bodies(profile, posting, reword)
    sent = json.dumps(fake.asked)
    assert "ada@example.org" not in sent
    assert "+49 30 1234567" not in sent
    assert "Kubernetes" not in sent  # the posting is not sent either


def test_the_key_is_not_shown() -> None:
    assert "secret" not in repr(llm.ChatModel("http://x", "m", "secret"))
