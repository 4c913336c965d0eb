"""The guide's pages from their Markdown: HTML, headings, plain words to search. Pure: text in, text out.

Raw HTML in a page is shown as text, and an address that runs something is no link: the library sees to both.
"""

import re
from dataclasses import dataclass, field

from markdown_it import MarkdownIt

from fardplan.kit.text import fold

#: Words around what was found.
AROUND = 90
PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True)
class Section:
    """A stretch under one heading: its anchor, and its words as plain text. The first has the page's own heading and no anchor."""

    title: str
    anchor: str
    text: str


@dataclass(frozen=True)
class Page:
    slug: str
    title: str
    html: str
    sections: list[Section] = field(default_factory=list)

    @property
    def headings(self):
        return [section for section in self.sections if section.anchor]


def anchor_of(title, taken=()):
    """A heading as part of an address, as where the code is kept: "lägg-till-en-aktivitet"; numbered when it is taken."""
    plain = re.sub(r"[^\w -]", "", title.lower()).strip().replace(" ", "-") or "avsnitt"
    anchor, number = plain, 1
    while anchor in taken:
        anchor, number = f"{plain}-{number}", number + 1
    return anchor


def read_page(slug, markdown, *, link, picture) -> Page:
    """A page from its Markdown. `link(address)` and `picture(address)` give the address to put out for a relative one, or "" for none."""
    tokens = PARSER.parse(markdown)
    title, sections, words, anchors = slug, [], [], set()
    name, anchor = "", ""

    def close():
        text = " ".join(" ".join(words).split())
        if name or text:
            sections.append(Section(name or title, anchor, text))
        words.clear()

    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            inline = tokens[place + 1]
            said = _plain(inline)
            if token.tag == "h1":
                title = said
                continue
            close()
            name, anchor = said, anchor_of(said, anchors)
            anchors.add(anchor)
            token.attrSet("id", anchor)
        elif token.type == "inline":
            if tokens[place - 1].type != "heading_open":
                words.append(_plain(token))
            _addresses(token, link, picture)
        elif token.type in {"fence", "code_block"}:
            words.append(token.content)
        elif token.type == "table_open":
            token.attrSet("class", "fp-table")
        elif token.type == "th_open":
            token.attrSet("scope", "col")
    close()
    body = [token for place, token in enumerate(tokens) if not _is_first_heading(tokens, place)]
    html = PARSER.renderer.render(body, PARSER.options, {})
    html = _scrolled(html)
    return Page(slug, title, html, sections)


def _scrolled(html):
    """Tables and program text in regions of their own, which can be scrolled by keyboard where they are wider than the page."""
    number = 0

    def wrapped(found):
        nonlocal number
        number += 1
        return f'<div class="fp-scroll" role="region" tabindex="0" aria-label="Rullbar yta {number}">{found.group()}</div>'

    return re.sub(r"<table[^>]*>.*?</table>|<pre>.*?</pre>", wrapped, html, flags=re.DOTALL)


def _is_first_heading(tokens, place):
    return any(tokens[start].type == "heading_open" and tokens[start].tag == "h1" for start in range(max(place - 2, 0), place + 1))


def _plain(token):
    return "".join(
        child.content if child.type in {"text", "code_inline"} else " " if child.type == "softbreak" else ""
        for child in token.children or []
    )


def _addresses(token, link, picture):
    for child in token.children or []:
        if child.type == "link_open":
            address = str(child.attrGet("href") or "")
            if not re.match(r"[a-z]+:|#|/", address):
                child.attrSet("href", link(address) or "#")
        elif child.type == "image":
            child.attrSet("src", picture(str(child.attrGet("src") or "")))
            child.attrSet("loading", "lazy")
            child.attrSet("class", "fp-guidepic")


@dataclass(frozen=True)
class Found:
    page: Page
    section: Section
    excerpt: str

    @property
    def address(self):
        return f"{self.page.slug}/#{self.section.anchor}" if self.section.anchor else f"{self.page.slug}/"


def search(pages, asked) -> list[Found]:
    """Sections where every word asked for begins some word, the best first: in the page's heading, in the section's, then by how often."""
    wanted = re.findall(r"\w+", fold(asked))[:8]
    if not wanted:
        return []
    hits = []
    for page in pages:
        for section in page.sections:
            heading, text, title = (fold(words) for words in (section.title, section.text, page.title))
            counts = [_times(word, f"{title} {heading} {text}") for word in wanted]
            if all(counts):
                score = sum(20 * bool(_times(word, title)) + 10 * bool(_times(word, heading)) for word in wanted) + min(sum(counts), 9)
                hits.append((-score, page.title, len(hits), Found(page, section, _excerpt(section.text, wanted))))
    return [found for *_order, found in sorted(hits, key=lambda hit: hit[:3])]


def _times(word, text):
    return len(re.findall(rf"\b{re.escape(word)}", text))


def _excerpt(text, wanted):
    folded = fold(text)
    places = [found.start() for word in wanted if (found := re.search(rf"\b{re.escape(word)}", folded))]
    middle = min(places, default=0)
    start, end = max(middle - AROUND, 0), middle + AROUND
    return f"{'… ' if start else ''}{text[start:end].strip()}{' …' if end < len(text) else ''}"
