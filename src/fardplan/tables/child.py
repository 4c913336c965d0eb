"""python -m fardplan.tables.child FILE NAMES: the process that opens what people send.

Writes one JSON text to a line: {"begin": {…}}, then for each sheet {"sheet", "state"}, {"rows": [[number, cells], …]} or {"block": …} (see `columns`) many
times and {"end": {…}}, and last {"done": true} or {"refused": [code, facts]}. It has limits of its own: time by CPU, memory by address space.
"""

import json
import resource
import sys

from fardplan.tables.columns import Sender
from fardplan.tables.refusal import Refused

CPU_SECONDS = 7
MEMORY = 270_000_000  # with the process that listens, less than 400 MB
ROWS_IN_A_LINE = 2_000
#: Rows of a csv file that are sent one by one, before the rest comes column by column: the headings are among them.
HEAD = 200
#: Letters in a line: a few long texts that many cells share must not fill the memory of whoever listens.
TEXT_IN_A_LINE = 2_000_000
MOST_TEXT = 60_000_000


def main(path, names):
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        _read(path, set(json.loads(names)))
        _tell({"done": True})
    except Refused as refused:
        _tell({"refused": [refused.code, refused.facts]})
    except (MemoryError, RecursionError):
        _tell({"refused": ["large", {}]})


def _read(path, names):
    from fardplan.tables import kinds

    if kinds.recognise(path) == "zip":
        from fardplan.tables import archive, beside, workbook

        book = archive.looked_through(path)
        _tell({"begin": {"kind": "xlsx", "beside": beside.texts_of(book)}})
        for name, state, sheet in workbook.sheets_of(book):
            _tell({"sheet": name, "state": state})
            _pass_on(sheet.rows())
            _tell({"end": sheet.facts})
        return
    from fardplan.tables import delimited

    delimiter, codec, blocks = delimited.blocks_of(path, names, head=HEAD)
    _tell({"begin": {"kind": "csv", "delimiter": delimiter, "encoding": codec}})
    _tell({"sheet": "", "state": "visible"})
    sender = Sender()
    for block in blocks:
        _tell({"rows": block} if type(block) is list else {"block": sender.packed(*block)})
    _tell({"end": {}})


def _pass_on(rows):
    batch, size, total = [], 0, 0
    try:
        for row in rows:
            batch.append(row)
            letters = sum(len(cell) for cell in row[1] if type(cell) is str)
            size, total = size + letters, total + letters
            if total > MOST_TEXT:
                raise Refused("large", row=row[0])
            if len(batch) >= ROWS_IN_A_LINE or size >= TEXT_IN_A_LINE:
                _tell({"rows": batch})
                batch, size = [], 0
    finally:  # also what came before something that is refused
        if batch:
            _tell({"rows": batch})


def _tell(message):
    sys.stdout.write(json.dumps(message, ensure_ascii=False, separators=(",", ":")))
    sys.stdout.write("\n")


if __name__ == "__main__":
    # A name in a workbook may hold half a character; the reader refuses it, this process does not fall over it.
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    main(sys.argv[1], sys.argv[2])
