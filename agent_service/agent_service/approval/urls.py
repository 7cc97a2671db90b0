"""Paths below /review/."""

from django.urls import path, re_path

from agent_service.approval import views

urlpatterns = [
    path("open/<str:token>/", views.open_link, name="open"),
    path("<uuid:application_id>/", views.review, name="page"),
    path("<uuid:application_id>/decision/", views.decide, name="decide"),
    path("<uuid:application_id>/by-hand/", views.in_own_browser, name="by-hand"),
    path("<uuid:application_id>/evidence/", views.evidence, name="evidence"),
    path("<uuid:application_id>/screenshot/", views.screenshot, name="screenshot"),
    path("<uuid:application_id>/documents/<uuid:file_id>/", views.document, name="document"),
    path("style.css", views.style, name="style"),
    re_path(r"^.*/$", views.nowhere, name="nowhere"),
]
