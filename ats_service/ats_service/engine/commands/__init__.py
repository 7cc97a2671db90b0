"""What ``python -m ats_service.engine`` can do: one module for files and one for rows."""
