"""A register of rows, in and out: each row is found by its key, else by what it is called; what differs is written by the room's own verbs."""

from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from fardplan.audit import writes
from fardplan.imports.complaints import Bad, Complaints
from fardplan.imports.fields import Field, When
from fardplan.imports.guards import guard_of
from fardplan.imports.kind_values import CHANGED, NEW, SAME, Refusal
from fardplan.imports.observed import EXAMPLE
from fardplan.imports.packing import Parts
from fardplan.imports.table import Table, Understood
from fardplan.kit.text import clean_text, quote
from fardplan.parties.services import free_slug
from fardplan.tables.cells import text_of

KEY = "slug"


@dataclass
class RowKind:
    """`fields` are the columns after the key. `natural` names those that tell one row from another when no key is given."""

    key: str
    title: Any
    model: type
    permission: str
    fields: tuple
    add: Any
    edit: Any
    #: path of the page that lists the rows
    page: str = ""
    remove: Any = writes.remove
    natural: tuple[str, ...] = ("title",)
    named_by: str = "title"
    rows: Any = None
    #: values that a new row gets besides (programme, defaults): a function of (context, values)
    #: for rows that parties own: the importer's plans (`guards`), and which column names the party
    plans: Any = None
    owned_by: str = ""
    also: Any = field(default=lambda context, values: {"programme": context.programme})
    example_row: tuple = ()

    def __post_init__(self):
        self.key_field = Field(KEY, "Nyckel", width=24, help="Radens nyckel i Färdplan. Lämna tom för en ny rad.")
        self.all_fields = (self.key_field, *self.fields)
        self.known = set()
        self.by_name = {each.name: each for each in self.all_fields}
        self.links = {each.name for each in self.model._meta.many_to_many}

    def fresh(self):
        """One for this request: columns remember the rows that cells may point to."""
        return replace(self, fields=tuple(copy(each) for each in self.fields))

    def may(self, context):
        return context.may(self.permission) or (self.plans is not None and bool(self.plans(context)))

    def stored(self, programme):
        """The rows of the register, as its page orders them."""
        rows = self.rows(programme) if self.rows else self.model.objects.filter(programme=programme)
        return list(rows.prefetch_related(*sorted(self.links & self.by_name.keys())))

    def columns_for(self, programme):
        return tuple(each.column(programme) for each in self.all_fields)

    # -- in -----------------------------------------------------------------------------------------------------------

    def read(self, context, path, file, mapping=None):
        complaints = Complaints(file)
        for each in self.all_fields:
            each.prepare(context.programme)
        table = Table(path, self.columns_for(context.programme), complaints, mapping=mapping or {})
        out = Understood(complaints, table)
        seen = {}
        self.known = {row.slug for row in self.stored(context.programme)}
        guard = guard_of(self, context)
        for batch in table:
            rows = [self._row(batch, place, table) for place in range(len(batch.numbers)) if batch.numbers[place] not in batch.refused]
            rows = [row for row in rows if row]
            for row in rows:
                self._refuse_twice(row, seen, table)
                if guard:
                    guard.refuse(row, table)
            out.parts.add(rows)
        self._settle(out)
        if not complaints and not len(out.parts):
            complaints.add(_("The file has headings but no rows."), row=table.header_row, expected=_("a row for each value"))
        return out

    def _row(self, batch, place, table):
        """[number, key, {column: canonical text}] or None when something is wrong with it."""
        number, values, right = batch.numbers[place], {}, True
        first = next((text_of(cells[place]) for name, cells in batch.cells.items() if name in (KEY, self.natural[0]) and cells[place]), "")
        if first.casefold().startswith(EXAMPLE + ":"):
            table.complaints.warn(_("The example row is not read."))
            return None
        for name, cells in batch.cells.items():
            column, cell = self.by_name[name], cells[place]
            try:
                text = column.read(cell, table.heading(name))
                if name == KEY and text and text not in self.known:
                    raise Bad(
                        _("There is no row with the key “%(key)s”. Leave the key empty for a new row.") % {"key": quote(text)},
                        _("a key, or nothing"),
                    )
                if column.required and text == "":
                    raise Bad(_("The cell is empty, and a value is needed."), column.heading)
                values[name] = text
            except Bad as bad:
                table.complain(number, name, cell, bad.message, bad.expected)
                right = False
        return [number, clean_text(values.pop(KEY, "")), values] if right else None

    def _refuse_twice(self, row, seen, table):
        for what in {("key", row[1])} if row[1] else {("name", *self.name_of(row[2]))}:
            if what in seen:
                words = _("The same row stands in row %(first)s and row %(second)s. Leave one of them.") % {
                    "first": seen[what],
                    "second": row[0],
                }
                table.complaints.add(
                    words, sheet=table.sheet, row=row[0], column=table.heading(KEY if row[1] else self.natural[0]), found=" ".join(what[1:])
                )
            seen[what] = row[0]

    def _settle(self, out):
        """Columns whose cells may point to other rows of the file are told when all rows are known."""
        for column in self.fields:
            if settle := getattr(column, "settle", None):
                rows, settled = [row for part in out.parts for row in part], Parts()
                settle(rows, out.table)
                settled.add(rows)
                out.parts = settled

    def name_of(self, values, natural=None):
        """What tells one row from another when no key is given."""
        return tuple(values.get(name, "").casefold() for name in natural or self.natural)

    def basis(self, context):
        """Nothing short of the rows themselves tells whether they have changed."""
        return ""

    # -- beside what is stored ----------------------------------------------------------------------------------------

    def compare(self, context, rows):
        """[number, key, values, change, before or None, stored version]"""
        for each in self.all_fields:
            each.prepare(context.programme)
        by_key, by_name = {}, {}
        for stored in self.stored(context.programme):
            texts = {each.name: each.text_of(stored) for each in self.fields}
            by_key[stored.slug] = (stored, texts)
        compared = []
        for number, key, values in rows:
            named = [] if key else self._named(by_name, by_key, number, values)
            found = key or (named[0] if len(named) == 1 else "")
            if key and key not in by_key:
                raise Refusal(
                    _("Row %(row)s: there is no row with the key “%(key)s”. Leave the key empty for a new row.")
                    % {"row": number, "key": key}
                )
            if not found:
                compared.append([number, key, values, NEW, None, 0])
                continue
            stored, texts = by_key[found]
            before = {name: texts[name] for name in values}
            compared.append([number, key, values, SAME if before == values else CHANGED, {KEY: found, **before}, stored.version])
        return compared

    def _named(self, by_name, by_key, number, values):
        """Keys of the stored rows that are called as a row without a key is. A column that the file lacks says nothing of the name."""
        natural = tuple(name for name in self.natural if name in values)
        if natural not in by_name:
            by_name[natural] = {}
            for key, (_stored, texts) in by_key.items():
                by_name[natural].setdefault(self.name_of(texts, natural), []).append(key)
        named = by_name[natural].get(self.name_of(values, natural), [])
        if len(named) > 1 and natural != self.natural:
            lacking = ", ".join(self.by_name[name].heading for name in (KEY, *self.natural) if name not in natural)
            raise Refusal(
                _("Row %(row)s: several stored rows may be meant. Give the file the columns that tell which: %(columns)s.")
                % {"row": number, "columns": lacking}
            )
        return named

    # -- write --------------------------------------------------------------------------------------------------------

    def store(self, context, job, parts):
        for each in self.all_fields:
            each.prepare(context.programme)
        done, guard = [], guard_of(self, context)
        stored = {row.slug: row for row in self.stored(context.programme)}
        for number, _key, values, change, before, _version in self._in_order(context, parts):
            if change == SAME:
                continue
            if guard:
                guard.require(number, values, before)
            try:
                given = self._given(context.programme, values, stored.get(before[KEY]) if before else None)
                if change == NEW:
                    row = self._add(context, values, given)
                else:
                    row = self.edit(stored[before[KEY]], by=context.by, **self._changed(given, values, before, context.programme))
            except ValidationError as error:
                raise Refusal(_("Row %(row)s: %(words)s") % {"row": number, "words": " ".join(error.messages)}) from error
            done.append((number, row.pk, row.slug, row.version))
        return {"done": done}

    def _in_order(self, context, parts):
        """The rows as they stand in the file; those that point to other rows of it after all others."""
        later = []
        waits = [column for column in self.fields if hasattr(column, "settle")]
        for part in parts:
            for row in part:
                if any(column.is_in_file(row[2].get(column.name, "")) for column in waits):
                    later.append(row)
                else:
                    yield row
        if later:
            for column in waits:
                column.prepare(context.programme)
        yield from later

    def _given(self, programme, values, row):
        """What the verb takes, from the canonical texts."""
        year = int(values["year"]) if values.get("year") else getattr(row, "year", None)
        given = {}
        for name, text in values.items():
            column = self.by_name[name]
            given |= column.value(text, programme, year) if isinstance(column, When) else column.value(text, programme)
        return given

    def _add(self, context, values, given):
        word = self.by_name[self.named_by].shown(values.get(self.named_by, "")) or self.model._meta.model_name
        slug = free_slug(self.model, word, **self._scope(context.programme))
        for each in self.fields:
            if each.name not in values and each.default:
                given |= each.value(each.default, context.programme)
        if any(each.name == "position" for each in self.model._meta.fields):
            last = self.model._base_manager.filter(**self._scope(context.programme)).aggregate(last=Max("position"))["last"]
            given["position"] = 0 if last is None else last + 1
        return self.add(by=context.by, slug=slug, **self.also(context, given), **self._with_links(given))

    def _scope(self, programme):
        return {"programme": programme} if any(each.name == "programme" for each in self.model._meta.fields) else {}

    def _changed(self, given, values, before, programme):
        changed = {}
        for name, text in values.items():
            if text != before[name]:
                changed |= {each: given[each] for each in self.by_name[name].value(text, programme) if each in given}
        return self._with_links(changed)

    def _with_links(self, given):
        links = {name: given.pop(name) for name in list(given) if name in self.links}
        return {**given, "links": links} if links else given

    def undo(self, context, job, parts):
        """Put each row back as it was, the last first. Raises Refusal when one has been changed since."""
        for each in self.all_fields:
            each.prepare(context.programme)
        guard = guard_of(self, context)
        shown = {row[0]: row for part in parts for row in part}
        for number, pk, _slug, version in reversed(job.done):
            _number, _key, values, change, before, _version = shown[number]
            row = self.model._base_manager.filter(pk=pk).first()
            if row is None or row.version != version:
                name = row or values.get(self.natural[0], "")
                raise Refusal(_("“%(name)s” has been changed since. Taking the import back would lose that change.") % {"name": name})
            if guard and not guard.may_write(row):
                raise Refusal(_("You may not take back these rows."))
            if change == NEW:
                try:
                    self.remove(row, by=context.by)
                except ProtectedError as error:
                    raise Refusal(
                        _("Other things now belong to “%(name)s”, so the import cannot be taken back.") % {"name": row}
                    ) from error
                continue
            texts = {name: text for name, text in before.items() if name != KEY}
            given = self._given(context.programme, texts, row)
            self.edit(row, by=context.by, **self._changed(given, texts, values, context.programme))

    # -- for people and machines --------------------------------------------------------------------------------------

    @property
    def shown_headings(self):
        return [self.by_name[name].heading for name in self.natural]

    def shown(self, context, rows):
        for each in self.all_fields:
            each.prepare(context.programme)
        for number, _key, values, change, before, _version in rows:
            differences = [
                (self.by_name[name].heading, self.by_name[name].shown(before[name]) if before else "", self.by_name[name].shown(text))
                for name, text in values.items()
                if (before is None and text != "" and name not in self.natural) or (before is not None and before[name] != text)
            ]
            source = {**(before or {}), **values}
            yield {
                "row": number,
                "change": change,
                "cells": [self.by_name[name].shown(source.get(name, "")) for name in self.natural],
                "differences": differences,
            }

    def as_json(self, context, parts):
        for part in parts:
            for row in part:
                yield {"row": row[0], "key": row[1] or (row[4] or {}).get(KEY, ""), "values": row[2], "change": row[3]}

    # -- out ----------------------------------------------------------------------------------------------------------

    def export(self, context):
        for each in self.all_fields:
            each.prepare(context.programme)
        for row in self.stored(context.programme):
            yield [row.slug, *(each.cell(each.text_of(row)) for each in self.fields)]

    def example(self, context):
        return ["Exempel: lämnas tom", *self.example_row]

    def lists(self, context):
        return {each.name: list(each.allowed(context.programme)) for each in self.fields}
