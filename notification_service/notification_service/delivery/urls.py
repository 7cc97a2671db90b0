"""Paths of deliveries."""

from django.urls import path

from notification_service.delivery import api

urlpatterns = [path("deliveries/", api.DeliveriesView.as_view(), name="deliveries")]
