"""Where the content of attachments lies: FARDPLAN_HOME/files, under names that say nothing. Written beside, flushed to disk, then renamed:
a file is there whole or not at all, and before the row that names it."""

import hashlib
import os
import secrets
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings


def path_of(stored_as) -> Path:
    """The file that a row names. The name is our own: anything else is refused."""
    if not (len(stored_as) == 48 and all(letter in "0123456789abcdef" for letter in stored_as)):
        raise ValueError("not a name of ours")
    return Path(settings.ATTACHMENT_FOLDER) / stored_as[:2] / stored_as


@contextmanager
def written(chunks):
    """A finished file, yielded as (name, path, bytes, SHA-256). When what is done inside fails, the file goes."""
    name = secrets.token_hex(24)
    path = path_of(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_suffix(".part")
    try:
        total, digest = 0, hashlib.sha256()
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for chunk in chunks:
                file.write(chunk)
                digest.update(chunk)
                total += len(chunk)
            file.flush()
            os.fsync(file.fileno())
        os.rename(temporary, path)
        _flush_folder(path.parent)
        yield name, path, total, digest.hexdigest()
    except BaseException:
        temporary.unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        raise


def _flush_folder(folder):
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
