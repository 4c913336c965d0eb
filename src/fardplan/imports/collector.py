"""Work on very many rows without the collector of cycles: it would go through all of them again and again, and finds none.

What is no longer used goes at once all the same, by its count of references; memory stays as flat as it is.
"""

import gc
import threading
from contextlib import contextmanager

_lock = threading.Lock()
_resting = {"jobs": 0, "was_on": True}


@contextmanager
def resting():
    """The collector rests until the last job that asked for it is done, in whatever thread; then it is as it was."""
    with _lock:
        if not _resting["jobs"]:
            _resting["was_on"] = gc.isenabled()
            gc.disable()
        _resting["jobs"] += 1
    try:
        yield
    finally:
        with _lock:
            _resting["jobs"] -= 1
            if not _resting["jobs"] and _resting["was_on"]:
                gc.enable()
