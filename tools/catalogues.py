"""The Swedish catalogues are complete: every text collected, translated once, with the same placeholders.

python -m tools.catalogues
"""

import re
import sys

import polib

from tools.messages import NotCollected, catalogue_path, collect_all, key, rooms

PLACEHOLDER = re.compile(r"%\((\w+)\)|\{(\w*)\}|%[sd]")


def catalogues():
    """{room: committed catalogue} for the rooms that have one."""
    return {room: polib.pofile(str(path), wrapwidth=0) for room in rooms() if (path := catalogue_path(room)).exists()}


def words_of(entry):
    return [*entry.msgstr_plural.values()] if entry.msgid_plural else [entry.msgstr]


def incomplete(room, catalogue):
    """Texts without words, with doubtful words, or with other placeholders than the source."""
    for entry in catalogue:
        if entry.obsolete:
            yield f"{room}: obsolete, remove it: {entry.msgid!r}"
        elif entry.fuzzy:
            yield f"{room}: fuzzy: {entry.msgid!r}"
        elif not entry.translated():
            yield f"{room}: not translated: {entry.msgid!r}"
        else:
            # One form of a plural may leave the number out ("ett mål"), so the widest form counts.
            source = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural or ""))
            target = set().union(*(PLACEHOLDER.findall(words) for words in words_of(entry)))
            if "python-format" in entry.flags and source != target:
                yield f"{room}: placeholders differ: {entry.msgid!r}"


def contradictions(catalogues):
    """Django merges all rooms into one catalogue: a text translated in two ways would lose one of them without a word."""
    said = {}
    for room, catalogue in catalogues.items():
        for entry in catalogue:
            where, words = said.setdefault(key(entry), (room, words_of(entry)))
            if entry.translated() and words != words_of(entry):
                yield f"{entry.msgid!r} is {words} in {where} and {words_of(entry)} in {room}: give one of them a context (pgettext)"


def not_collected(committed):
    """Differences between what the source says and what the catalogues hold."""
    for room, fresh in collect_all().items():
        wanted = {key(entry) for entry in fresh or []}
        held = {key(entry) for entry in committed.get(room, [])}
        for _, text in sorted(wanted - held, key=str):
            yield f"{room}: not in the catalogue: {text!r} (./dev messages)"
        for _, text in sorted(held - wanted, key=str):
            yield f"{room}: no longer in the source: {text!r} (./dev messages)"


def faults():
    committed = catalogues()
    for room, catalogue in committed.items():
        yield from incomplete(room, catalogue)
    yield from contradictions(committed)


def main():
    try:
        found = [*faults(), *not_collected(catalogues())]
    except NotCollected as error:
        found = [str(error)]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
