"""Workable: apply.workable.com."""

from datetime import date

from agent_service.forms.adapter import Adapter, Verified


class WorkableForm(Adapter):
    """Forms of Workable's career sites."""

    name = "workable"
    verified = Verified(date(2026, 11, 24), "a saved page of apply.workable.com")
    sites = ("workable.com",)
    marks = "form[data-ui='application-form']"
    submit_hosts = ("amazonaws.com",)  # files go to its store directly


FORM = WorkableForm()
