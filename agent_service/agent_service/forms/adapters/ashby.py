"""Ashby: jobs.ashbyhq.com, and its job board embedded in an employer's page."""

from agent_service.forms.adapter import Adapter


class AshbyForm(Adapter):
    """Forms of Ashby's job boards; known from the class names that it documents for styling."""

    name = "ashby"
    sites = ("ashbyhq.com",)
    marks = ".ashby-application-form-container, #ashby_embed_iframe"
    submit_hosts = ("amazonaws.com",)  # files go to its store directly
    thanks_mark = ".ashby-application-form-success-container"


FORM = AshbyForm()
