"""The whole suite: what is started in which order, and what a person is told at the end."""

import shlex
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from common.launch.datadir import DataDirectory
from common.launch.demand import Demand
from common.launch.environment import (
    Surroundings,
    as_env_file,
    is_given,
    member_variables,
    process_environment,
    value_of,
)
from common.launch.gateway import CADDYFILE, gateway_recipe
from common.launch.keyring import write_private
from common.launch.leftovers import stop_leftovers
from common.launch.members import Member, Process, read_members
from common.launch.ports import free_port, require_free
from common.launch.postgres import Postgres
from common.launch.probes import FileExists, HttpAnswers, Probe, Started
from common.launch.processes import ID_VARIABLE, Recipe, Say, resolve
from common.launch.supervisor import Supervisor
from common.launch.valkey import Valkey


@dataclass(frozen=True)
class Options:
    """What a person chose."""

    workspace: Path
    data_dir: Path
    port: int
    outer: Mapping[str, str]  # the environment of the command
    caddyfile: Path = CADDYFILE


class Suite:
    """Everything that ``make run`` starts, on a data directory that is already ours."""

    def __init__(self, options: Options, data: DataDirectory, say: Say) -> None:
        """Read what the members want; nothing runs yet.

        Raises:
            CannotStart: a table is wrong, or the port is taken.
        """
        self._options, self._data, self._say = options, data, say
        environment = value_of("ENVIRONMENT", options.outer) or "local"
        self.members = read_members(options.workspace, environment=environment)
        if left := stop_leftovers(data.id):
            say("supervisor", f"stopped what an earlier start left running ({left})")
        require_free(options.port)
        self._ports = {p.part: free_port() for p in self._processes() if p.listens}
        self.origins = {
            p.origin_variable: f"http://127.0.0.1:{self._ports[p.part]}"
            for p in self._processes()
            if p.listens
        }
        self._demands: list[Demand] = []

    def start(self, supervisor: Supervisor) -> None:
        """Start servers, prepare databases, then what listens, the gateway, and the rest.

        Raises:
            CannotStart: a part does not become ready.
            Stopped: a signal came.
        """
        variables = self._start_servers(supervisor)
        environments = {m.name: self._environment(m, variables[m.name]) for m in self.members}
        supervisor.run_in_turn(self._setups(environments))
        recipes = [(p, self._recipe(p, environments[p.member])) for p in self._processes()]
        always = [(p, recipe) for p, recipe in recipes if not p.on_demand]
        supervisor.start(recipe for p, recipe in always if p.listens)
        supervisor.start([self._gateway()])
        supervisor.start(recipe for p, recipe in always if not p.listens)
        for process, recipe in recipes:
            if process.on_demand:
                broker = value_of("BROKER_URL", variables[process.member])
                child = supervisor.adopt(recipe)
                self._demands.append(Demand(child, process.on_demand, broker, self._say))

    def each_round(self, at: float) -> None:
        """Start or stop what runs on demand; called about once a second."""
        for demand in self._demands:
            demand.look(at, wall=time.time())

    def staff_password(self) -> str:
        """Return the staff password on the data directory's first start, after that ""."""
        given = is_given("STAFF_PASSWORD", self._options.outer)
        if given or not self._data.keyring.note("staff was shown"):
            return ""
        return self._data.keyring.get("staff", "password")

    def _processes(self) -> Iterable[Process]:
        return (process for member in self.members for process in member.processes)

    def _start_servers(self, supervisor: Supervisor) -> dict[str, dict[str, str]]:
        """Start the servers nobody gave us, and write down what each member may know."""
        outer, urls = self._options.outer, dict[str, str]()
        passwords = {
            m.database: self._data.keyring.get(f"{m.name}.database", "token")
            for m in self.members
            if m.database and not is_given(f"{m.prefix}_DATABASE_URL", outer)
        }
        postgres = Postgres(self._data) if passwords else None
        needs_valkey = not (is_given("BROKER_URL", outer) and is_given("CACHE_URL", outer))
        valkey = Valkey(self._data) if needs_valkey else None
        if postgres:
            postgres.prepare()
        supervisor.start((s.recipe() for s in (postgres, valkey) if s), servers=True)
        if postgres:
            postgres.provide(passwords)
            urls = {
                m.name: postgres.url(m.database, passwords[m.database])
                for m in self.members
                if m.database in passwords
            }
        around = Surroundings(
            data_dir=self._data.path,
            keyring=self._data.keyring,
            public_url=f"http://127.0.0.1:{self._options.port}",
            origins=self.origins,
            database_urls=urls,
            broker_url=valkey.broker_url if valkey else "",
            cache_url=valkey.cache_url if valkey else "",
        )
        return {member.name: self._write_down(member, around) for member in self.members}

    def _write_down(self, member: Member, around: Surroundings) -> dict[str, str]:
        variables = member_variables(member, around, self._options.outer)
        write_private(self._data.path / "env" / f"{member.name}.env", as_env_file(variables))
        return variables

    def _environment(self, member: Member, variables: Mapping[str, str]) -> dict[str, str]:
        inherited = process_environment(member, self.members, variables, self._options.outer)
        return {**inherited, ID_VARIABLE: self._data.id}

    def _setups(self, environments: Mapping[str, Mapping[str, str]]) -> list[list[Recipe]]:
        """Return each member's commands before its processes, all into one log a member."""
        return [
            [
                Recipe(
                    part=f"{member.name}.setup",
                    argv=self._command(command),
                    env=environments[member.name],
                    cwd=member.directory,
                    log=log,
                    once=True,
                )
                for command in member.setup
            ]
            for member in self.members
            for log in [self._data.log(f"{member.name}.setup")]
        ]

    def _recipe(self, process: Process, environment: Mapping[str, str]) -> Recipe:
        ready_file = self._data.run / f"{process.part}.ready"
        return Recipe(
            part=process.part,
            argv=self._command(process.command, port=self._ports.get(process.part, 0)),
            env={**environment, "READY_FILE": str(ready_file)},
            cwd=self._options.workspace / process.member,
            log=self._data.log(process.part),
            probe=self._probe(process, ready_file),
            stop_seconds=process.stop_seconds,
        )

    def _probe(self, process: Process, ready_file: Path) -> Probe:
        kind, _, path = process.ready.partition(" ")
        if kind == "http":
            return HttpAnswers(self.origins[process.origin_variable] + path)
        return FileExists(ready_file) if kind == "file" else Started()

    def _command(self, command: str, *, port: int = 0) -> Sequence[str]:
        """Return the words of a command; paths are put in after it was split into words."""
        known = {"port": port, "data_dir": self._data.path, "run_dir": self._data.run}
        words = shlex.split(command)
        for name, value in known.items():
            words = [word.replace("{" + name + "}", str(value)) for word in words]
        return resolve(words)

    def _gateway(self) -> Recipe:
        return gateway_recipe(
            self._data,
            port=self._options.port,
            origins=self.origins,
            caddyfile=self._options.caddyfile,
        )
