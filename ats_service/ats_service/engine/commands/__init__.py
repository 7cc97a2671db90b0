"""What ``python -m ats_service.engine`` can do: résumés, postings, rows of texts, and terms."""
