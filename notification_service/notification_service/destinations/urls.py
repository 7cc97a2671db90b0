"""Paths of channels and destinations."""

from django.urls import path

from notification_service.destinations import api, browsers

urlpatterns = [
    path("browser-link/", browsers.BrowserLinkView.as_view(), name="browser-link"),
    path("browser/page.js", browsers.script, {"name": "page"}, name="browser-page"),
    path("browser/worker.js", browsers.script, {"name": "worker"}, name="browser-worker"),
    path("browser/<str:token>/", browsers.BrowserView.as_view(), name="browser"),
    path("channels/", api.ChannelsView.as_view(), name="channels"),
    path("destinations/", api.DestinationsView.as_view(), name="destinations"),
    path("destinations/<uuid:destination_id>/", api.DestinationView.as_view(), name="destination"),
    *(
        path(
            f"destinations/<uuid:destination_id>/{word}/",
            view.as_view(),
            name=f"destination-{word}",
        )
        for word, view in (
            ("prove", api.ProveView),
            ("ask-again", api.AskAgainView),
            ("pause", api.PauseView),
            ("resume", api.ResumeView),
            ("rotate-secret", api.RotateView),
            ("test", api.TestView),
        )
    ),
]
