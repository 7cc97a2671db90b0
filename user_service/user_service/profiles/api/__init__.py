"""The API of profiles."""
