"""No county's words in code: what a county calls things is data."""

import re
from pathlib import Path

from tests.house.house import name, sources

WORDS = [line for line in (Path(__file__).parent / "county_words.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
WORD = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, WORDS))})(:?s)?(?!\w)")
TEXT = {".py", ".html", ".txt", ".js", ".css", ".po", ".yaml", ".typ", ".svg", ".json", ".md"}


def test_no_county_words_in_the_source():
    found = [
        f"{name(path)}:{number}: {hit.group()}"
        for path in sources(*TEXT)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (hit := WORD.search(line))
    ]
    assert found == []


def test_the_pattern_knows_a_word_from_its_neighbours():
    assert WORD.search("i Dalarnas län")
    assert WORD.search("RVN:s del")
    assert not WORD.search("han ångrar sig, Ångest")
