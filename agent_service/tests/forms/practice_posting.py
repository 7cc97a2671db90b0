"""A posting at a practice employer, and what came for it."""

from dataclasses import dataclass
from typing import Any

from agent_service.practice.server import Employer
from agent_service.practice.store import Posting

TODAY = "2026-11-02T08:00:00+00:00"


@dataclass(frozen=True)
class Practice:
    """A posting of a running practice employer, and what came for it."""

    employer: Employer
    job: Posting

    @property
    def posting_url(self) -> str:
        """The address of the posting."""
        return f"{self.employer.origin}/jobs/{self.job.id}"

    @property
    def url(self) -> str:
        """The address of the form."""
        return f"{self.posting_url}/apply"

    def misbehave(self, mode: str) -> None:
        """Answer applications to this posting badly."""
        self.employer.modes[str(self.job.id)] = mode

    def received(self) -> list[dict[str, Any]]:
        """Return the applications it kept."""
        return self.employer.store.received(str(self.job.id))

    def posts(self) -> int:
        """Return how many arrived, kept or not."""
        return self.employer.posts[str(self.job.id)]


def publish(employer: Employer, company: str = "Larkspur Health") -> Practice:
    """Publish a posting of its own for one test."""
    job = employer.store.publish(
        title="Data Analyst",
        company=company,
        location="Austin, Texas, United States",
        country="United States",
        text="SQL and patience.",
        at=TODAY,
    )
    return Practice(employer, job)
