"""Workbooks: a unit's answers out and in again, and the points of a round out. Headings are Swedish in every language: they are the format."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from fardplan.selfassessment import queries
from fardplan.tables.cells import text_of
from fardplan.tables.columns import Block
from fardplan.tables.delimited import fold_header
from fardplan.tables.reader import sheets_in
from fardplan.tables.refusal import Refused

NOT_APPLICABLE = "Gäller inte oss"
KEY, ANSWER, COMMENT, EVIDENCE = "Nyckel", "Svar", "Kommentar", "Vad som visar det"
COLUMNS = ((KEY, 22), ("Delmål", 22), ("Påstående", 60), (ANSWER, 26), (COMMENT, 40), (EVIDENCE, 40))
#: What is kept of a cell: as much as the fields of the form hold.
LONGEST = {COMMENT: 10_000, EVIDENCE: 500}


class Unreadable(ValueError):
    """What is wrong with a file, a sentence for each cell. Nothing of it is stored."""

    def __init__(self, said):
        super().__init__(" ".join(said))
        self.said = said


def _book():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    return out, book, book.add_format({"bold": True, "bottom": 1, "text_wrap": True}), book.add_format({"text_wrap": True, "valign": "top"})


def answers_book(steps) -> bytes:
    """A unit's answers, a row for each statement of `steps` (`sheets.Step`), with the words of the scale to choose from."""
    out, book, bold, wrap = _book()
    sheet = book.add_worksheet("Svar")
    sheet.freeze_panes(1, 0)
    for at, (heading, width) in enumerate(COLUMNS):
        sheet.write_string(0, at, heading, bold)
        sheet.set_column(at, at, width)
    number = 0
    for step in steps:
        for statement, answer, words in step.lines:
            number += 1
            said = NOT_APPLICABLE if answer and answer.not_applicable else words
            cells = (
                statement.slug,
                step.goal.label,
                statement.text,
                said,
                answer.comment if answer else "",
                answer.evidence if answer else "",
            )
            for at, cell in enumerate(cells):
                sheet.write_string(number, at, cell, wrap)
    if steps and number:
        choices = [*(one.label for one in steps[0].assessment.round.instrument.steps), NOT_APPLICABLE]
        if len(",".join(choices)) <= 255:  # more than Excel takes
            sheet.data_validation(1, 3, number, 3, {"validate": "list", "source": choices})
    book.close()
    return out.getvalue()


def answers_in(path, steps) -> list[dict]:
    """The answers of a file as `answering.save_answers` takes them. Rows that the file lacks say nothing; an empty answer is none.

    Raises Unreadable with all that is wrong: the file, a heading, a key, an answer that is no step of the scale.
    """
    rows = _rows(path)
    headings = {fold_header(text_of(cell)): at for at, cell in enumerate(rows[0][1])} if rows else {}
    missing = [heading for heading in (KEY, ANSWER) if fold_header(heading) not in headings]
    if missing:
        raise Unreadable([_("The column “%(column)s” is missing. Begin with the file that is downloaded here.") % {"column": missing[0]}])
    scale = {fold_header(one.label): one.value for one in steps[0].assessment.round.instrument.steps} if steps else {}
    scale |= {str(value): value for value in scale.values()}
    statements = {statement.slug: statement for step in steps for statement in step.statements}
    found, wrong = {}, []
    for number, cells in rows[1:]:
        given = {heading: _text(cells, headings.get(fold_header(heading))) for heading in (KEY, ANSWER, COMMENT, EVIDENCE)}
        if not any(given.values()):
            continue
        said, statement = fold_header(given[ANSWER]), statements.get(given[KEY])
        if statement is None:
            wrong.append(_("Row %(row)s: there is no statement with the key “%(key)s”.") % {"row": number, "key": given[KEY][:60]})
        elif statement.slug in found:
            wrong.append(_("Row %(row)s: the statement is there twice.") % {"row": number})
        elif said and said not in scale and said != fold_header(NOT_APPLICABLE):
            words = {"row": number, "answer": given[ANSWER][:60]}
            wrong.append(_("Row %(row)s: “%(answer)s” is no step of the scale.") % words)
        elif any(len(given[heading]) > longest for heading, longest in LONGEST.items()):
            wrong.append(_("Row %(row)s: the text is too long.") % {"row": number})
        else:
            found[statement.slug] = {
                "statement": statement,
                "value": scale.get(said),
                "not_applicable": said == fold_header(NOT_APPLICABLE),
                "comment": given[COMMENT],
                "evidence": given[EVIDENCE],
            }
    if not wrong and not found:
        wrong.append(_("The file has headings but no rows."))
    if wrong:
        raise Unreadable(wrong)
    return list(found.values())


def _text(cells, at):
    return text_of(cells[at]).strip() if at is not None and at < len(cells) else ""


def _rows(path):
    """[row number, cells] of the first sheet with rows. Raises Unreadable."""
    stream, rows = sheets_in(path, {fold_header(heading) for heading, _width in COLUMNS}), []
    try:
        next(stream)  # what the file is
        for sheet in stream:
            for batch in sheet.batches:
                rows += batch.rows() if isinstance(batch, Block) else batch
            if rows:
                break
    except Refused as error:
        raise Unreadable([_("The file could not be read as an Excel or CSV file.")]) from error
    finally:
        stream.close()
    return rows


def points_book(page) -> bytes:
    """The points of a round as its reader sees them (`pages.RoundPage`): a row for each goal and party, and why there is no figure."""
    words = {queries.SHOWN: "", queries.NONE: "inga svar", queries.FEW: "för få", queries.KEPT: "visas inte"}
    out, book, bold, wrap = _book()
    sheet = book.add_worksheet("Poäng")
    sheet.freeze_panes(1, 0)
    for at, (heading, width) in enumerate(
        (("Delmål", 30), ("Part", 26), ("Poäng", 10), ("Ändring", 10), ("Enheter", 10), ("Lägst", 10), ("Högst", 10), ("Varför tomt", 16))
    ):
        sheet.write_string(0, at, heading, bold)
        sheet.set_column(at, at, width)
    number = 0
    for line in page.lines:
        readable = [each.party.name for each in page.parties if each.is_readable]
        for name, cell in (("Alla som visas", line.points), *zip(readable, line.cells, strict=True)):
            number += 1
            sheet.write_string(number, 0, line.goal.title, wrap)
            sheet.write_string(number, 1, name, wrap)
            for at, value in enumerate((cell.points, cell.change, cell.units if cell.is_shown else None, cell.low, cell.high), 2):
                if value is not None:
                    sheet.write_number(number, at, float(value))
            sheet.write_string(number, 7, words[cell.state])
    book.close()
    return out.getvalue()
