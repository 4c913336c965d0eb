"""Private folders: nobody else's, gone afterwards, also when the process was killed; output that is whole or not there."""

import errno
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from fardplan.measures import private
from fardplan.measures.errors import MeasuresError

CANARY = "kanariefagel-191212121212"
HOLDS = """
import sys, pathlib
from fardplan.measures import private
with private.folder() as path:
    (path / "rows.txt").write_text("{canary}")
    print(path, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def root(tmp_path, monkeypatch):
    monkeypatch.setenv(private.VARIABLE, str(tmp_path / "private"))
    return tmp_path / "private"


def held():
    """A process that holds a private folder, and the folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS.format(canary=CANARY)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    return process, Path(process.stdout.readline().strip())


def killed(process):
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


def test_a_folder_is_ours_alone_and_temporary_files_go_there(root):
    with private.folder() as path:
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
        assert stat.S_IMODE(root.stat().st_mode) == 0o700
        assert Path(tempfile.mkstemp()[1]).parent == path
        assert os.environ["TMPDIR"] == str(path)
    assert list(root.iterdir()) == []
    assert tempfile.gettempdir() != str(path)


def test_a_folder_is_gone_after_a_fault(root):
    def work():
        with private.folder() as path:
            (path / "rows.txt").write_text(CANARY)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        work()
    assert list(root.iterdir()) == []


def test_after_sigkill_the_watcher_removes_the_folder():
    process, path = held()
    assert (path / "rows.txt").read_text() == CANARY
    killed(process)
    for _ in range(200):
        if not path.exists():
            break
        time.sleep(0.05)
    assert not path.exists()


def cmdline(process):
    """The words a process was started with; none when it is gone."""
    try:
        return (process / "cmdline").read_text().rstrip("\0").split("\0")
    except OSError:
        return []


def test_when_the_watcher_is_killed_too_the_next_start_removes_the_folder(root):
    process, path = held()
    found = [entry.name for entry in Path("/proc").glob("[0-9]*") if cmdline(entry)[-1:] == [str(path)]]
    assert found
    for watcher in found:
        os.kill(int(watcher), signal.SIGKILL)
    killed(process)
    assert path.exists()
    with private.folder() as mine:
        assert list(root.iterdir()) == [mine]


def test_the_folder_of_somebody_alive_stays(root):
    process, path = held()
    with private.folder():
        assert path.exists()
    assert path.exists()
    process.communicate("")
    assert list(root.iterdir()) == []


def test_a_root_that_is_a_link_is_refused(root, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    root.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(MeasuresError, match="egen mapp"):
        private.root()


def test_output_is_whole_or_not_there(tmp_path):
    out = tmp_path / "out"

    def work(fault):
        with private.staged(out) as path:
            (path / "half.parquet").write_text("half")
            assert not out.exists()
            raise fault

    with pytest.raises(RuntimeError):
        work(RuntimeError())
    assert [found.name for found in tmp_path.iterdir()] == []
    with pytest.raises(MeasuresError, match=r"^Disken är full: .*Inget halvt resultat") as told:
        work(OSError(errno.ENOSPC, "No space left on device", CANARY))
    assert CANARY not in str(told.value)
    assert list(tmp_path.iterdir()) == []
    with private.staged(out) as path:
        (path / "whole.parquet").write_text("whole")
    assert [found.name for found in out.iterdir()] == ["whole.parquet"]


LIMITED = """
import resource, signal, sys, pathlib
import pyarrow as pa, pyarrow.parquet as pq, duckdb
from fardplan.measures import private
from fardplan.measures.errors import MeasuresError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
for write in (
    lambda path: pq.write_table(pa.table({"x": list(range(200_000))}), path),
    lambda path: duckdb.sql("select range from range(200000)").write_parquet(str(path)),
):
    try:
        with private.staged(pathlib.Path(sys.argv[1])) as path:
            write(path / "rows.parquet")
    except MeasuresError as problem:
        print(problem)
"""


def test_a_file_that_may_not_grow_is_told_and_leaves_nothing(tmp_path):
    """The nearest to a full disk that needs no disk of its own: the system refuses to write beyond 20 000 bytes."""
    done = subprocess.run([sys.executable, "-c", LIMITED, str(tmp_path / "out")], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 2
    assert all(line.endswith("Inget halvt resultat finns kvar.") for line in done.stdout.splitlines())
    assert list(tmp_path.iterdir()) == []
