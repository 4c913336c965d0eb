"""HTML that somebody has pasted, from Word or a page, as the text of `kit.prose`. Only words and their shape come through."""

import re
from html.parser import HTMLParser

#: Begins as HTML does: a text that people have written does not.
_LOOKS_LIKE_HTML = re.compile(r"\s*(?:<!--StartFragment|<!doctype html|<(?:html|body|meta|p|div|table|ul|ol|h[1-6]|span)\b)", re.IGNORECASE)
#: A point as Word writes it: the mark stands in the text, the list only in the style.
_WORD_MARK = re.compile(r"^(?:[·•▪o§\-–]|\uf0b7)\s+|^(\d{1,2}|[a-z])[.)]\s+")
_SILENT = {"style", "script", "head", "title", "xml", "o:p", "noscript", "template"}
_ENDS_A_BLOCK = {"p", "div", "section", "article", "blockquote", "pre", "tr", "table", "ul", "ol", "li", *(f"h{n}" for n in range(1, 7))}


def looks_like_html(text: str) -> bool:
    return bool(_LOOKS_LIKE_HTML.match(text)) and "</" in text


def prose_of(html: str) -> str:
    """The words of `html` with its headings, lists, tables and emphasis, as plain text."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return "\n".join(reader.out).strip()


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.out, self.words, self.silent, self.lists, self.row, self.rows, self.mark = [], [], 0, [], None, None, ""
        self.last = ""

    def handle_starttag(self, tag, attrs):
        if tag in _SILENT:
            self.silent += 1
        elif tag == "br":
            self.words.append("\n" if self.row is None else " ")
        elif tag in ("b", "strong", "i", "em"):
            self.words.append("\x01" if tag in ("b", "strong") else "\x02")
        elif tag == "table":
            self.end_block()
            self.rows = []
        elif tag == "tr" and self.rows is not None:
            self.row = []
        elif tag in ("td", "th") and self.row is not None:
            self.words = []
        elif self.row is None and tag in _ENDS_A_BLOCK:
            self.end_block()
            if tag in ("ul", "ol"):
                self.lists.append([tag, 0])
            elif tag == "li" and self.lists:
                self.lists[-1][1] += 1
                self.mark = f"{self.lists[-1][1]}. " if self.lists[-1][0] == "ol" else "- "
            elif re.fullmatch("h[1-6]", tag):
                self.mark = "#" * min(int(tag[1]), 3) + " "
            elif tag == "p" and (shape := dict(attrs).get("class") or "").startswith("MsoListParagraph"):
                self.mark = f"word:{shape}"
        elif tag == "p":
            self.words.append(" ")

    def handle_endtag(self, tag):
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in ("b", "strong", "i", "em"):
            self.words.append("\x01" if tag in ("b", "strong") else "\x02")
        elif tag in ("td", "th") and self.row is not None:
            self.row.append(self._said().replace("\n", " ").replace("|", "\\|"))
        elif tag == "tr" and self.row is not None:
            self.rows.append(self.row)
            self.row = None
        elif tag == "table" and self.rows is not None:
            self._end_table()
        elif self.row is None and tag in _ENDS_A_BLOCK:
            self.end_block()
            if tag in ("ul", "ol") and self.lists:
                self.lists.pop()

    def handle_data(self, data):
        if not self.silent:
            self.words.append(re.sub(r"\s+", " ", data))

    def end_block(self):
        said, mark, self.mark = self._said(), self.mark, ""
        if not said:
            self.mark = mark if mark in ("- ",) or mark[:1].isdigit() else ""
            return
        if mark.startswith("word:"):
            found = _WORD_MARK.match(said)
            said = said[found.end() :] if found else said
            mark = "1. " if found and found[1] else "- "
        kind = "list" if mark[:1] == "-" or mark[:1].isdigit() else "block"
        if self.out and not (kind == "list" and self.last == "list"):
            self.out.append("")
        self.out.append(mark + (said.replace("\n", " ") if mark else said))
        self.last = kind

    def _end_table(self):
        rows = [row for row in self.rows if any(row)]
        self.rows = self.row = None
        if not rows:
            return
        if self.out:
            self.out.append("")
        lines = [f"| {' | '.join(row)} |" for row in rows]
        lines.insert(1, "|" + "---|" * len(rows[0]))
        self.out += lines
        self.last = "table"

    def _said(self):
        words, self.words = "".join(self.words), []
        for mark, written in (("\x01", "**"), ("\x02", "*")):
            words = re.sub(
                f"{mark}(\\s*)([^{mark}]*?)(\\s*){mark}",
                lambda m, w=written: m[1] + (f"{w}{m[2]}{w}" if m[2].strip() else m[2]) + m[3],
                words,
            )
            words = words.replace(mark, "")
        return re.sub(r"[ \t\xa0]*\n[ \t\xa0]*", "\n", re.sub(r"[ \t\xa0]+", " ", words)).strip()
