"""What a file from `fardplan measures release` says of its figures: by which definition, from which release, of made-up events or of real ones.

Figures of two definitions are never mixed, nor made-up ones with real: each is a version of the indicator's definition, with a series of its own.
"""

import json
from pathlib import Path

from django.utils.translation import gettext as _

from fardplan.imports.complaints import Bad
from fardplan.indicators import services
from fardplan.indicators.models import DefinitionVersion, Indicator, Line, Series
from fardplan.indicators.reading import known_lines
from fardplan.measures import definition as definitions
from fardplan.tables.cells import text_of

KEYS = ("definition", "version", "hash", "synthetic", "manifest")
#: Words of a definition that are kept, shown and compared.
WORDS = ("name_sv", "description_sv", "numerator_sv", "denominator_sv", "source", "certainty_sv", "period", "measure")
#: A manifest is a page or two; what is much larger is something else.
LARGEST = 2_000_000


class Measured:
    """Gathers, row by row, what the file says of each indicator. One indicator has one definition in a file."""

    def __init__(self, table):
        self.table, self.found = table, {}

    @property
    def is_told(self):
        return "hash" in self.table.places

    def take(self, batch, indicators):
        if not self.is_told:
            return
        columns = [batch.cells.get(key) or [None] * len(batch.numbers) for key in KEYS]
        for number, indicator, *cells in zip(batch.numbers, indicators, *columns, strict=True):
            told = tuple(text_of(cell).strip() if cell is not None else "" for cell in cells)
            if indicator is None or not any(told):
                continue
            held = self.found.setdefault(indicator.pk, told)
            if held != told:
                bad = Bad(
                    _("The figures of %(code)s are of two definitions or releases. Import them one at a time.") % {"code": indicator.code},
                    "",
                )
                self.table.complain(number, "hash", cells[2], bad.message, bad.expected)

    def facts(self):
        """{"measured": {indicator: {key, version, hash, synthetic, manifest, words}}}, or nothing for a file of another kind."""
        told = {str(pk): _facts(*each) for pk, each in sorted(self.found.items())}
        return {"measured": told} if told else {}


def _facts(key, version, digest, synthetic, manifest):
    digest = "".join(digest.split()).lower()[:64]
    known = next((each for each in definitions.shipped() if each.hash == digest), None)
    return {
        "key": key[:60],
        "version": version[:20],
        "hash": digest,
        # Whoever leaves it out says nothing that lets us call the figures real.
        "synthetic": synthetic.casefold() not in ("nej", "no", "false"),
        "manifest": "".join(manifest.split()).lower()[:64],
        "definition": _words(known) if known else {},
    }


def _words(definition):
    """What a definition says, for people and to be compared: the same keys as in a manifest."""
    told = {name: getattr(definition, name) for name in WORDS}
    return told | {
        "parameters": dict(definition.parameters),
        "policy": dict(definition.policy),
        "exclusions": [list(e) for e in definition.exclusions],
    }


def add_manifest(understood, path):
    """The manifest beside the file, when the file is the one it tells of: what definitions that are not Färdplan's own say."""
    beside = Path(path).with_name("manifest.json")
    try:
        if beside.stat().st_size <= LARGEST:
            take_manifest(understood, beside.read_bytes())
    except OSError:
        return


