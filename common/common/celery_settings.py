"""How Celery is set for a broker that is only a doorbell: late acks, short waits, no results.

Measured reasons: without late acks and rejection a killed worker loses its task; without
``CELERY_DB_REUSE_MAX`` the connection is closed around every task; a publish without a socket
timeout can hang for ever.
"""

from datetime import timedelta
from typing import Any

#: For how long a broker's confirmation is waited for.
CONFIRM_SECONDS = 5.0
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TASK_SERIALIZER = "json"
#: Once, over a new link: a broker that was started again left the old one dead. Beat's too.
CELERY_TASK_PUBLISH_RETRY = True
CELERY_TASK_PUBLISH_RETRY_POLICY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.2,
    "interval_max": 0.2,
}
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_RESULT_BACKEND = "django-db"
CELERY_RESULT_EXPIRES = timedelta(days=1)
CELERY_DB_REUSE_MAX = 10_000


def of_broker(url: str) -> dict[str, Any]:
    """Return the settings that depend on the kind of broker, by name."""
    if url.startswith("amqp"):
        return {
            "CELERY_BROKER_TRANSPORT_OPTIONS": {"confirm_publish": True},
            "CELERY_TASK_DEFAULT_QUEUE_TYPE": "quorum",
            "CELERY_TASK_DEFAULT_EXCHANGE_TYPE": "topic",
            # Queues of the peers are declared as the peers declare them, or the broker refuses.
            "CELERY_TASK_CREATE_MISSING_QUEUE_TYPE": "quorum",
            "CELERY_TASK_CREATE_MISSING_QUEUE_EXCHANGE_TYPE": "topic",
            "CELERY_WORKER_DETECT_QUORUM_QUEUES": True,
        }
    options = {
        "visibility_timeout": 900,  # longer than any task
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "socket_timeout": 10,
        "socket_connect_timeout": 3,
        "socket_keepalive": True,
        "health_check_interval": 10,
    }
    return {"CELERY_BROKER_TRANSPORT_OPTIONS": options}
