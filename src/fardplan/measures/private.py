"""Folders that nobody else reads and that do not outlive the work, and output that appears whole or not at all.

    with private.folder() as path: …        mode 0700; gone afterwards, also when the process was killed
    with private.staged(out) as path: …     becomes `out` when everything is written; never half

A killed process removes nothing. Two others do: a shell that waits for our end of a pipe to close, started together with the folder and in a
session of its own, and whoever makes the next folder (every folder holds a lock as long as its process lives; a folder without is a dead one's).
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
LOCK = ".lock"
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
    swept(base, PREFIX)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with told(base):
        path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=base))
    lock = _locked(path)
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
        swept(out.parent, prefix)
        path = Path(tempfile.mkdtemp(prefix=prefix, dir=out.parent))
    lock = _locked(path)
    try:
        with told(out):
            yield path
            (path / LOCK).unlink()
            path.chmod(0o750)
            if out.exists():
                out.rmdir()
            path.rename(out)
    finally:
        os.close(lock)
        shutil.rmtree(path, ignore_errors=True)


def swept(base: Path, prefix: str) -> int:
    """Remove the folders in `base` whose process is gone; how many. A folder without lock file is being made, or is an old one's rest."""
    gone = 0
    for path in base.glob(f"{prefix}*"):
        try:
            lock = os.open(path / LOCK, os.O_RDWR | os.O_NOFOLLOW)
        except OSError:
            if path.is_dir() and not path.is_symlink() and _minutes_old(path) > 5:
                shutil.rmtree(path, ignore_errors=True)
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(path, ignore_errors=True)
            gone += 1
        except OSError:
            pass
        finally:
            os.close(lock)
    return gone


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
    """The sentence for a fault of the disk; empty when it is something else."""
    number = getattr(problem, "errno", None)
    text = str(problem)
    if number in (errno.ENOSPC, errno.EDQUOT) or "No space left on device" in text:
        return f"Disken är full: {path} gick inte att skriva. Inget halvt resultat finns kvar."
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{path} går inte att skriva: ingen behörighet."
    if isinstance(problem, OSError) and number == errno.EFBIG:
        return f"{path} blev större än vad som är tillåtet. Inget halvt resultat finns kvar."
    return ""


def _locked(path: Path) -> int:
    lock = os.open(path / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return lock


def _minutes_old(path: Path) -> float:
    import time

    try:
        return (time.time() - path.stat().st_mtime) / 60
    except OSError:
        return 0.0
