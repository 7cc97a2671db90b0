"""What OpenAPI documents say beyond what drf-spectacular finds."""

from typing import Any

from common.openapi import describe_places


def test_a_place_in_a_path_says_what_it_names() -> None:
    def described(name: str, **more: str) -> dict[str, Any]:
        return {"name": name, "in": "path", **more}

    token, own = described("token"), described("id", description="An own word.")
    of_many, asked = described("thing_id"), {"name": "q", "in": "query"}
    paths: dict[str, Any] = {
        "/things/{thing_id}/parts/{id}/": {"get": {"parameters": [of_many, own, asked]}},
        "/stop/{token}.ics": {"post": {"parameters": [token]}, "get": {}},
    }
    describe_places({"paths": paths}, None, None, True)
    assert of_many["description"] == "Which of things/."
    assert own["description"] == "An own word."
    assert token["description"] == "What the link of a message holds."
    assert "description" not in asked
