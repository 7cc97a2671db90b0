"""Lever: jobs.lever.co and its European twin."""

from datetime import date

from agent_service.forms.adapter import Adapter, Verified


class LeverForm(Adapter):
    """Forms of Lever's hosted job sites."""

    name = "lever"
    verified = Verified(date(2026, 11, 24), "a saved page of jobs.lever.co")
    sites = ("lever.co",)
    marks = "form#application-form .application-question [name^='cards[']"
    thanks_path = r"/thanks/?$"


FORM = LeverForm()
