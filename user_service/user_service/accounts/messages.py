"""The texts of the mails that this service sends itself, because they carry a secret."""

from dataclasses import dataclass

from user_service.accounts.models import Mail


@dataclass(frozen=True, slots=True)
class Text:
    """Subject and body; ``{code}`` stands for the code."""

    subject: str
    body: str


_FOOT = "\n\nIf this was not you, ignore this mail: nothing happens without you.\n"
TEXTS: dict[str, Text] = {
    Mail.Kind.REGISTRATION: Text(
        "Confirm your address",
        "Somebody, most likely you, is making an account with this address.\n\n"
        "Enter this code within 24 hours to confirm it:\n\n    {code}" + _FOOT,
    ),
    Mail.Kind.ALREADY_REGISTERED: Text(
        "You have an account already",
        "Somebody, most likely you, tried to make an account with this address, or to move one\n"
        "to it. It has an account already: sign in, or reset the password." + _FOOT,
    ),
    Mail.Kind.PASSWORD_RESET: Text(
        "Reset your password",
        "Enter this code within 30 minutes to choose a new password:\n\n    {code}" + _FOOT,
    ),
    Mail.Kind.EMAIL_CHANGE: Text(
        "Confirm your new address",
        "Enter this code within 24 hours to use this address for your account:\n\n    {code}"
        + _FOOT,
    ),
    Mail.Kind.EMAIL_CHANGED: Text(
        "The address of your account was changed",
        "Your account has another address from now on; mail about it no longer comes here.\n\n"
        "If this was not you, write to whoever runs this service at once.\n",
    ),
    Mail.Kind.ERASURE: Text(
        "Your account is being erased",
        "Your account is closed and everything in it is being erased.\n\n"
        "With this code you can read the receipt, now and later:\n\n    {code}\n\n"
        "Keep it: it cannot be sent again, as nobody will know your address.\n",
    ),
}
