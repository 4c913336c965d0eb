"""A county's own templates: made from a kind that is there, and read as a kind."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from fardplan.audit import writes
from fardplan.parties.services import free_slug
from fardplan.reports.kinds import ALL, Kind, KindSection, shipped
from fardplan.reports.models import Report, ReportTemplate, TemplateSection
from fardplan.reports.parts import PARTS
from fardplan.reports.subjects import PROGRAMME

edit_report_template = writes.verbs(ReportTemplate)[1]
add_template_section, edit_template_section = writes.verbs(TemplateSection)
remove_template_section = writes.remove
Level, Place = TemplateSection.Level, TemplateSection.Place


@transaction.atomic
@writes.told_once()
def add_report_template(*, by, programme, slug, based_on, **values):
    """Make a template from the kind with the key `based_on`, with its sections. Raises ValidationError when there is no such kind."""
    kind = shipped().get(based_on)
    if kind is None:
        raise ValidationError({"based_on": _("There is no kind of document called “%(kind)s”.") % {"kind": based_on}})
    template = writes.create(ReportTemplate, by=by, programme=programme, slug=slug, based_on=based_on, **values)
    for position, section in enumerate(kind.sections):
        writes.create(
            TemplateSection,
            by=by,
            programme=programme,
            report_template=template,
            slug=free_slug(TemplateSection, f"{slug} {section.id}", programme=programme),
            title=section.title,
            level=Level.SECOND if section.under else Level.FIRST,
            position=position,
            is_numbered=section.numbered,
            guidance=section.guidance,
            parts=list(section.parts),
            place=Place.TEXT_LAST if section.lead == ALL else Place.AFTER_LEAD if section.lead else Place.TEXT_FIRST,
        )
    return template


def end_report_template(template, *, by, until_date, seen=None):
    """It is offered no longer; documents begun by it go on."""
    return writes.change(template, by=by, seen=seen, verb="ended", until_date=until_date)


def reopen_report_template(template, *, by):
    return writes.change(template, by=by, verb="reopened", until_date=None)


@transaction.atomic
def remove_report_template(template, *, by):
    """Take away a template that nothing has been made by. Raises ValidationError when something has: then it is ended instead."""
    if Report.objects.filter(programme=template.programme_id, kind=template.slug).exists():
        raise ValidationError(_("Documents have been made by the template. End it instead: then it is offered no longer."))
    for section in template.sections.all():
        writes.remove(section, by=by)
    writes.remove(template, by=by)


def as_kind(template) -> Kind:
    """The template as what composes a document. Its sections are read as they are now: what is frozen keeps what it said."""
    source, above, sections = shipped().get(template.based_on), "", []
    for row in template.sections.all():
        under = above if row.level == Level.SECOND else ""
        sections.append(
            KindSection(
                id=row.slug,
                title=row.title,
                under=under,
                numbered=row.is_numbered,
                guidance=row.guidance,
                parts=tuple(name for name in row.parts if name in PARTS),
                lead={Place.TEXT_FIRST: 0, Place.AFTER_LEAD: 1, Place.TEXT_LAST: ALL}[row.place],
            )
        )
        above = above if under else row.slug
    return Kind(
        key=template.slug,
        titles={"sv": template.title},
        descriptions={"sv": template.description},
        about=source.about if source else PROGRAMME,
        named=template.named,
        file=template.slug,
        sections=tuple(sections),
        cover=template.cover,
        retention=template.retention,
        group="own",
        rhythm=source.rhythm if source else "year",
        is_own=True,
    )


def made_from(template) -> str:
    """The title of the kind that a template was made from; its key, when no such kind comes with Färdplan any longer."""
    source = shipped().get(template.based_on)
    return source.title if source else template.based_on


def find(key, programme) -> Kind | None:
    """The programme's own kind with this key, also an ended one. Two queries."""
    row = ReportTemplate.objects.filter(programme=programme, slug=key).prefetch_related("sections").first()
    return as_kind(row) if row else None


def offered(programme, *, on=None) -> list[Kind]:
    """Those that are offered on a day, or all of them. Two queries."""
    rows = ReportTemplate.objects.filter(programme=programme).prefetch_related("sections")
    return [as_kind(row) for row in (rows if on is None else rows.holding_on(on))]
