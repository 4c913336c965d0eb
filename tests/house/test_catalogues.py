"""Swedish is complete. `./dev check` also collects the texts anew and compares."""

import polib
import pytest

from tests.house.house import rooms
from tools import catalogues, messages

COMMITTED = catalogues.catalogues()


@pytest.mark.parametrize("room", rooms())
def test_nothing_is_missing_or_fuzzy(room):
    assert list(catalogues.incomplete(room, COMMITTED.get(room, []))) == []


def test_no_text_is_translated_in_two_ways():
    assert list(catalogues.contradictions(COMMITTED)) == []


def catalogue(*entries):
    made = polib.POFile()
    made.extend(entries)
    return made


@pytest.mark.parametrize(
    "entry, fault",
    [
        (polib.POEntry(msgid="Goal", msgstr="Mål"), None),
        (polib.POEntry(msgid="Goal"), "not translated"),
        (polib.POEntry(msgid="Goal", msgstr="Mål", flags=["fuzzy"]), "fuzzy"),
        (polib.POEntry(msgid="%(n)s goals", msgstr="mål", flags=["python-format"]), "placeholders differ"),
        (
            polib.POEntry(
                msgid="%(n)s goal", msgid_plural="%(n)s goals", msgstr_plural={0: "ett mål", 1: "%(n)s mål"}, flags=["python-format"]
            ),
            None,
        ),
        (
            polib.POEntry(msgid="%(n)s goal", msgid_plural="%(n)s goals", msgstr_plural={0: "ett mål", 1: ""}, flags=["python-format"]),
            "not translated",
        ),
        (polib.POEntry(msgid="Goal", msgstr="Mål", obsolete=True), "obsolete"),
    ],
)
def test_what_counts_as_complete(entry, fault):
    found = list(catalogues.incomplete("goals", catalogue(entry)))
    assert (len(found) == 1 and fault in found[0]) if fault else found == []


def test_two_translations_of_one_text_contradict():
    goals, plan = (catalogue(polib.POEntry(msgid="open", msgstr=word)) for word in ("öppna", "öppen"))
    assert len(list(catalogues.contradictions({"goals": goals, "plan": plan}))) == 1
    assert list(catalogues.contradictions({"goals": goals, "plan": goals})) == []


def test_collecting_keeps_what_was_translated_and_drops_what_is_gone():
    old = catalogue(polib.POEntry(msgid="Goal", msgstr="Mål"), polib.POEntry(msgid="Old", msgstr="Gammal"))
    fresh = catalogue(polib.POEntry(msgid="Goal"), polib.POEntry(msgid="New"))
    assert [(e.msgid, e.msgstr) for e in messages.with_translations(fresh, old)] == [("Goal", "Mål"), ("New", "")]
