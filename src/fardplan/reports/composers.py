"""Who composes a document of each kind, the same four questions to all of them.

    composer = of("annual", programme)
    composer.compose(period, subject=None, texts={}, …)     # an annual.Composed
    composer.ids, composer.title_of(period, subject), composer.title_of_section(id, period, subject, register)

The annual and the county report have modules of their own (`OWN`), with `compose`, `IDS`, `title_of` and `title_of_section`; every other
kind is composed from its template by `reports.composing`.
"""

from dataclasses import dataclass

from fardplan.reports import annual, composing, county, own_kinds
from fardplan.reports.kinds import Kind, shipped
from fardplan.reports.models import Report

OWN = {Report.Kind.ANNUAL: annual, Report.Kind.COUNTY: county}


class UnknownKind(LookupError):
    """There is no kind with this key: neither one that comes with Färdplan nor one that the county has made."""


@dataclass(frozen=True)
class Composer:
    kind: Kind
    programme: object

    @property
    def _own(self):
        return OWN.get(self.kind.key)

    @property
    def ids(self):
        return self._own.IDS if self._own else self.kind.ids

    def compose(self, period, *, subject=None, **given):
        if self._own:
            return self._own.compose(self.programme, period, **given)
        return composing.compose(self.kind, self.programme, period, subject=subject, **given)

    def title_of(self, period, subject=None) -> str:
        return self._own.title_of(period) if self._own else composing.title_of(self.kind, period, self.programme, subject)

    def title_of_section(self, id, period, subject=None, register=None) -> str:
        if self._own:
            return self._own.title_of_section(id, period, register)
        section = self.kind.section(id)
        # A county's own template may have lost the section since the text was written: its key is what is left of it.
        return composing.filled(section.title, period, self.programme, subject) if section else id

    def guidance(self, id) -> str:
        """What whoever writes the section is told to write, or nothing."""
        section = self.kind.section(id)
        return section.guidance if section else ""


def of(key, programme) -> Composer:
    """Raises UnknownKind."""
    found = kind_of(key, programme)
    if found is None:
        raise UnknownKind(key)
    return Composer(found, programme)


def of_report(report) -> Composer:
    return of(report.kind, report.programme)


def kind_of(key, programme) -> Kind | None:
    """One that comes with Färdplan, else the programme's own."""
    return shipped().get(key) or own_kinds.find(key, programme)


def kinds_of(programme, *, on=None) -> list[Kind]:
    """Everything that can be started, in order: the programme's own last, those that hold `on` a day, else all of them."""
    return [*shipped().values(), *own_kinds.offered(programme, on=on)]
