"""approve: wait for the person's word on exactly this manifest."""

from dataclasses import dataclass

from agent_service.applications import actions
from agent_service.applications.models import Application
from agent_service.steps._contract import Context, Done, Failed, NeedsPerson, Outcome
from common.contracts.agent import ApplicationState


@dataclass(frozen=True)
class Approve:
    """Go on with an approval that still holds; otherwise ask for one."""

    name: str = "approve"

    def run(self, context: Context) -> Outcome:
        """Return the digest that was approved, or wait for the person."""
        application = Application.objects.select_related("manifest").get(run_id=context.run_id)
        if application.state == ApplicationState.WITHDRAWN:
            return Failed("rejected", "You decided not to apply.")
        if actions.is_approved(application, at=context.at):
            return Done({"digest": application.approved_digest})
        actions.ask_for_approval(application, at=context.at)
        return NeedsPerson(
            "approval-needed", "Look at what would be sent, then approve or reject it."
        )


STEP = Approve()
