"""Breezy: career sites at NAME.breezy.hr."""

from agent_service.forms.adapter import Adapter


class BreezyForm(Adapter):
    """Forms of Breezy's career sites; no real one was filled yet."""

    name = "breezy"
    sites = ("breezy.hr",)
    marks = "form[name='form'] [name='cName'], form [ng-model='candidate.name']"


FORM = BreezyForm()
