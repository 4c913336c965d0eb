"""The compiled answers as a document: the line of parties, then the text with what each party says beside it."""

from django.utils.translation import gettext as _

from fardplan.consultations.queries import ConsultationPage
from fardplan.documents import blocks
from fardplan.kit import prose
from fardplan.kit.periods import day_in_words


def document_of(page: ConsultationPage, *, programme, as_of) -> dict:
    """A document (schema of `fardplan.documents`) of what has been sent: no draft is in it."""
    row, line = page.consultation, page.line
    version = row.document_version
    return {
        "schema": 1,
        "kind": "consultation",
        "programme": programme.slug,
        "programme_name": programme.name,
        "period": str((row.sent_date or as_of).year),
        "title": row.title,
        "subtitle": str(_("Letter of intent, party by party") if row.is_letter else _("Compiled answers")),
        "language": "sv",
        "parties": [square.name for square in line.squares],
        "as_of": as_of.isoformat(),
        "version": version.number if version else "",
        "state_words": str(row.get_state_display()),
        "cover": False,
        "sections": [
            _summary(page),
            *(_section(row, found) for found in page.sections),
        ],
    }


def _summary(page):
    row, line = page.consultation, page.line
    parts = []
    if row.last_day:
        parts.append(blocks.text(_("Last day for answers: %(day)s.") % {"day": day_in_words(row.last_day)}))
    if line.squares:
        told = [f"{line.count}."] if line.is_unknown else [f"{line.count}. {line.answered}."]
        parts.append(blocks.text(blocks.run(" ".join(told), strong=True)))
    if line.missing:
        parts.append(blocks.text(_("Not answered: %(parties)s.") % {"parties": ", ".join(line.missing)}))
    if row.is_invented:
        parts.append(blocks.note(_("The consultation is invented, to show how it looks."), tag=_("Invented example")))
    if row.conclusion:
        parts += prose.document_blocks(row.conclusion, name="slutsats")
    columns = [
        blocks.column("party", _("Party")),
        blocks.column("answer", _("Answer")),
        blocks.column("day", _("Decided"), "date"),
        blocks.column("body", _("Deciding body")),
        blocks.column("reference", _("Reference number")),
        blocks.column("words", _("In its own words")),
    ]
    if line.squares:
        parts.append(blocks.table("parterna", _("What each party answers"), columns, [_row(square) for square in line.squares]))
    return blocks.section("svaren", _("What the parties answer"), parts, numbered=False)


def _row(square):
    answer = square.answer
    if answer is None:
        return {name: blocks.nothing("not_applicable") for name in ("day", "body", "reference", "words")} | {
            "party": square.name,
            "answer": square.words,
        }
    late = f" ({_('late')})" if answer.is_late else ""
    return {
        "party": square.name,
        "answer": square.words + late,
        "day": answer.decided_date.isoformat() if answer.decided_date else None,
        "body": answer.decided_by or None,
        "reference": answer.reference_number or None,
        "words": answer.words or blocks.nothing("not_applicable"),
    }


def _section(row, found):
    section = found.section
    parts = prose.document_blocks(section.text, name=f"del-{section.pk}")
    for said in found.said:
        head = f"{said.party}: {said.words}" if said.words else said.party
        parts.append(blocks.quote(said.text or said.words, by=head))
    return blocks.section(f"del-{section.pk}", str(section), parts, level=section.level, numbered=False)
