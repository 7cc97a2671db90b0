"""Who is asking: tokens of people and services, revocation, permissions."""
