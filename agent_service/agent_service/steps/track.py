"""track: the application is out; from here on it is followed, not driven."""

from dataclasses import dataclass

from agent_service.applications.models import Application
from agent_service.steps._contract import Context, Done, Outcome


@dataclass(frozen=True)
class Track:
    """End the run with what it achieved; reminders and outcomes follow the application."""

    name: str = "track"

    def run(self, context: Context) -> Outcome:
        """Return the application's state."""
        application = Application.objects.get(run_id=context.run_id)
        return Done({"application_id": str(application.id), "state": application.state})


STEP = Track()
