"""A folder with an extract of Kolada's figures becomes part of the common library: `extract.json` says what is in it.

    {"catalogue": "catalogue.json", "vintages": [{"file", "source", "retrieved", "decimals", "note", "sha256"}, …]}

Loaded once: a vintage that is here by its hash, or that is older than what has been fetched since, is passed over.
"""

import csv
import gzip
import hashlib
import json
from datetime import UTC, date, datetime
from pathlib import Path

from django.utils.translation import gettext as _

from fardplan.indicators import library
from fardplan.indicators.models_library import Series, Vintage
from fardplan.indicators.recording import OlderThanStored, Row, record
from fardplan.parties.models import Organisation


class BadExtract(ValueError):
    """The folder is not what its extract.json says; the text tells file and reason."""


def load_catalogue(folder, *, by):
    """Key figures, areas and groups. Before the programme's own rows, which point to them."""
    manifest = _manifest(folder)
    catalogue = json.loads((Path(folder) / manifest["catalogue"]).read_text(encoding="utf-8"))
    at = _moment(catalogue["fetched"])
    library.put_kpis(catalogue["kpis"], by=by, at=at)
    library.put_metadata(catalogue["metadata"], by=by)
    library.put_kpi_groups(catalogue["kpi_groups"], by=by, at=at)


def load_values(folder, *, by):
    """Areas, what they are compared with, and the figures. Returns how many rows of the files were new to the register."""
    manifest = _manifest(folder)
    catalogue = json.loads((Path(folder) / manifest["catalogue"]).read_text(encoding="utf-8"))
    library.put_areas(catalogue["areas"], by=by)
    library.put_municipality_groups(catalogue["municipality_groups"], by=by, at=_moment(catalogue["fetched"]))
    written = 0
    for each in manifest["vintages"]:
        path = Path(folder) / each["file"]
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        if sha256 != each["sha256"]:
            raise BadExtract(f"{path.name}: sha256 {sha256}")
        if Vintage.objects.filter(sha256=sha256).exists():
            continue
        try:
            done = record(
                _rows(path),
                by=by,
                kind=Vintage.Kind.EXTRACT,
                source=each["source"],
                retrieved_at=_moment(each["retrieved"]),
                decimals=each["decimals"],
                note=each["note"],
                sha256=sha256,
            )
        except OlderThanStored:
            continue
        written += done.added + done.revised
    return written


def in_words(error):
    """Why an extract could not be loaded, for people."""
    return _("The extract of figures cannot be read: %(why)s") % {"why": error}


def _rows(path):
    series = dict(Series.objects.filter(kpi__isnull=False).values_list("kpi__code", "pk"))
    areas = dict(Organisation.objects.exclude(code="").values_list("code", "pk"))
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            try:
                yield Row(series[line["kpi"]], areas[line["municipality_id"]], line["period"], line["gender"], "", line["value"])
            except KeyError as error:
                raise BadExtract(f"{path.name}: {error}") from error


def _manifest(folder):
    return json.loads((Path(folder) / "extract.json").read_text(encoding="utf-8"))


def _moment(text):
    day = date.fromisoformat(text)
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


__all__ = ["BadExtract", "in_words", "load_catalogue", "load_values"]
