"""What the reasons of a delivery mean, for whoever is asked "why did I not get it?"."""

REASONS = {
    "sent": "The provider took it; inside the app it is in the inbox.",
    "preference": "The person does not want this kind of message on this channel.",
    "quiet-hours": "It waits for the end of the person's quiet hours.",
    "paused": "The person has paused messages until a day of their choice.",
    "digest": "It waits for the person's next digest.",
    "gathering": "It waits a moment for more of its kind, to be one message with them.",
    "told-with-another": "It was told in one message with others; the detail names it.",
    "too-late": "It was no longer true when it could be sent.",
    "contact-unknown": "user_service has not told us where the person can be reached.",
    "no-address": "The person has no address.",
    "address-not-verified": "The person never confirmed the address.",
    "address-suppressed": "Staff let nothing more go to this address.",
    "destination-gone": "The person has removed where it was to go.",
    "destination-paused": "Where it was to go is paused, by the person or as nothing arrived.",
    "kind-or-channel-gone": "This version of the product knows the kind or the channel no more.",
    "throttled": "The operator's limit for this provider is reached for the moment.",
    "asked-to-wait": "The provider asked to be left alone for a while.",
    "provider-down": "The provider failed too often in a row; it is tried with one message first.",
    "transport-error": "The provider did not take it this time; it is tried again.",
    "refused": "The provider refused it for good; trying again would not help.",
    "bounced": "It was taken and came back later; the detail is the last server's.",
    "delayed": "A mail server on the way has it and tries again by itself.",
    "too-many-attempts": "It was given up after ten attempts; it may be sent once more.",
    "resent-by-staff": "Staff asked for it to be sent once more.",
    "replayed": "The person asked for it to be sent once more.",
}


def meaning_of(reason: str) -> str:
    """Return what a reason means; the reason itself where a channel has one of its own."""
    return REASONS.get(reason, reason.replace("-", " ").capitalize() + "." if reason else "")
