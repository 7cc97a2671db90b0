"""Teamtailor: career sites at NAME.teamtailor.com and at employers' own addresses."""

from agent_service.forms.adapter import Adapter


class TeamtailorForm(Adapter):
    """Forms of Teamtailor's career sites; no real one was filled yet."""

    name = "teamtailor"
    sites = ("teamtailor.com",)
    marks = "form [name^='candidate[job_applications_attributes]']"
    submit_hosts = ("teamtailor-cdn.com",)


FORM = TeamtailorForm()
