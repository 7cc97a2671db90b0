"""Every write and decision about profiles."""
