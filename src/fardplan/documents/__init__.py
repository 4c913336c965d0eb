r"""Documents: a report described once, as blocks, and drawn as HTML, Word, PDF, slides and a workbook from that alone.

A pure library: no Django, nothing from the rest of fardplan, no clock, no network. This text is the description of the format.

The document (schema 1), plain JSON
-----------------------------------
    {"schema": 1, "programme": "<slug>", "period": "2023", "sections": [...]}

Optional beside these: `kind` ("annual_report", …), `title`, `subtitle`, `programme_name`, `language` ("sv"), `parties` (names, in the
order to print), `goals` (a list; the cover's way gets one stop for each), `as_of` ("2023-12-31", the day the figures hold for),
`version` ("1.0"), `state_words` ("Fastställd 31 januari 2024", "Utkast"), `contact`, `cover` (false: papers of a page or two, which
begin under a head of their own without cover and contents; HTML has neither). Unknown keys are kept in the canonical text and
not drawn. Without `title` the document is called after its kind and period.

A section is {"id", "title", "blocks", "level"?, "numbered"?}. `id` is unique and becomes the HTML anchor. `level` is 1 (default) to 6;
a level may not be skipped, so a section that tries is drawn one step below the one before. `numbered` is true by default.

Blocks
------
    {"kind": "heading", "text", "level"?}            below its section; level 1 (default) is the first step down
    {"kind": "text", "runs": [run, …]}               a paragraph
    {"kind": "list", "ordered": bool, "items": [[run, …], …]}
    {"kind": "quote", "runs": [run, …], "by"?}
    {"kind": "note", "text", "tag"?}                 a small remark: tag "Påhittat exempel", "Återgivet ur …"
    {"kind": "table", "id", "caption", "columns", "rows", "total", "note"?}
    {"kind": "figure", "id", "caption", "alt", "chart"}    refused without alt

A run is {"text", "strong"?, "em"?, "ref"?}; `ref` names the register's value the text was filled from. "\n" is a line break.

Table: `columns` is a list of {"key", "title", "type"?, "unit"?, "signed"?, "decimals"?, "difference"?} and decides what is shown; type is text
(default), number, percent, money or date. The unit is written in the head ("Budget, kr"; money without unit is kr), the per cent sign
in the cells (94.3 is 94,3 %). `signed` writes a plus before positive numbers; `difference` names
two columns whose sums give this one's, first less second, where `total` does not. Numbers are rounded half away from zero to `decimals`,
else to at most three (number), one (percent), none or two (money). Dates are ISO; anything else stays as worded.
`rows` is a list of objects, which may carry other keys. A value is text, an int, a float, a decimal string ("94.3") in a number
column, null, or {"nothing": "missing" | "not_applicable" | "confidential"}. No cell is drawn empty: null or no key is "uppgift
saknas", the three nothings are "uppgift saknas", "ej aktuellt" and "döljs", 0 is 0, and "" in a text column is an en dash.
A row with `part_of` (the id of an earlier row of the table) is a "varav" row: indented, in second ink, never added; the word varav is
written before its first cell unless it is there. `total` is an object like a row, or null; its first cell is "Summa" unless given,
and a column it does not mention gets an en dash. Sums are stated by the caller, never computed here. No rows: "Inga rader.".

Figure: `chart` is data, drawn here: {"type": "budget_bars", "rows": [{"label", "budget", "outturn"}], "unit"?} or
{"type": "columns", "rows": [{"label", "value"}], "unit"?}. A value may be null or a nothing, as in tables.

Tables and figures are numbered through the document ("Tabell 3. …", "Figur 1. …").

Text
----
All text is cleaned (`text.clean`): control characters, bidi overrides, surrogates and non-characters go, NFC stays. Nothing in a
document is read as markup by any writer. Characters that no font of the PDF can draw become a white square there.

A new kind of block: shape here, check in `blocks`, dataclass in `paper`, one case in each of `html`, `docx`, `slides` and `pdf` + template.typ.
"""

from .blocks import validate
from .canonical import canonical_text, sha256
from .docx import render_docx
from .errors import MESSAGES, DocumentError
from .html import Entry, contents, render_html
from .pdf import render_pdf
from .pptx import render_pptx
from .standalone import standalone_html
from .xlsx import render_xlsx

#: The files a document is drawn as: suffix -> (how, its media type).
FILES = {
    "docx": (render_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (render_pdf, "application/pdf"),
    "pptx": (render_pptx, "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "xlsx": (render_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}

__all__ = [
    "FILES",
    "MESSAGES",
    "DocumentError",
    "Entry",
    "canonical_text",
    "contents",
    "render_docx",
    "render_html",
    "render_pdf",
    "render_pptx",
    "render_xlsx",
    "sha256",
    "standalone_html",
    "validate",
]
