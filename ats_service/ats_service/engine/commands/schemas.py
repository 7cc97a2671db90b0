"""JSON Schemas of what each command writes: the contract for those who read it.

In goes the name of a command, out comes the schema of the files that it writes.
"""

from __future__ import annotations

from typing import Any

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT, _NUMBER = {"type": "string"}, {"type": "number"}
_SHARE = {"type": "number", "minimum": 0, "maximum": 1}


def _maybe(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _many(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": schema}


def _one(required: str = "", **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required.split()}


def _titled(title: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": _DRAFT, "title": title, **schema}


_FACT = _one("value quote", value={}, quote=_TEXT)
_SKILL = _one(
    "name importance any_of quote",
    name=_TEXT,
    importance={"enum": ["required", "nice"]},
    any_of=_TEXT,
    min_years=_maybe(_NUMBER),
    quote=_TEXT,
    text=_TEXT,
)
_SALARY = _one(
    "minimum currency period quote",
    minimum=_NUMBER,
    maximum=_maybe(_NUMBER),
    currency=_TEXT,
    period={"enum": ["hour", "day", "week", "month", "year"]},
    quote=_TEXT,
)
_FACTS = _one(
    "skills salary places",
    title=_maybe(_FACT),
    seniority=_maybe(_FACT),
    employer=_maybe(_FACT),
    places=_many(_one("text", text=_TEXT, city=_TEXT, country=_TEXT, quote=_TEXT)),
    workplace=_maybe(_FACT),
    employment_type=_maybe(_FACT),
    salary=_many(_SALARY),
    skills=_many(_SKILL),
    min_years=_maybe(_FACT),
    degree=_maybe(_FACT),
    degree_strength=_TEXT,
    languages=_many(_FACT),
    licences=_many(_FACT),
    authorisation=_maybe(_FACT),
    language=_TEXT,
    start=_maybe(_FACT),
    deadline=_maybe(_FACT),
    requests=_many(_FACT),
    signals=_many(_FACT),
)
_ROW = _one(
    "id kind importance any_of need weight status credit",
    id=_TEXT,
    kind={"enum": ["skill", "years", "degree", "language"]},
    importance={"enum": ["required", "nice"]},
    any_of=_TEXT,
    need=_TEXT,
    have=_TEXT,
    weight=_NUMBER,
    status={"enum": ["met", "partly", "missing", "unknown", "conflict"]},
    credit=_SHARE,
    posting_quote=_TEXT,
    resume_spans=_many(_one("pointer quote", pointer=_TEXT, quote=_TEXT)),
)
_FLAG = _one("code reason", code=_TEXT, reason=_TEXT)
_FINDING = _one(
    "rule severity message seen advice page box",
    rule=_TEXT,
    severity={"enum": ["error", "warning", "notice"]},
    message=_TEXT,
    seen=_TEXT,
    advice=_TEXT,
    page=_maybe({"type": "integer"}),
    box=_maybe(_many(_NUMBER)),
)
_SPAN = _one(
    "text",
    page=_maybe({"type": "integer"}),
    box=_maybe(_many(_NUMBER)),
    text=_TEXT,
    part=_TEXT,
    line={"type": "integer"},
)
_META = _one(
    "evidence current lastModified",
    lastModified=_TEXT,
    current=_many(_TEXT),
    ocr=_SHARE,
    evidence={
        "type": "object",
        "additionalProperties": _one("confidence spans", confidence=_SHARE, spans=_many(_SPAN)),
    },
)

#: A JSON Resume is given back as it came; all else has evidence.
_AS_IT_CAME = {"not": {"required": ["meta"], "properties": {"meta": {"required": ["evidence"]}}}}
_READ = {"required": ["meta"], "properties": {"meta": _META}}

SCHEMAS: dict[str, dict[str, Any]] = {
    "parse": {
        **_titled("JSON Resume with evidence", _one(basics={}, meta={"type": "object"})),
        "anyOf": [_READ, _AS_IT_CAME],
    },
    "check": _titled(
        "Findings of the document check",
        _one(
            "kind pages findings seen",
            kind=_TEXT,
            pages={"type": "integer"},
            findings=_many(_FINDING),
            seen=_TEXT,
        ),
    ),
    "analyse": _titled("What a posting asks for", _one("facts", facts=_FACTS)),
    "skills": _titled(
        "Skills in a text",
        _one(
            "skills mentions",
            skills=_many(_TEXT),
            mentions=_many(
                _one(
                    "text start end skill",
                    text=_TEXT,
                    start={"type": "integer"},
                    end={"type": "integer"},
                    skill=_TEXT,
                )
            ),
        ),
    ),
    "import-esco": _titled(
        "What was made of ESCO's tables",
        _one(
            "skills terms left_out",
            skills={"type": "integer"},
            terms={"type": "integer"},
            left_out={"type": "integer"},
        ),
    ),
    "match": _titled(
        "How a résumé meets a posting",
        _one("score rows flags", score=_maybe(_SHARE), rows=_many(_ROW), flags=_many(_FLAG)),
    ),
}
