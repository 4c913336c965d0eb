"""`fardplan load`: a folder of YAML becomes a programme, whole or not at all."""

from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fardplan.accounts.models import User
from fardplan.audit import scope, writes
from fardplan.audit.models import Event
from fardplan.effects import services as effects
from fardplan.imports import own_figures
from fardplan.imports import values as readers
from fardplan.imports.noun import ALIASES
from fardplan.imports.nouns import NOUNS
from fardplan.imports.problems import Problem, Refused
from fardplan.imports.yaml_lines import Node, read
from fardplan.indicators import derived, extract
from fardplan.indicators.models import KoladaKpi
from fardplan.kit.fields import MoneyField, TimingProperty
from fardplan.kit.models import slug_validator
from fardplan.kit.text import quote
from fardplan.parties.models import County, Organisation, Programme, Unit

NO_VALUE = object()


class Skip(Exception):
    """The row leans on another that is wrong; that one is told, this one is passed over."""


class DryRun(Exception):
    """Everything was right, and nothing is to be kept."""


@dataclass
class Outcome:
    """What a load did: the programme's key, rows read and rows that were new or changed, by kind."""

    programme: str = ""
    read: dict[str, int] = field(default_factory=dict)
    written: int = 0


def load(folder, *, by="load", dry_run=False, progress=lambda kind: None):
    """Create or update the programme described by the `*.yaml` files in `folder`; returns an Outcome.

    Raises Refused with every problem found, by file and line; nothing is stored then, nor when `dry_run`.
    `progress` is called with each kind as it begins. Format: docs/format.md.
    """
    files = sorted(Path(folder).glob("*.yaml")) if Path(folder).is_dir() else []
    if not files:
        raise Refused([Problem(str(folder), 1, "", _("There is no folder here with .yaml files."))])
    rows, problems = _collect(files)
    outcome = Outcome()
    try:
        with transaction.atomic(), scope.entry(f"load {Path(folder).name}") as entry:
            with writes.told_once():
                job = Load(by, problems, outcome)
                library = Path(folder) / "kolada"
                if library.is_dir():
                    _from_extract(extract.load_catalogue, library, problems, by)
                job.put_kinds((noun for noun in NOUNS if not noun.late), rows, progress)
                if library.is_dir() and not job.problems:
                    _from_extract(extract.load_values, library, problems, by)
                    derived.compute(job.programme, by=by, at=timezone.now())
                if job.programme is not None and not job.problems:
                    if (figures := Path(folder) / "figures").is_dir():
                        own_figures.load(figures, job.programme, problems, by=by)
                    job.put_kinds((noun for noun in NOUNS if noun.late), rows, progress)
                    if not job.problems:
                        # The figures are here now: what the folder says was evaluated can be counted.
                        effects.count_waiting(job.programme, by=by, at=timezone.now())
                if job.programme is None and not job.problems:
                    job.problems.append(Problem(files[0].name, 1, "programme", _("The folder describes no programme.")))
                if job.problems:
                    raise Refused(job.problems)
            outcome.written = Event.objects.filter(entry__request_id=entry.request_id).count()
            if dry_run:
                raise DryRun
    except DryRun:
        pass
    return outcome


def _from_extract(load_part, library, problems, by):
    """Kolada's figures that the folder ships with it (docs/format.md, the folder `kolada`)."""
    try:
        load_part(library, by=by)
    except (OSError, KeyError, ValueError) as error:
        problems.append(Problem(str(library), 1, "", extract.in_words(error)))


def _collect(files):
    """Rows by kind over all files, and what is wrong with the files themselves."""
    known = {noun.key: noun for noun in NOUNS}
    rows, problems = {}, []
    for path in files:
        try:
            tree = read(path)
        except Refused as refused:
            problems += refused.problems
            continue
        for key, node in tree.value.items():
            if key not in known:
                problems.append(Problem(node.file, node.line, key, _("There is no such kind. See docs/format.md.")))
            elif known[key].single:
                rows.setdefault(key, []).append(node)
            elif isinstance(node.value, list):
                rows.setdefault(key, []).extend(node.value)
            elif node.value:
                problems.append(Problem(node.file, node.line, key, _("This kind is a list: begin each row with “- ”.")))
    return rows, problems


