"""Small things that can be seen in a text: units that are no standard, per cent of nothing, references to what is not there, pictures
without words."""

import re

from django.utils.translation import gettext as _

from fardplan.kit.money import unit_of
from fardplan.reports.consistency.finding import Code, Finding, Said, Severity

from .manuscript import Part

_UNIT = re.compile(r"(?<![\w])(?:\d[\d ,]*[ \u00a0]?|\()(?P<unit>kk|kkr|ksek|tsek|msek|mkr)\b")
_PERCENT = re.compile(r"(?i)(?P<number>\d+(?:,\d+)?)\s?(?:%|procent\b)")
_BASE = re.compile(
    r"(?i)\b(av|andel\w*|heltid|jämfört|per|fördel\w*|ökade?|ökat|minskade?|minskat|av de|tjänst\w*|nyttjandegrad|budget\w*)\b"
)
_FULL_TIME = re.compile(r"(?i)\b(heltid|tjänstgöringsgrad|sysselsättningsgrad)")
_REFERENCE = re.compile(r"(?i)\b(?P<what>tabell|figur|avsnitt|kapitel|bilaga)\s+(?P<number>\d+(?:\.\d+)*)\b(?!\s*[:.]\s*[A-ZÅÄÖ])")


def units(manuscripts):
    """“kk” and “kkr”: each unit once, with its first places."""
    for made in manuscripts:
        found = {}
        for passage in made.passages:
            for match in _UNIT.finditer(passage.text):
                found.setdefault(match["unit"].casefold(), []).append((passage, match))
        for written, places in found.items():
            unit = unit_of(written)
            if unit is None or not unit.advice:
                continue
            said = tuple(Said(written, passage.text[:80], made.name, passage.place) for passage, _match in places[:3])
            yield Finding(Code.UNIT, Severity.WORDING, _("The unit “%(unit)s”") % {"unit": written}, said, details=(unit.message,))


def shares_of_nothing(manuscripts):
    """Per cent in running text, in a sentence that does not say of what."""
    for made in manuscripts:
        for passage in made.prose:
            for sentence in re.split(r"(?<=[.!?])\s+", passage.text):
                numbers = [found.group() for found in _PERCENT.finditer(sentence)]
                if not numbers or _BASE.search(_PERCENT.sub("", sentence)) or _FULL_TIME.search(passage.text):
                    continue
                said = (Said(numbers[0], sentence[:160], made.name, passage.place),)
                yield Finding(
                    Code.BASE,
                    Severity.CHECK,
                    _("%(number)s of what?") % {"number": numbers[0]},
                    said,
                    details=(_("Say what the share is of."),),
                )


def references(manuscripts):
    """“See table 4” where there is no table 4. Annexes are looked for only when the text has some of its own."""
    for made in manuscripts:
        there = {
            "tabell": _captions(made, "tabell"),
            "figur": _captions(made, "figur"),
            "avsnitt": _sections(made),
            "bilaga": _annexes(made),
        }
        there["kapitel"] = there["avsnitt"]
        missing = {}
        for passage in made.passages:
            if passage.part == Part.CAPTION:
                continue
            for found in _REFERENCE.finditer(passage.text):
                what, number = found["what"].casefold(), found["number"]
                if there[what] and number not in there[what] and not _is_of_another(passage.text, found):
                    missing.setdefault(f"{what} {number}", (passage, found.group()))
        for what, (passage, words) in missing.items():
            said = (Said(words, _around(passage.text, words), made.name, passage.place),)
            yield Finding(Code.REFERENCE, Severity.CHECK, _("There is no %(what)s") % {"what": what}, said)


def _captions(made, what):
    return {
        found[1]
        for passage in made.passages
        if (found := re.match(rf"(?i){what}\s+(\d+)", passage.text)) and passage.part in (Part.CAPTION, Part.TEXT)
    }


def _sections(made):
    return {
        found[1].rstrip(".")
        for passage in made.passages
        if passage.part == Part.HEADING and (found := re.match(r"#*\s*((?:\d+\.)*\d+)", passage.text))
    }


def _annexes(made):
    return {found[1] for passage in made.passages if (found := re.match(r"(?i)(?:#*\s*)bilaga\s+(\d+)\b", passage.text))}


def _is_of_another(text, found):
    """“Annex 3 of the programme plan” stands in another document: “bilaga till …”, “(SOU 2018:39, kapitel 8)”."""
    about = text[max(0, found.start() - 60) : found.end() + 30].casefold()
    return bool(re.search(r"\b(sou|lag|hsl|till (?:\w+ )?\w*(?:plan|rapport|direktiv)|i programplanen|gällande)\b", about))


def _around(text, words, most=60):
    place = text.find(words)
    return text[max(0, place - most) : place + len(words) + most].strip()


def pictures(manuscripts):
    """Pictures that nobody can read in words (WCAG 1.1.1)."""
    for made in manuscripts:
        bare = [picture for picture in made.pictures if not picture.alt]
        if bare:
            said = tuple(Said("", _("a picture without alternative text"), made.name, picture.place) for picture in bare[:MOST])
            detail = _("%(bare)s of %(all)s pictures have no alternative text.") % {"bare": len(bare), "all": len(made.pictures)}
            yield Finding(Code.ALT, Severity.CHECK, _("Pictures without alternative text"), said, details=(detail,))


MOST = 5
