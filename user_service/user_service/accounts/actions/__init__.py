"""Every write and decision about accounts."""
