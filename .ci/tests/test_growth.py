"""A published schema may only grow."""

from typing import Any

import growth
from growth import Side


def event(*required: str, **properties: Any) -> dict[str, Any]:
    return {"payload": {"properties": properties, "required": list(required)}}


OLD = event("id", id={"type": "string"}, note={"type": "string"})


def test_an_optional_field_and_new_words_are_growth() -> None:
    new = event("id", id={"type": "string", "description": "x"}, note={"type": "string"}, b={})
    assert list(growth.broken(OLD, new, Side.BOTH)) == []


def test_a_field_gone_or_of_another_type_breaks_a_reader() -> None:
    new = event("id", id={"type": "integer"})
    assert list(growth.broken(OLD, new, Side.BOTH)) == [
        "/payload/properties/id/type: 'string' became 'integer'",
        "/payload/properties/note: is gone",
    ]


def test_a_field_that_may_be_absent_now_breaks_a_reader_only() -> None:
    new = event(id={"type": "string"}, note={"type": "string"})
    assert list(growth.broken(OLD, new, Side.READ)) == ["/payload/id: may be absent now"]
    assert list(growth.broken(OLD, new, Side.SEND)) == []


def test_a_field_that_is_demanded_now_breaks_a_sender_only() -> None:
    new = event("id", "note", id={"type": "string"}, note={"type": "string"})
    assert list(growth.broken(OLD, new, Side.READ)) == []
    assert list(growth.broken(OLD, new, Side.SEND)) == ["/payload/note: is demanded now"]


def test_the_requests_among_openapi_schemas_are_sent() -> None:
    old = {"components": {"schemas": {"ThingRequest": {"required": ["a"]}, "Thing": {}}}}
    new = {"components": {"schemas": {"ThingRequest": {"required": ["b"]}, "Thing": {}}}}
    assert list(growth.broken(old, new)) == ["/components/schemas/ThingRequest/b: is demanded now"]


def test_a_field_called_title_is_a_field() -> None:
    old = {"properties": {"title": {"type": "string", "title": "Title"}}}
    assert list(growth.broken({"x": old}, {"x": {"properties": {}}})) == [
        "/x/properties/title: is gone"
    ]


def test_an_enum_may_gain_a_value_and_lose_none() -> None:
    old = {"state": {"enum": ["a", "b"]}}
    assert list(growth.broken(old, {"state": {"enum": ["c", "b", "a"]}})) == []
    assert list(growth.broken(old, {"state": {"enum": ["a", "c"]}})) == [
        "/state/enum: 'b' is gone"
    ]


def test_a_new_parameter_must_be_optional() -> None:
    old = {"get": {"parameters": [{"in": "query", "name": "after"}]}}
    new = {"get": {"parameters": [{"in": "query", "name": "all", "required": True}]}}
    assert list(growth.broken(old, new)) == [
        "/get/parameters/query after: is gone",
        "/get/parameters/query all: is new and demanded",
    ]


def named(schema: dict[str, Any], **field: Any) -> dict[str, Any]:
    return {
        "components": {"schemas": {"Thing": schema}},
        "paths": {"body": field or {"allOf": [{"$ref": "#/components/schemas/Thing"}]}},
    }


def test_what_was_spelled_out_may_get_a_name_that_promises_as_much() -> None:
    old = named({}, type="object", additionalProperties=True, readOnly=True)
    ref = {"$ref": "#/components/schemas/Thing"}
    more = {"type": "object", "properties": {"url": {"type": "string"}}}
    assert list(growth.broken(old, named(more, allOf=[ref], readOnly=True))) == []
    assert list(growth.broken(old, named({"type": "string"}, **ref))) == [
        "/paths/body/type: 'object' became 'string'",
        "/paths/body/readOnly: is gone",
    ]


def test_what_had_a_name_keeps_it() -> None:
    assert list(growth.broken(named({}), named({}, type="object"))) == [
        "/paths/body/allOf: is gone"
    ]