class Load:
    """One run: what has been stored so far, by kind and key, and what was wrong."""

    def __init__(self, by, problems, outcome):
        self.by = by
        self.problems = problems
        self.outcome = outcome
        self.programme = None
        self.stored = {}  # (model, key) -> row
        self.failed = set()  # (model, key)
        self.seen = {}  # (kind, key) -> Node

    def put_kinds(self, nouns, rows, progress):
        for noun in nouns:
            progress(noun.key)
            self.put_all(noun, rows.get(noun.key, []))

    def put_all(self, noun, nodes, parent=None, inherited=None):
        for position, node in enumerate(nodes):
            self.outcome.read[noun.key] = self.outcome.read.get(noun.key, 0) + 1
            try:
                self._put(noun, node, position, parent, inherited or {})
            except Skip:
                self._fail(noun, node)

    def _put(self, noun, node, position, parent, inherited):
        if not isinstance(node.value, dict):
            self._problem(node, noun.key, _("A row is written as “field: value”."))
            raise Skip
        before = len(self.problems)
        key = self._key(noun, node)
        given, children = self._values(noun, node)
        if len(self.problems) > before:
            raise Skip
        row_values = {**inherited, **given}
        if noun.parent:
            row_values[noun.parent] = parent
        if any(f.name == "position" for f in noun.model._meta.fields):
            row_values["position"] = position
        row = self._store(noun, node, key, row_values)
        self.stored[noun.model, key] = row
        if noun.model is Programme:
            self.programme = row
            self.outcome.programme = row.slug
        for child in noun.children:
            if child.key in children:
                handed_down = {name: row_values.get(name, getattr(row, name)) for name in child.inherits}
                self.put_all(child, children[child.key], parent=row, inherited=handed_down)

    def _key(self, noun, node):
        written = node.value.get("code" if noun.model is County else "id")
        if written is None or not isinstance(written.value, str) or not written.value:
            self._problem(node, "id", _("The row has no key."))
            raise Skip
        key = written.value
        if noun.model is not County:
            try:
                slug_validator(key)
            except ValidationError as error:
                self._problem(written, "id", error.messages[0])
                raise Skip from error
        if earlier := self.seen.get((noun.key, key)):
            place = _("The key “%(key)s” is already used in %(file)s, line %(line)s.") % {
                "key": key,
                "file": earlier.file,
                "line": earlier.line,
            }
            self._problem(written, "id", place)
            raise Skip
        self.seen[noun.key, key] = written
        return key

    def _values(self, noun, node):
        """(values for the verb, child rows) of one row; problems are noted as they are found."""
        given, children = {}, {}
        child_keys = {child.key for child in noun.children}
        for name in noun.required:
            if name not in node.value:
                self._problem(node, name, _("The field is required."))
        year = self._year(node)
        for name, value in node.value.items():
            if name == "id":
                continue
            if name in child_keys:
                children[name] = self._rows(value, name)
            elif name in noun.inlines:
                inline = noun.inlines[name]
                given[inline.argument] = [self._inline(inline, row, name, year) for row in self._rows(value, name)]
            elif name in noun.fields:
                given.update(self._value(noun.model, name, value, year))
            else:
                self._problem(value, name, _("There is no such field in “%(kind)s”. See docs/format.md.") % {"kind": noun.key})
        return given, children

    def _inline(self, inline, node, kind, year):
        if isinstance(node.value, str) and inline.short:
            node = Node({inline.short: node}, node.file, node.line)
        if not isinstance(node.value, dict):
            self._problem(node, kind, _("A row is written as “field: value”."))
            return None
        given = {}
        for name, value in node.value.items():
            if name in inline.fields:
                given.update(self._value(inline.model, name, value, year))
            elif name in inline.inlines:
                within = inline.inlines[name]
                given[within.argument] = [self._inline(within, row, f"{kind}.{name}", year) for row in self._rows(value, name)]
            else:
                self._problem(value, f"{kind}.{name}", _("There is no such field in “%(kind)s”. See docs/format.md.") % {"kind": kind})
        return inline.shape(given) if given else None

    def _rows(self, node, name):
        if isinstance(node.value, list):
            return node.value
        if node.value != "":
            self._problem(node, name, _("This is a list: begin each row with “- ”."))
        return []

    def _year(self, node):
        written = node.value.get("year")
        return int(written.value) if written is not None and isinstance(written.value, str) and written.value.isdigit() else None

    def _value(self, model, name, node, year):
        """{field: value} for one written value, or {} with a problem noted."""
        # A word that is the model's own is meant as it stands: `body` of a party's handling, and of no answer.
        target = name if name in {field.name for field in model._meta.get_fields()} else ALIASES.get(name, name)
        try:
            return self._read(model, target, node, year)
        except ValueError as error:
            self._problem(node, name, str(error))
        except ValidationError as error:
            self._problem(node, name, " ".join(error.messages))
        return {}

    def _read(self, model, target, node, year):
        if isinstance(getattr(model, target, None), TimingProperty):
            return {target: self._timing(node, year)}
        if target == "outturn":
            return {"outturn": readers.money(self._text(node))}
        try:
            model_field = model._meta.get_field(target)
        except FieldDoesNotExist:
            return {target: self._refs(model, node)}
        if model_field.many_to_many:
            return {target: self._refs(model_field.related_model, node)}
        if model_field.many_to_one or model_field.one_to_one:
            written = self._text(node)
            return {target: self._ref(model_field.related_model, written) if written else None}
        written = self._text(node)
        if isinstance(model_field, MoneyField):
            amount, absence = readers.money(written)
            return {target: amount, f"{target}_absence": absence}
        if written == "" and not isinstance(model_field, (models.CharField, models.TextField)):
            return {target: None}
        if target == "until_date":
            return {target: readers.day_after(written)}
        return {target: readers.reader_of(model_field)(written)}

    def _timing(self, node, year):
        if isinstance(node.value, dict):
            year = self._year(node) or year
            node = node.value.get("words", node)
        written = self._text(node)
        return readers.timing(written, year) if written else None

    def _text(self, node):
        if not isinstance(node.value, str):
            raise ValueError(_("One value is expected here, not a list or a mapping."))
        return node.value

    def _refs(self, model, node):
        if isinstance(node.value, str):
            return [self._ref(model, node.value)] if node.value else []
        if not isinstance(node.value, list):
            raise ValueError(_("A list of keys is expected here, such as [a, b]."))
        return [self._ref(model, self._text(item)) for item in node.value]

    def _ref(self, model, key):
        """The row of `model` with this key: loaded in this run, or already in the register."""
        if (model, key) in self.failed:
            raise Skip
        if (model, key) in self.stored:
            return self.stored[model, key]
        row = self._in_register(model, key)
        if row is None:
            raise ValueError(_("There is no “%(key)s” among %(kind)s.") % {"key": quote(key), "kind": _kind_of(model)})
        self.stored[model, key] = row
        return row

    def _in_register(self, model, key):
        if model in {County, KoladaKpi}:
            return model.objects.filter(code=key).first()
        if model is User:  # a folder names who has a log-in; it never makes one
            return User.objects.filter(username=key).first()
        if model is Organisation and key.isdigit():  # by its code: the key is whichever folder or catalogue named it first
            return Organisation.objects.filter(code=key).first()
        rows = model._base_manager.filter(slug=key)
        if model not in {Organisation, Unit, Programme}:
            rows = rows.filter(programme=self.programme)
        return rows.first()

    def _store(self, noun, node, key, given):
        """Add the row, or change the one that has its key. Model errors become problems."""
        row = self._in_register(noun.model, key)
        if row is None and noun.model is Organisation and given.get("code"):
            # Known already as an area that is observed, under the key it was given then.
            row = Organisation.objects.filter(code=given["code"]).first()
        if noun.common and row is not None:
            return row  # shared by all programmes: a folder does not rewrite what others lean on
        names = {} if noun.model is County else {"slug": key}
        if not noun.common and noun.model is not Programme:
            if self.programme is None:
                raise Skip
            names["programme"] = self.programme
        links = {f.name: given.pop(f.name) for f in noun.model._meta.many_to_many if f.name in given and f.name not in _own_rows(noun)}
        if links:
            given["links"] = links
        try:
            with transaction.atomic():
                if row is None:
                    return noun.add(by=self.by, **names, **_complete(noun.model, given))
                return noun.edit(row, by=self.by, **given)
        except ValidationError as error:
            self._model_errors(noun, node, error)
            raise Skip from error

    def _model_errors(self, noun, node, error):
        shown = {stored: written for written, stored in ALIASES.items()}
        errors = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        for name, messages in errors.items():
            written = shown.get(name, name.removesuffix("_absence").removesuffix("_words"))
            place = node.value.get(written) if written in node.value else node
            for message in messages:
                self._problem(place, "" if name == NON_FIELD_ERRORS else written, message)

    def _fail(self, noun, node):
        if isinstance(node.value, dict) and (written := node.value.get("id")) is not None and isinstance(written.value, str):
            self.failed.add((noun.model, written.value))

    def _problem(self, node, name, message):
        self.problems.append(Problem(node.file, node.line, name, str(message)))


def _own_rows(noun):
    """Arguments that the verb takes as rows of their own, though the model has links of the same name."""
    return {inline.argument for inline in noun.inlines.values()}


def _complete(model, given):
    """A money field that the folder leaves out is missing, not nought."""
    for model_field in model._meta.fields:
        if isinstance(model_field, MoneyField) and model_field.name not in given:
            given = {**given, model_field.name: None, f"{model_field.name}_absence": readers.Absence.MISSING}
    return given


def _kind_of(model):
    return next((noun.key for noun in NOUNS if noun.model is model), model._meta.model_name)
