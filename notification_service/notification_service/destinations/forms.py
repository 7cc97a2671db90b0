"""What a client needs to draw the form of each channel."""

from typing import Any

from notification_service.channels import Channel
from notification_service.preferences.actions import channels
from notification_service.vapid import public_key


def channels_shown() -> list[dict[str, Any]]:
    """Return every channel with its form, in the order of their names."""
    return [
        {
            "name": name,
            "label": channel.label,
            "proof": channel.proof if channel.settings else "",
            "most": channel.most if channel.settings else 0,
            "settings_schema": schema_of(channel),
            "application_server_key": public_key() if name == "web_push" else "",
        }
        for name, channel in channels().items()
    ]


def schema_of(channel: Channel) -> dict[str, Any] | None:
    """Return the JSON Schema of what a person gives; what we make ourselves is left out."""
    if channel.settings is None:
        return None
    schema: dict[str, Any] = channel.settings.model_json_schema()
    schema["properties"] = {
        name: field for name, field in schema["properties"].items() if not field.get("readOnly")
    }
    return schema
