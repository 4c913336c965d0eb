"""The reading process's work without a process of its own: 300 of those take minutes. `tests/tables/test_child.py` has the real one."""

import json
import os
from unittest.mock import patch

from fardplan.tables import child, reader
from fardplan.tables.refusal import Refused


def sheets_in(path, names=()):
    if not os.path.getsize(path):
        raise Refused("empty")
    told = []
    with patch.object(child, "_tell", lambda message: told.append(json.dumps(message))):
        try:
            child._read(str(path), set(names))
            told.append('{"done": true}')
        except Refused as refused:
            told.append(json.dumps({"refused": [refused.code, refused.facts]}))

    class Process:
        stdout = told

    yield from reader._messages(Process)
