"""What the API says of JSON in rows is what the code puts there."""

from dataclasses import fields
from typing import Any

import pytest
from pydantic import BaseModel
from rest_framework import serializers

from agent_service.applications import obstacles, shapes
from agent_service.forms import draft
from agent_service.forms import manifest as forms
from agent_service.openings import shapes as postings
from agent_service.rules import judging
from agent_service.sources import _contract as sources


@pytest.mark.parametrize(
    ("shape", "model"),
    [
        (shapes.ManifestSerializer, forms.Manifest),
        (shapes.ManifestFieldSerializer, forms.ManifestField),
        (shapes.ManifestFileSerializer, forms.ManifestFile),
        (shapes.TrafficSerializer, forms.SentRequest),
        (shapes.ValueSourceSerializer, forms.Source),
    ],
)
def test_a_shape_has_the_fields_of_its_model_and_demands_what_was_always_there(
    shape: type[serializers.Serializer[Any]], model: type[BaseModel]
) -> None:
    said = {name: field.required for name, field in shape().get_fields().items()}
    kept = {name: field for name, field in model.model_fields.items() if not field.exclude}
    assert said == {name: field.is_required() for name, field in kept.items()}


@pytest.mark.parametrize(
    ("shape", "made_of"),
    [
        (shapes.QuestionSerializer, draft.Question),
        (shapes.ObstacleSerializer, obstacles.Obstacle),
        (shapes.ReasonSerializer, judging.Objection),
        (postings.PaySerializer, sources.Salary),
        (postings.PostedQuestionSerializer, sources.Question),
        (postings.PostedFieldSerializer, sources.Field),
    ],
)
def test_a_shape_has_the_fields_of_what_it_is_made_of(
    shape: type[serializers.Serializer[Any]], made_of: Any
) -> None:
    assert list(shape().get_fields()) == [field.name for field in fields(made_of)]
