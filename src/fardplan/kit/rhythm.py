"""How often: the part of a timing that is not a date.

Stored as a code, so that it is the same in every language: `continuous`, `recurring`, `when_needed`, `several`,
`1/week`, `~1/month`, `1-2/month`, `1/2week` (every other week), or `in:06,12` (in June and December).
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .periods import month_name

LONGEST_RHYTHM = 60
_TIMES = re.compile(
    r"(?P<about>~?)(?P<least>[0-9]{1,3})(?:-(?P<most>[0-9]{1,3}))?/(?P<every>[0-9]{0,2})(?P<unit>day|week|month|quarter|term|year)"
)
_MONTHS = re.compile(r"in:((?:0[1-9]|1[0-2])(?:,(?:0[1-9]|1[0-2]))*)")


@dataclass(frozen=True)
class Rhythm:
    code: str

    @property
    def in_words(self) -> str:
        """Such as "löpande", "en gång i veckan", "ungefär en gång i månaden", "varannan vecka", "i juni och december"."""
        plain = {
            "continuous": _("continuously"),
            "recurring": _("recurring"),
            "when_needed": _("when needed"),
            "several": _("on several occasions"),
        }
        if self.code in plain:
            return plain[self.code]
        if months := _MONTHS.fullmatch(self.code):
            *names, last = [month_name(int(month)) for month in months[1].split(",")]
            return _("in %(months)s") % {
                "months": _("%(first)s and %(last)s") % {"first": ", ".join(names), "last": last} if names else last
            }
        if found := _TIMES.fullmatch(self.code):
            return self._times(found)
        return self.code

    def _times(self, found) -> str:
        words = self._every(found["every"], found["unit"]) if found["every"] else self._per(found)
        return _("about %(often)s") % {"often": words} if found["about"] else words

    def _every(self, every: str, unit: str) -> str:
        count = int(every)
        if count == 2:
            return {
                "day": _("every other day"),
                "week": _("every other week"),
                "month": _("every other month"),
                "quarter": _("every other quarter"),
                "term": _("every other term"),
                "year": _("every other year"),
            }[unit]
        return {
            "day": _("every %(count)s days"),
            "week": _("every %(count)s weeks"),
            "month": _("every %(count)s months"),
            "quarter": _("every %(count)s quarters"),
            "term": _("every %(count)s terms"),
            "year": _("every %(count)s years"),
        }[unit] % {"count": count}

    def _per(self, found) -> str:
        least, most = found["least"], found["most"]
        if least == "1" and not most:
            return {
                "day": _("once a day"),
                "week": _("once a week"),
                "month": _("once a month"),
                "quarter": _("once a quarter"),
                "term": _("once a term"),
                "year": _("once a year"),
            }[found["unit"]]
        times = f"{least}–{most}" if most else least
        return {
            "day": _("%(times)s times a day"),
            "week": _("%(times)s times a week"),
            "month": _("%(times)s times a month"),
            "quarter": _("%(times)s times a quarter"),
            "term": _("%(times)s times a term"),
            "year": _("%(times)s times a year"),
        }[found["unit"]] % {"times": times}


# -- reading ----------------------------------------------------------------------------------------------------------

_UNITS = {
    "day": ("dag", "dagar", "dagen", "dygn", "day"),
    "week": ("v", "v.", "vecka", "veckan", "veckor", "week"),
    "month": ("mån", "mån.", "månad", "månaden", "månader", "month"),
    "quarter": ("kvartal", "kvartalet", "kv", "kv.", "quarter"),
    "term": ("termin", "terminen", "terminer", "term"),
    "year": ("år", "året", "year"),
}
_UNIT = {word: unit for unit, words in _UNITS.items() for word in words}
_WORDS = "|".join(sorted(map(re.escape, _UNIT), key=len, reverse=True))
_COUNTS = {"en": "1", "ett": "1", "två": "2", "tre": "3", "fyra": "4", "fem": "5", "sex": "6", "once": "1", "twice": "2"}
_COUNT = rf"(?P<count>[0-9]{{1,3}}|{'|'.join(_COUNTS)})(?: ?- ?(?P<most>[0-9]{{1,3}}))?"
_ABOUT = r"(?P<about>(?:ca\.?|cirka|c:a|ungefär|about) )?"
_END = r"(?![^\W_])"

_PATTERNS = [
    # "1 ggr/v", "ca 1 ggr/mån", "1-2 ggr/månad", "2-3 reportage/månad", "en gång i veckan", "två gånger per år", "once a week"
    re.compile(
        rf"{_ABOUT}{_COUNT}(?: ?(?:ggr|ggn|gånger|gång|g|times|[^\W\d_]{{2,30}}))? ?(?:/|per |i |om |varje |a )\s?(?P<unit>{_WORDS}){_END}"
    ),
    # "varannan vecka", "var tredje månad", "vartannat år", "var 14:e dag"
    re.compile(
        rf"{_ABOUT}(?P<every>varannan|vartannat|every other|var (?:tredje|fjärde|femte|sjätte|[0-9]{{1,2}}:[ea])) (?P<unit>{_WORDS}){_END}"
    ),
    # "varje vecka", "varje månad"
    re.compile(rf"{_ABOUT}(?P<each>varje|every) (?P<unit>{_WORDS}){_END}"),
]
_EVERY = {"varannan": 2, "vartannat": 2, "every other": 2, "var tredje": 3, "var fjärde": 4, "var femte": 5, "var sjätte": 6}
_PLAIN = {
    "continuous": (
        "löpande", "fortlöpande", "kontinuerligt", "pågår löpande", "pågående", "pågår", "tills vidare", "tillsvidare",
        "ongoing", "continuously", "until further notice",
    ),
    "recurring": ("återkommande", "regelbundet", "recurring", "regularly"),
    "when_needed": ("vid behov", "when needed", "as needed"),
    "1/day": ("dagligen", "daily"),
    "1/week": ("veckovis", "weekly"),
    "1/month": ("månadsvis", "månatligen", "monthly"),
    "1/quarter": ("kvartalsvis", "quarterly"),
    "1/term": ("terminsvis",),
    "1/year": ("årligen", "årsvis", "yearly", "annually"),
    "2/year": ("halvårsvis",),
}  # fmt: skip
_PLAIN_CODE = {word: code for code, words in _PLAIN.items() for word in words}
RHYTHM_WORDS = tuple(_PLAIN_CODE)
_PATTERNS.append(re.compile(rf"(?P<plain>{'|'.join(sorted(_PLAIN_CODE, key=len, reverse=True))}){_END}"))


def take_rhythm(text: str) -> tuple[str, str]:
    """(code, the rest) of a lowered, single-spaced text. The rhythm stands first or last; the code is empty when there is none.

    "löpande, 1 ggr/v" holds two; the counted one says more.
    """
    code = ""
    while True:
        for pattern in _PATTERNS:
            if found := _at_an_edge(pattern, text):
                new = _code(found)
                code = new if not code or code in ("continuous", "recurring") else code
                text = _rest(text, found)
                break
        else:
            return code, text


def _at_an_edge(pattern, text):
    for found in pattern.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        if not before or (not after.strip(" .,)") and not before[-1].isalnum()):
            return found
    return None


def _rest(text: str, found) -> str:
    before, after = text[: found.start()], text[found.end() :]
    return (before.rstrip(" ,(;") or re.sub(r"^[ ,(;:]*(?:under |i )?|\)$", "", after)).strip(" ,")


def _code(found) -> str:
    groups = found.groupdict()
    if plain := groups.get("plain"):
        return _PLAIN_CODE[plain]
    about, unit = "~" if groups.get("about") else "", _UNIT[groups["unit"]]
    if every := groups.get("every"):
        return f"{about}1/{_EVERY.get(every) or int(re.sub('[^0-9]', '', every))}{unit}"
    if groups.get("each"):
        return f"{about}1/{unit}"
    count = _COUNTS.get(groups["count"], groups["count"])
    most = f"-{groups['most']}" if groups["most"] else ""
    return f"{about}{count}{most}/{unit}"
