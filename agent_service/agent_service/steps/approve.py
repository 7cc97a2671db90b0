"""approve: wait for the word of the person, or of their rule, on exactly this manifest."""

from dataclasses import dataclass

from agent_service.applications import actions
from agent_service.applications.models import Application
from agent_service.rules import approving
from agent_service.steps._contract import Back, Context, Done, Failed, NeedsPerson, Outcome
from common import internal
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
        if application.manifest is None:
            return Back("prepare", "The form has to be filled again; nothing was sent.")
        if actions.is_approved(application, at=context.at):
            return Done({"digest": application.approved_digest})
        if _by_rule(application, context):
            application.refresh_from_db()
            return Done({"digest": application.approved_digest})
        actions.ask_for_approval(application, at=context.at)
        return NeedsPerson(
            "approval-needed", "Look at what would be sent, then approve or reject it."
        )


def _by_rule(application: Application, context: Context) -> bool:
    """Return whether one of the person's standing rules approved exactly this."""
    if not approving.has_rules(context.user_id):
        return False
    path = f"/contacts/{context.user_id}/"
    person = internal.call("user_service", path, on_behalf_of=context.user_id).json()
    return approving.approve(
        application.id,
        context.user_id,
        score=context.outputs.get("decide", {}).get("score"),
        zone=person["zone"],
        at=context.at,
        check_lease=context.check_lease,
    )


STEP = Approve()
