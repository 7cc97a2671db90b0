"""A workspace of two small members, written where a test wants it."""

from pathlib import Path

ROOT_TABLE = '[tool.uv.workspace]\nmembers = ["user_service", "notification_service", "empty"]\n'

USER_TABLE = """
[tool.jobapplier]
word = "users"
database = "user_service"
secrets = { SECRET_KEY = "token", TOKEN_KEY = "ed25519" }
setup = ["python setup_database.py first", "python setup_database.py second"]

[tool.jobapplier.process.web]
command = "python serve.py {port}"
ready = "http /livez"

[tool.jobapplier.process.worker]
command = "python work.py '{data_dir}'"
ready = "file"

[tool.jobapplier.process.rare]
command = "python work.py '{data_dir}'"
ready = "file"
on_demand = { queue = "user_service.rare", idle_minutes = 0.02 }

[tool.jobapplier.process.rehearsal]
command = "python serve.py {port}"
ready = "http /livez"
environments = ["rehearsal"]
"""

NOTIFICATION_TABLE = """
[tool.jobapplier]
word = "notifications"
database = "notification_service"
secrets = { SECRET_KEY = "token" }

[tool.jobapplier.process.web]
command = "python serve.py {port}"
ready = "http /livez"

[tool.jobapplier.process.stream]
command = "python serve.py {port}"
ready = "http /livez"
"""

SETUP = """
import os, sys, psycopg
with psycopg.connect(os.environ["USER_DATABASE_URL"]) as database:
    database.execute("CREATE TABLE IF NOT EXISTS starts (word text)")
    database.execute("INSERT INTO starts VALUES (%s)", [sys.argv[1]])
"""

SERVE = """
import json, os, sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path.endswith("/stream/"):
            return self.stream()
        size = int(self.headers.get("Content-Length") or 0)
        while size:
            size -= len(self.rfile.read(min(size, 65536)))
        told = {"path": self.path, "method": self.command, "headers": dict(self.headers),
                "environment": dict(os.environ), "pid": os.getpid()}
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def stream(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        while True:
            self.wfile.write(b"data: x\\n\\n")
            time.sleep(0.05)

    def log_message(self, *_):
        pass

ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""

WORK = """
import os, pathlib, subprocess, sys, time
if "beat" not in sys.argv:
    subprocess.Popen([sys.executable, __file__, "beat"])
    pathlib.Path(os.environ["READY_FILE"]).touch()
time.sleep(600)
"""


def write_workspace(root: Path) -> Path:
    """Write the two members, and one that has nothing to start, into ``root``."""
    files = {
        "pyproject.toml": ROOT_TABLE,
        "user_service/pyproject.toml": USER_TABLE,
        "user_service/setup_database.py": SETUP,
        "user_service/serve.py": SERVE,
        "user_service/work.py": WORK,
        "notification_service/pyproject.toml": NOTIFICATION_TABLE,
        "notification_service/serve.py": SERVE,
        "empty/pyproject.toml": "",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root
