"""Settings of user_service: accounts, tokens, profile, documents, privacy."""

from datetime import timedelta

from common.settings import *

ROOT_URLCONF = "user_service.urls"
DATABASES = {"default": database("user_service")}
INSTALLED_APPS = [
    *COMMON_APPS,
    "user_service.accounts",
    "user_service.profiles",
    "user_service.documents",
    "user_service.privacy",
]

AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

#: Signs people's tokens: base64 of a 32-byte Ed25519 seed. Only this service has it.
TOKEN_KEY = secret("TOKEN_KEY")
#: The key before a rotation: its tokens are accepted until they end; empty outside a rotation.
TOKEN_KEY_PREVIOUS = env.str("TOKEN_KEY_PREVIOUS", default="")
SIMPLE_JWT = {
    "ALGORITHM": "EdDSA",
    "SIGNING_KEY": "",  # accounts.tokens makes it of TOKEN_KEY
    "ACCESS_TOKEN_LIFETIME": ACCESS_TOKEN_LIFETIME,
    "REFRESH_TOKEN_LIFETIME": REFRESH_TOKEN_LIFETIME,
    "USER_ID_CLAIM": "sub",
}

#: How long one may go on refreshing before signing in again.
SIGN_IN_LIFETIME = timedelta(days=90)
#: How long a code that was mailed may be used.
VERIFICATION_LIFETIME = timedelta(hours=24)
PASSWORD_RESET_LIFETIME = timedelta(minutes=30)
#: At most so many mails that strangers can cause go to one address in an hour.
MAILS_PER_HOUR = env.int("USER_MAILS_PER_HOUR", default=10)

#: Largest upload in bytes.
DOCUMENT_MAX_BYTES = 10 * 2**20

SPECTACULAR_SETTINGS["ENUM_NAME_OVERRIDES"] = {
    "AnswerKindEnum": "user_service.profiles.kinds.Kind",
    "DocumentKindEnum": "user_service.documents.models.Document.Kind",
    "ProposalStateEnum": "user_service.profiles.models.Proposal.State",
}

CELERY_BEAT_SCHEDULE |= ticks(
    send_mail=30.0,
    read_proposals=30.0,
    discard_files=300.0,
    go_on_erasing=30.0,
    purge_accounts=3600.0,
)
