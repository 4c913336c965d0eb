"""Run a command against a PostgreSQL that exists only while the command runs.

    python -m tools.throwaway_postgres <command …>

The cluster lives in a temporary folder and answers on a unix socket there, so it meets no other server and needs no
password. The command finds it in DATABASE_URL. Nothing is flushed to disk: a power cut costs a test run, not data.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

# Sorting follows `sv-x-icu`, asked for column by column, so the cluster's own order stays the plain and fast one.
INITDB = ["--encoding=UTF8", "--locale=C.UTF-8", "--auth=trust", "--username=fardplan", "--no-sync", "--no-instructions"]
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "50",
    "shared_buffers": "128MB",
    "log_min_messages": "warning",
}


class NotFound(Exception):
    """The machine has no PostgreSQL server programs."""


def programs():
    """The folder with initdb and postgres: the newest of Debian's, else whatever the path offers."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    if anywhere := shutil.which("initdb"):
        return Path(anywhere).parent
    raise NotFound("PostgreSQL is not installed here (Debian: postgresql). ./dev setup installs it; DB=sqlite does without.")


def as_owner():
    """PostgreSQL refuses to run as root, so root starts it as the user `postgres`."""
    if os.geteuid() != 0:
        return {}
    owner = pwd.getpwnam("postgres")
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


@contextmanager
def cluster():
    """A running, empty server; yields its DATABASE_URL."""
    bin_ = programs()
    folder = Path(tempfile.mkdtemp(prefix="fardplan-pg-"))
    data = folder / "data"
    started = False
    try:
        if owner := as_owner():
            os.chown(folder, owner["user"], owner["group"])
        run(bin_ / "initdb", *INITDB, f"--pgdata={data}")
        options = " ".join(f"-c {name}='{value}'" for name, value in {**SETTINGS, "unix_socket_directories": folder}.items())
        started = True
        run(bin_ / "pg_ctl", "start", "--wait", f"--pgdata={data}", f"--log={folder / 'log'}", f"--options={options}")
        yield f"postgres://fardplan@/postgres?host={folder}"
    finally:
        if started:
            run(bin_ / "pg_ctl", "stop", "--wait", "--mode=immediate", f"--pgdata={data}", check=False)
        shutil.rmtree(folder, ignore_errors=True)


def run(program, *arguments, check=True):
    # The output goes to a file and not to a pipe: the server inherits it, and a pipe would never close.
    # `cwd`: the user postgres may not enter the folder we stand in. A session of its own: Ctrl-C is for us, who then stop it in order.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            start_new_session=True,
            **as_owner(),
        )
        if check and done.returncode:
            output.seek(0)
            raise SystemExit(f"{program} failed:\n{output.read()}")


def stop(number, _frame):
    raise SystemExit(128 + number)


def main(command):
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    try:
        with cluster() as url:
            child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url})
            try:
                return child.wait()
            except BaseException:
                # Ctrl-C reaches the child too, through the terminal; a signal sent to us alone does not.
                child.terminate()
                try:
                    child.wait(timeout=10)
                except subprocess.TimeoutExpired:
                    child.kill()
                    child.wait()
                raise
    except NotFound as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
