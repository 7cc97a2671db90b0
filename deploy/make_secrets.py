r"""Makes every secret of compose.yaml once, as files that only their readers get.

python3 deploy/make_secrets.py secrets --public-url https://jobs.example.org \
    --mail-url smtp+tls://user:password@mail.example.org:587 --mail-from jobs@example.org

Needs nothing but Python. Files that are there already are kept, so it can be run again.
"""

import argparse
import base64
import hashlib
import json
import secrets
from pathlib import Path
from urllib.parse import urlsplit

SERVICES = ("user", "ats", "agent", "notification")
BROKER_USER = "jobapplier"


class Folder:
    """The directory of secrets: closed to other users, its files readable in containers."""

    def __init__(self, path: Path) -> None:
        """Make the directory if need be."""
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o700)
        self._path = path
        self.made: list[str] = []

    def once(self, name: str, text: str) -> str:
        """Write a secret unless it is there, and return it."""
        file = self._path / name
        if not file.exists():
            file.write_text(text)
            file.chmod(0o444)  # a container reads it as another user; the directory is closed
            self.made.append(name)
        return file.read_text()


def password() -> str:
    """Return a password that needs no quoting in an address."""
    return secrets.token_hex(24)


def seed() -> str:
    """Return the seed of an Ed25519 key: base64 of 32 random bytes."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def write(folder: Folder, *, broker: str, mail_url: str) -> None:
    """Write all secrets that are not there yet."""
    for service in SERVICES:
        name = f"{service}_service"
        folder.once(f"{service}_secret_key", secrets.token_urlsafe(50))
        folder.once(f"{service}_service_key", seed())
        address = f"postgres://{name}:{password()}@postgres:5432/{name}"
        folder.once(f"{service}_database_url", address)
    folder.once("user_token_key", seed())
    folder.once("notification_vapid_secret", secrets.token_urlsafe(50))
    folder.once("postgres_password", password())
    folder.once("staff_password", secrets.token_urlsafe(18))
    folder.once("mail_url", mail_url)
    cache = folder.once("cache_url", f"redis://:{password()}@cache:6379/0")
    folder.once("cache_conf", f"requirepass {urlsplit(cache).password}\n")
    own = password()
    addresses = {
        "rabbitmq": f"amqp://{BROKER_USER}:{own}@rabbitmq:5672//",
        "redis": f"redis://:{own}@redis:6379/0",
    }
    given = urlsplit(folder.once("broker_url", addresses[broker])).password or own
    folder.once("redis_conf", f"requirepass {given}\n")
    folder.once("rabbitmq_definitions", json.dumps(definitions(given), indent=2) + "\n")


def definitions(own: str) -> dict[str, object]:
    """Return what RabbitMQ starts with; a message that fails 20 times ends in the queue dead."""
    salt = secrets.token_bytes(4)
    hashed = base64.b64encode(salt + hashlib.sha256(salt + own.encode()).digest()).decode()
    everything = {"configure": ".*", "write": ".*", "read": ".*"}
    durable = {"vhost": "/", "name": "dead", "durable": True, "auto_delete": False}
    return {
        "vhosts": [{"name": "/"}],
        "users": [
            {
                "name": BROKER_USER,
                "password_hash": hashed,
                "hashing_algorithm": "rabbit_password_hashing_sha256",
                "tags": [],
            }
        ],
        "permissions": [{"user": BROKER_USER, "vhost": "/", **everything}],
        "exchanges": [{**durable, "type": "fanout", "internal": False, "arguments": {}}],
        "queues": [{**durable, "arguments": {"x-queue-type": "quorum"}}],
        "bindings": [
            {
                "source": "dead",
                "vhost": "/",
                "destination": "dead",
                "destination_type": "queue",
                "routing_key": "",
                "arguments": {},
            }
        ],
        "policies": [
            {
                "vhost": "/",
                "name": "dead-letters",
                "pattern": "^[a-z]+_service",
                "apply-to": "quorum_queues",
                "priority": 0,
                "definition": {"dead-letter-exchange": "dead", "delivery-limit": 20},
            }
        ],
    }


def main() -> None:
    """Make the secrets and say how to start."""
    parser = argparse.ArgumentParser(description="Make every secret of compose.yaml once.")
    parser.add_argument("folder", type=Path, help="where to, outside of what is backed up openly")
    parser.add_argument("--public-url", required=True, help="the address people open")
    parser.add_argument("--mail-url", required=True, help="smtp+tls://user:password@host:port")
    parser.add_argument("--mail-from", required=True, help="the sender of mails")
    parser.add_argument("--broker", choices=("rabbitmq", "redis"), default="rabbitmq")
    parser.add_argument("--version", default="1", help="the tag of the images")
    options = parser.parse_args()
    folder = Folder(options.folder.resolve())
    write(folder, broker=options.broker, mail_url=options.mail_url)
    settings = {
        "COMPOSE_PROFILES": options.broker,
        "SECRETS": options.folder.resolve(),
        "VERSION": options.version,
        "PUBLIC_URL": options.public_url,
        "MAIL_FROM": options.mail_from,
    }
    folder.once("compose.env", "".join(f'{name}="{text}"\n' for name, text in settings.items()))
    print(f"Made {len(folder.made)} files in {options.folder}; the staff password is in one.")
    print(f"docker compose --env-file {options.folder}/compose.env up --build --detach")


if __name__ == "__main__":
    main()
