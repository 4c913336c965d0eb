"""Reads a file in a limited process and hands on its sheets, row by row: memory does not grow with the file."""

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

from fardplan.tables.columns import Receiver
from fardplan.tables.refusal import Refused

#: The child spends its own CPU seconds and no more. It waits whenever the asker does, so its time on the wall says little.
WALL_SECONDS = 900
MOST_BYTES = 120_000_000
#: The folder that holds the package, for a process that is started without the environment's own paths.
_ROOT = str(Path(__file__).resolve().parents[2])


@dataclass
class Sheet:
    """One sheet on its way: `batches` yields lists of [row number, cells] (see `cells`) and `columns.Block`s; afterwards `facts` is filled."""

    name: str
    state: str
    batches: object
    facts: dict = field(default_factory=dict)

    @property
    def is_hidden(self):
        return self.state != "visible"


def sheets_in(path, names=(), *, patience=None):
    """Yields first a dict about the file ({"kind": "csv" | "xlsx", …}), then a Sheet for each sheet, each to be read before the next.

    `names` are the headings looked for, folded (`delimited.fold_header`): they tell the delimiter. `patience` is how many seconds of
    reading are allowed without anybody taking rows; a consumer that stores as it goes gives more. Raises Refused.
    """
    size = os.path.getsize(path)
    if not size:
        raise Refused("empty")
    if size > MOST_BYTES:
        raise Refused("too_big", megabytes=MOST_BYTES // 1_000_000)
    child = subprocess.Popen(  # noqa: S603  our own interpreter and module
        [sys.executable, "-c", _START, str(Path(path).resolve()), json.dumps(sorted(names))],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": _ROOT, "PYTHONIOENCODING": "utf-8", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
        cwd="/",
    )
    timer = threading.Timer(patience or WALL_SECONDS, child.kill)
    timer.daemon = True
    timer.start()
    try:
        yield from _messages(child)
    finally:
        timer.cancel()
        child.kill()
        child.stdout.close()
        child.wait()


# -c and not -m: the child must not import the package's parents' dependencies, nor find a module in the folder it stands in.
_START = (
    "import sys; sys.stdout.reconfigure(encoding='utf-8', errors='replace'); from fardplan.tables.child import main; main(*sys.argv[1:])"
)


def _messages(child):
    lines = _lines(child)
    yield next(lines)["begin"]
    for message in lines:
        if "done" in message:
            return
        sheet = Sheet(message["sheet"], message["state"], None)
        sheet.batches = _batches(lines, sheet)
        yield sheet
        for _rest in sheet.batches:  # what the asker left
            pass


def _batches(lines, sheet):
    receiver = Receiver()
    for message in lines:
        if "end" in message:
            sheet.facts = message["end"]
            return
        yield message["rows"] if "rows" in message else receiver.block(message["block"])


def _lines(child):
    for line in child.stdout:
        try:
            message = json.loads(line)
        except ValueError:
            break  # killed in the middle of a line
        if "refused" in message:
            code, facts = message["refused"]
            raise Refused(code, **facts)
        yield message
        if "done" in message:
            return
    raise Refused("gave_up")
