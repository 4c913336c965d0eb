"""Folders that nobody else reads and that do not outlive the work, and output that appears whole or not at all.

    with private.folder() as path: …        mode 0700; gone afterwards, also when the process was killed
    with private.staged(out) as path: …     becomes `out` when everything is written; never half

A killed process removes nothing. Two others do: a shell that waits for our end of a pipe to close, started together with the folder and in a
session of its own, and whoever makes the next folder (a process holds a lock on its folder as long as it lives; a folder without is a dead one's).
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import resource
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .errors import MeasuresError

VARIABLE = "FARDPLAN_PRIVATE"
"""Environment variable: where private folders are made instead of the machine's temporary folder."""
PREFIX = "run-"
STAGED = ".fardplan-"
WATCH = 'cat >/dev/null; rm -rf -- "$1"'


def root() -> Path:
    """The folder of private folders, made when missing. MeasuresError when it is not ours alone."""
    chosen = os.environ.get(VARIABLE)
    path = Path(chosen) if chosen else Path(tempfile.gettempdir()) / f"fardplan-measures-{os.getuid()}"
    with told(path):
        path.mkdir(mode=0o700, parents=bool(chosen), exist_ok=True)
        found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise MeasuresError(f"{path} ska vara en egen mapp för arbetsfiler, men tillhör någon annan. Ange en annan i {VARIABLE}.")
    if stat.S_IMODE(found.st_mode) != 0o700:
        path.chmod(0o700)
    return path


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """A private folder (0700), also where this process's temporary files go meanwhile. Core dumps are switched off: they hold what memory held."""
    base = root()
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    path, lock = _made(base, PREFIX)
    watcher = subprocess.Popen(  # noqa: S603 - fixed words, our own path
        ["/bin/sh", "-c", WATCH, "sh", str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    before = (os.environ.get("TMPDIR"), tempfile.tempdir)
    os.environ["TMPDIR"] = tempfile.tempdir = str(path)
    try:
        yield path
    finally:
        tempfile.tempdir = before[1]
        os.environ.pop("TMPDIR", None) if before[0] is None else os.environ.update(TMPDIR=before[0])
        shutil.rmtree(path, ignore_errors=True)
        watcher.stdin.close()
        watcher.wait()
        os.close(lock)


@contextlib.contextmanager
def staged(out: Path) -> Iterator[Path]:
    """A folder beside `out` that takes its name when the block ends well, and is removed when not. MeasuresError when `out` holds anything."""
    out = Path(out).absolute()
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise MeasuresError(f"{out} finns redan och är inte en tom mapp. Välj en annan, eller ta bort den först.")
    prefix = f"{STAGED}{out.name}-"
    with told(out):
        out.parent.mkdir(parents=True, exist_ok=True)
    path, lock = _made(out.parent, prefix)
    try:
        with told(out):
            yield path
            path.chmod(0o750)
            if out.exists():
                out.rmdir()
            path.rename(out)
    finally:
        os.close(lock)
        shutil.rmtree(path, ignore_errors=True)


def swept(base: Path, prefix: str) -> int:
    """Remove our folders in `base` whose process is gone; how many. Called with `base` locked, so that none is just being made."""
    gone = 0
    for path in base.glob(f"{prefix}*"):
        try:
            lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError:
            continue
        try:
            if os.fstat(lock).st_uid == os.getuid():
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path, ignore_errors=True)
                gone += 1
        except OSError:
            pass  # held: its process is alive
        finally:
            os.close(lock)
    return gone


def _made(base: Path, prefix: str) -> tuple[Path, int]:
    """A new folder and the lock that its process holds on it. Dead ones are removed first."""
    with told(base):
        gate = os.open(base, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(gate, fcntl.LOCK_EX)
            swept(base, prefix)
            path = Path(tempfile.mkdtemp(prefix=prefix, dir=base))
            lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
            fcntl.flock(lock, fcntl.LOCK_EX)
        finally:
            os.close(gate)
    return path, lock


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """What the disk refuses becomes a sentence. A full disk is told as such also when an engine found it."""
    try:
        yield
    except MeasuresError:
        raise
    except Exception as problem:
        if sentence := refused(problem, path):
            raise MeasuresError(sentence) from None
        raise


def refused(problem: BaseException, path: Path) -> str:
    """The sentence for what the machine refuses, disk or memory; empty when it is something else."""
    number = getattr(problem, "errno", None)
    text = str(problem)
    if number in (errno.ENOSPC, errno.EDQUOT) or "No space left on device" in text:
        return f"Disken är full: {path} gick inte att skriva. Inget halvt resultat finns kvar."
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{path} går inte att skriva: ingen behörighet."
    if number == errno.EFBIG or "File too large" in text:
        return f"{path} blev större än vad som är tillåtet. Inget halvt resultat finns kvar."
    if number in (errno.ENOENT, errno.ENOTDIR):
        return f"{path} går inte att skriva: mappen finns inte."
    if isinstance(problem, MemoryError) or type(problem).__name__ == "OutOfMemoryException":
        return "Minnet räcker inte. Ge mer med --memory."
    return ""
