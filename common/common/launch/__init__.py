"""The supervisor behind ``make run``: parent of every process, and it knows no service by name.

    python -m common.launch run               start everything and keep it running
    python -m common.launch servers -- CMD    run CMD with only Postgres and Valkey beside it
    python -m common.launch status            memory of each part of the suite that runs

What to start stands in the ``pyproject.toml`` of each member of the workspace::

    [tool.jobapplier]
    word = "users"                  # its word in public paths: /admin/users/, /api/v1/users/docs/
    database = "user_service"       # a role and a database of that name; nobody else may connect
    secrets = { SECRET_KEY = "token", TOKEN_KEY = "ed25519" }  # made on the first start, then kept
    setup = ["python -m …"]         # run in turn before the processes; members run side by side

    [tool.jobapplier.process.web]   # the process "web" is known as <PREFIX>_ORIGIN, any other
    command = "python -m … --port {port}"    # listening one as <PREFIX>_<PROCESS>_ORIGIN
    ready = "http /livez"           # "http PATH" answers 200, "file" READY_FILE exists, "" at once
    stop_seconds = 5.0              # from the stop signal to SIGKILL for its whole group
    environments = ["local"]        # only where ENVIRONMENT is one of these; default everywhere
    on_demand = { queue = "…", idle_minutes = 10 }  # start when the broker's list has an entry;
                                    # stop when its log was silent that long

Placeholders in commands: ``{port}`` (a free one), ``{data_dir}``, ``{run_dir}``. The prefix is the
member's name without ``_service``, in capitals. Processes that listen start first, the others when
those are ready. Each gets the variables of ``DATA_DIR/env/<member>.env`` and nothing that belongs
to another member; a variable (or ``X_FILE``) set outside wins over what would be generated.
"""


class CannotStart(Exception):
    """The suite cannot start; the message says why and how to go on."""
