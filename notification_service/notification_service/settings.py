"""Settings of notification_service: who is told what, where and when."""

from common.settings import *

ROOT_URLCONF = "notification_service.urls"
DATABASES = {"default": database("notification_service")}
INSTALLED_APPS = [
    *COMMON_APPS,
    "notification_service.contacts",
    "notification_service.preferences",
    "notification_service.inbox",
    "notification_service.delivery",
    "notification_service.reminders",
    "notification_service.stream",
]
CELERY_BEAT_SCHEDULE = {
    **CELERY_BEAT_SCHEDULE,
    **ticks(sweep_deliveries=30.0, fire_reminders=30.0, purge_stream=3600.0),
}
#: Ids of the people who are told when the suite itself needs somebody.
STAFF_ALERTS = env.list("STAFF_ALERTS", default=[])
#: Most messages a second for each provider, such as ``email=10,chat=1``; all workers share it.
NOTIFICATION_RATES = {
    name: float(rate)
    for name, _, rate in (one.partition("=") for one in env.list("NOTIFICATION_RATES", default=[]))
}
