"""Writes what is sent: résumé variant, letter and answers, all of it from the person's facts."""
