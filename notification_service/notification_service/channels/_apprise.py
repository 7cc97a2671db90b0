"""What chat and SMS share: an apprise address as the destination, sent through the courier."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_serializer

from common.errors import ServiceError
from notification_service.channels import Channel, Letter, Send, Target, TransportError, one_by_one
from notification_service.channels._courier import courier
from notification_service.messages.kinds import EMAIL, Kind, Priority

_SCHEME = re.compile(r"[a-z][a-z0-9]{1,19}")


class ServiceUnusable(ServiceError):
    """Such a service is not offered on this channel."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "service-unusable"
    title: ClassVar[str] = "This service cannot be used here"


class AppriseSettings(BaseModel):
    """The address of a service as apprise writes it; it holds tokens, so it is never shown."""

    model_config = ConfigDict(extra="forbid")

    url: SecretStr = Field(
        min_length=5,
        max_length=2000,
        title="Address of the service",
        description="as apprise writes it, such as slack://token/channel or ntfy://topic",
    )

    @field_serializer("url", when_used="json")
    def _open(self, value: SecretStr) -> str:
        return value.get_secret_value()

    @property
    def address(self) -> str:
        """Return the address in the clear."""
        return self.url.get_secret_value()

    @property
    def service(self) -> str:
        """Return the service's word, such as ``slack``."""
        return urlsplit(self.address).scheme.lower()


class AppriseChannel(Channel):
    """A channel of services that apprise speaks to."""

    settings: ClassVar[type[BaseModel] | None] = AppriseSettings
    most: ClassVar[int] = 5
    #: Words of the services that are offered here; None for all but ``refused``.
    offered: ClassVar[frozenset[str] | None] = None
    refused: ClassVar[frozenset[str]] = frozenset()

    def by_default(self, kind: Kind) -> bool:
        """Return whether a mail would come, and it is no mere digest."""
        return EMAIL in kind.on and kind.priority <= Priority.NORMAL

    def settle(self, given: Any) -> BaseModel:
        """Return the settings of a service that is offered here."""
        word = given.service
        offered = self.offered is None or word in self.offered
        if not _SCHEME.fullmatch(word) or not offered or word in self.refused:
            raise ServiceUnusable(f"{word[:20] or 'That'} is not offered on this channel.")
        return AppriseSettings(url=given.address.strip())

    def label_of(self, settings: Any) -> str:
        """Return the service's word."""
        return str(settings.service).capitalize()

    def provider_of(self, settings: Any) -> str:
        """Return the service as provider."""
        return f"{self.name}:{settings.service}"

    def place_of(self, settings: Any) -> str:
        """Return the address."""
        return str(settings.address)

    def prove(self, target: Target, words: str) -> None:
        """Send the code."""
        with courier() as child:
            child.carry(target.settings.address, title="Job Applier", body=f"Code: {words}")

    def send(self, letter: Letter) -> None:
        """Send one message."""
        with self.opened() as send:
            for error in send([letter]):
                if error is not None:
                    raise error

    @contextmanager
    def opened(self) -> Iterator[Send]:
        """Yield what sends letters through one courier."""
        with courier() as child:

            def send(letter: Letter) -> None:
                if letter.target is None:
                    raise TransportError("there is no address", permanent=True)
                address = letter.target.settings.address
                child.carry(address, title=letter.words.title, body=self.body_of(letter))

            yield one_by_one(send)

    def preview(self, letter: Letter) -> str:
        """Return title and text."""
        return f"{letter.words.title}\n\n{self.body_of(letter)}"

    def body_of(self, letter: Letter) -> str:
        """Return the text with the links below it; looking at a link changes nothing."""
        links = [f"{letter.words.action}: {letter.url}"] if letter.url else []
        links += [f"{step.label}: {step.url}" for step in letter.steps]
        return "\n\n".join(part for part in (letter.words.body, "\n".join(links)) if part)
