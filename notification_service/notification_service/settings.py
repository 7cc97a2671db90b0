"""Settings of notification_service: who is told what, where and when."""

from common.settings import *

ROOT_URLCONF = "notification_service.urls"
DATABASES = {"default": database("notification_service")}
INSTALLED_APPS = [
    *COMMON_APPS,
    "notification_service.contacts",
    "notification_service.preferences",
    "notification_service.inbox",
    "notification_service.destinations",
    "notification_service.delivery",
    "notification_service.reminders",
    "notification_service.calendars",
    "notification_service.stream",
]
CELERY_BEAT_SCHEDULE = {
    **CELERY_BEAT_SCHEDULE,
    **ticks(
        sweep_deliveries=30.0,
        sweep_destinations=30.0,
        fire_reminders=30.0,
        read_bounces=120.0,
        watch_deliveries=300.0,
        purge_stream=3600.0,
    ),
}
#: The push services of browsers know this installation by a key made of it.
VAPID_SECRET = secret("VAPID_SECRET")
#: To whom servers return mails; a ``*`` stands for the mail that it is about.
MAIL_RETURN_PATH = env.str("MAIL_RETURN_PATH", default="")
#: The mailbox that they come into; "" where nobody reads them.
BOUNCES_URL = env.str("NOTIFICATION_BOUNCES_URL", default="")
#: Ids of the people who are told when the suite itself needs somebody.
STAFF_ALERTS = env.list("STAFF_ALERTS", default=[])
#: Most messages a second for each provider, such as ``email=10,chat=1``; all workers share it.
NOTIFICATION_RATES = {
    name: float(rate)
    for name, _, rate in (one.partition("=") for one in env.list("NOTIFICATION_RATES", default=[]))
}
SPECTACULAR_SETTINGS |= {
    "ENUM_NAME_OVERRIDES": {
        "DeliveryStateEnum": "notification_service.delivery.models.State",
        "ReminderStateEnum": "notification_service.reminders.models.State",
        "DestinationStateEnum": "notification_service.destinations.models.State",
    }
}
