"""The letter that goes out with a text for consultation, and the form that a party answers on."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fardplan.consultations.rules import Stance
from fardplan.documents import blocks
from fardplan.kit.periods import day_in_words
from fardplan.reports.annual.draft import listed, prose

from .registry import part

ABOUT = {"consultation"}
BOX, LINE = "☐", "_" * 30


def _sections(draft):
    return list(draft.subject.sections.all())


@part("consultation.letter", gettext_lazy("The covering letter"), ABOUT)
def letter(draft):
    row = draft.subject
    parties = [party.name for party in row.parties.in_order()]
    told = [
        (_("To"), listed(parties) or row.sent_to),
        (_("Sent"), day_in_words(row.sent_date) if row.sent_date else ""),
        (_("Last day for answers"), day_in_words(row.last_day) if row.last_day else ""),
        (_("Matter"), row.matter.title),
        (_("Reference number"), row.matter.reference_number),
        (_("Version"), str(row.document_version) if row.document_version_id else ""),
    ]
    draft.mark([row])
    draft.note(_("Consultation: %(title)s") % {"title": row.title}, str(row.get_state_display()), draft.address("consultation", row.slug))
    found = [blocks.bullets(*([blocks.run(f"{term}: ", strong=True), words] for term, words in told if words))]
    if not row.last_day:
        found.append(blocks.text(_("No last day for answers has been set.")))
    return found + (prose(row.covering_text, f"foljebrev-{row.slug}") or [blocks.text(_("No covering text has been written."))])


@part("consultation.how", gettext_lazy("How a party answers"), ABOUT)
def how(draft):
    row = draft.subject
    stances = [str(row.words_of(stance)) for stance in Stance]
    points = [
        _("Answer with one of: %(stances)s.") % {"stances": "; ".join(stances)},
        _("Say which body has decided, on which day, and the reference number."),
        _("What concerns one section is written beside that section."),
        _("Answers are sent in the register, or on the form, to %(contact)s.")
        % {"contact": draft.programme.contact or draft.programme.name},
    ]
    return [blocks.bullets(*points)]


@part("consultation.contents", gettext_lazy("What the text that is sent holds"), ABOUT)
def contents(draft):
    rows = _sections(draft)
    if not rows:
        return [blocks.text(_("The text that is sent has no sections in the register."))]
    words = ngettext("The text has %(count)s section:", "The text has %(count)s sections:", len(rows)) % {"count": len(rows)}
    return [blocks.text(words), blocks.bullets(*(str(row) for row in rows))]


@part("consultation.text", gettext_lazy("The text that is sent, section by section"), ABOUT)
def text(draft):
    found = []
    for row in _sections(draft):
        found += [blocks.heading(str(row), row.level), *prose(row.text, f"del-{row.slug}")]
    return found or [blocks.text(_("The text that is sent is not in the register."))]


@part("consultation.form", gettext_lazy("The form a party answers on"), ABOUT)
def form(draft):
    """Lines and boxes to fill in, on paper or in Word: the same questions as on the page."""
    row = draft.subject
    stances = [f"{BOX} {row.words_of(stance)}" for stance in Stance]
    columns = [blocks.column("what", _("To fill in")), blocks.column("answer", _("Answer"))]
    asked = [_("Party"), _("Deciding body"), _("Day of the decision"), _("Reference number"), _("Who can be asked")]
    told = [{"id": f"line-{place}", "what": words, "answer": LINE} for place, words in enumerate(asked, 1)]
    found = [
        blocks.table("form_who", _("Who answers"), columns, told),
        blocks.heading(_("The answer as a whole")),
        blocks.bullets(*stances),
        blocks.table(
            "form_words",
            _("In its own words"),
            [blocks.column("words", _("In your own words"))],
            [{"id": f"words-{place}", "words": LINE * 2} for place in range(1, 5)],
        ),
    ]
    sections = _sections(draft)
    if sections:
        columns = [
            blocks.column("section", _("Section")),
            blocks.column("stance", _("Answer")),
            blocks.column("remark", _("Remark")),
        ]
        told = [{"id": f"form-{each.slug}", "section": str(each), "stance": "  ".join(stances), "remark": LINE} for each in sections]
        found += [blocks.heading(_("Section by section")), blocks.table("form_sections", _("Remarks on sections"), columns, told)]
    return found