def take_manifest(understood, content):
    """What a manifest (bytes) says of the file's definitions. False when it is none, or tells of other figures than the file's."""
    try:
        manifest = json.loads(content[: LARGEST + 1])
        told = {each["hash"]: _manifests_words(each) for each in manifest["definitions"]}
        key, release = str(manifest["key"]), int(manifest["release"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False
    mine = [fact for fact in understood.facts.get("measured", {}).values() if fact["manifest"] == key]
    for fact in mine:
        fact["release"] = release
        fact["definition"] = fact["definition"] or told.get(fact["hash"], {})
    return bool(mine)


def _manifests_words(each):
    """What a manifest says of one definition: the words that are shown and compared, and nothing else that somebody may have written there."""
    told = {name: str(each.get(name, "")) for name in WORDS}
    parameters, policy, exclusions = (each.get(name) for name in ("parameters", "policy", "exclusions"))
    told["parameters"] = dict(parameters) if isinstance(parameters, dict) else {}
    told["policy"] = {key: str(value) for key, value in policy.items()} if isinstance(policy, dict) else {}
    told["exclusions"] = [[str(word) for word in rule] for rule in exclusions or [] if isinstance(rule, list)]
    return told


def note_of(facts):
    """For the vintage: which release the figures come from."""
    told = next(iter((facts or {}).get("measured", {}).values()), None)
    if told is None:
        return ""
    release = _("release %(n)s, ") % {"n": told["release"]} if told.get("release") else ""
    synthetic = _("synthetic figures, ") if told["synthetic"] else ""
    return _("%(release)s%(synthetic)sdefinition %(key)s %(version)s, manifest %(manifest)s") % {
        "release": release,
        "synthetic": synthetic,
        "key": told["key"],
        "version": told["version"],
        "manifest": told["manifest"][:12],
    }


def _same(version, told):
    held = version.measured or {}
    return held.get("hash") == told["hash"] and held.get("synthetic") == told["synthetic"]


def _versions(indicator_ids):
    return DefinitionVersion.objects.filter(indicator__in=indicator_ids, measured__isnull=False).order_by("number")


def series_of_file(facts):
    """{indicator: series or None} of the definitions that a file tells of; empty for other files."""
    told = {int(pk): each for pk, each in (facts or {}).get("measured", {}).items()}
    if not told:
        return {}
    found = dict.fromkeys(told)
    versions = {v.pk: v.indicator_id for v in _versions(told) if _same(v, told[v.indicator_id])}
    found |= {versions[definition]: pk for pk, definition in Series.objects.filter(definition__in=versions).values_list("pk", "definition")}
    return found


def writes(indicator, facts):
    """Whether figures of an indicator in the file make a new version of its definition, or change what it is called."""
    told = (facts or {}).get("measured", {}).get(str(indicator.pk))
    if told is None:
        return False
    return indicator.is_synthetic != told["synthetic"] or not any(_same(each, told) for each in _versions([indicator.pk]))


def version_of(indicator, facts, *, by):
    """The definition version that the file's figures of an indicator are of, written when it is not there; None for a file that tells nothing."""
    told = (facts or {}).get("measured", {}).get(str(indicator.pk))
    if told is None:
        return None
    mark = f"{told['key']} {told['version']}"
    if indicator.is_synthetic != told["synthetic"] or indicator.own_work != mark:
        services.edit_indicator(indicator, by=by, is_synthetic=told["synthetic"], own_work=mark)
    known = next((each for each in _versions([indicator.pk]) if _same(each, told)), None)
    if known is not None:
        return _held(known, True, by=by)
    words = told["definition"]
    return services.add_definition(
        indicator,
        by=by,
        name=f"{mark}, {told['hash'][:8]}"[:120],
        text=words.get("description_sv", ""),
        numerator=words.get("numerator_sv", "").rstrip(".")[:1000],
        denominator=words.get("denominator_sv", "").rstrip(".")[:1000],
        source=f"fardplan measures: {mark}"[:200],
        measured=told,
    )


def unmark(facts, *, by):
    """After an import was taken back: an indicator is called what its figures still are, by the latest definition that has any."""
    for key in sorted(map(int, (facts or {}).get("measured", {}))):
        indicator = Indicator.objects.filter(pk=key).first()
        if indicator is None:
            continue
        told = None
        for version in reversed(list(_versions([key]))):
            if not _held(version, _has_figures(version), by=by).is_taken_back:
                told = told or version.measured
        mark = f"{told['key']} {told['version']}" if told else ""
        synthetic = bool(told and told["synthetic"])
        if indicator.is_synthetic != synthetic or indicator.own_work != mark:
            services.edit_indicator(indicator, by=by, is_synthetic=synthetic, own_work=mark)


def _held(version, has_figures, *, by):
    """The version, which says of itself when all its figures have been taken back: then it is not what the indicator's figures are of."""
    measured = {name: value for name, value in version.measured.items() if name != "taken_back"} | (
        {} if has_figures else {"taken_back": True}
    )
    return version if measured == version.measured else services.mark_definition(version, by=by, measured=measured)


def _has_figures(version):
    return any(known_lines(Line.objects.filter(series__definition=version)).values())
