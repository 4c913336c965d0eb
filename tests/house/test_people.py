"""No private person's name is in the repository: roles, organisations, shares and periods are.

`names.sha256` holds the hashes of the names that the source documents carry, so that the list itself names nobody.
"""

import hashlib
import re
import subprocess

from tests.house.house import ROOT

PAIR = re.compile(r"(?=\b([A-ZÅÄÖÉ][\wåäöéÅÄÖ-]+)\s+([A-ZÅÄÖÉ][\wåäöéÅÄÖ-]+))")


def names_in(text, known):
    """How many pairs of capitalised words in `text` are a name in `known`."""
    pairs = {f"{first} {last}".lower() for first, last in PAIR.findall(text)}
    return sum(hashlib.sha256(pair.encode()).hexdigest() in known for pair in pairs)


def tracked_texts():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        try:
            yield name, (ROOT / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue


def test_no_private_persons_name():
    known = set((ROOT / "tests/house/names.sha256").read_text(encoding="utf-8").split())
    assert len(known) > 50
    assert [name for name, text in tracked_texts() if names_in(text, known)] == []


def test_the_search_bites():
    known = {hashlib.sha256(b"anna exempel").hexdigest()}
    assert names_in("Ledare: Anna\nExempel, regionen", known) == 1
    assert names_in("Ledare: Anna Exempelsson", known) == 0
