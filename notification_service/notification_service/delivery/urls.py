"""Paths of deliveries."""

from django.urls import path

from notification_service.delivery import api

urlpatterns = [
    path("deliveries/", api.DeliveriesView.as_view(), name="deliveries"),
    path("deliveries/<uuid:delivery_id>/", api.DeliveryView.as_view(), name="delivery"),
    path("deliveries/<uuid:delivery_id>/replay/", api.ReplayView.as_view(), name="replay"),
]
