import re
from html.parser import HTMLParser

from fardplan.documents import blocks as b
from fardplan.documents import contents, render_html, standalone_html

VOID = {"br", "wbr", "meta", "link", "img"}


class Tags(HTMLParser):
    """Checks that tags nest, and keeps ids and tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open, self.ids, self.tags = [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.ids += [value for name, value in attributes if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_tags_nest_and_ids_are_unique(html):
    tags = Tags(html)
    assert len(set(tags.ids)) == len(tags.ids)
    assert not any("style" in attributes for _, attributes in tags.tags)
    assert not any(tag in ("h1", "script", "style") for tag, _ in tags.tags)


def test_headings_are_numbered_and_reached_from_the_contents(report, html):
    assert '<h2 id="sammanfattning">Sammanfattning</h2>' in html
    assert '<h3 id="ekonomi">4.3 Budget och utfall</h3>' in html
    assert [entry.depth for entry in contents(report)][:5] == [1, 1, 1, 1, 2]
    assert all(f'id="{entry.anchor}"' in html for entry in contents(report))


def test_a_table(html):
    assert '<div class="fp-scroll" role="region" aria-label="Tabell 4, rullbar yta" tabindex="0">' in html
    assert "<caption>Tabell 4. Budget och utfall 2023</caption>" in html
    assert '<th scope="col" class="n">Avvikelse, kr</th>' in html
    assert '<tr class=fp-of><th scope="row">varav särskild utbildning</th><td class="n">600\u00a0000</td>' in html
    assert '<tfoot><tr><th scope="row">Summa</th><td class="n">6\u00a0300\u00a0000</td>' in html
    assert '<span class="fp-na">uppgift saknas</span>' in html


def test_runs_quotes_notes_and_figures(html):
    assert '<span class="fp-ref">5 938 000 kr</span>' in html
    assert "<strong>Två vakanser</strong>" in html
    assert '<blockquote class="fp-quote">' in html
    assert '<span class="fp-tag">Påhittat exempel</span>' in html
    assert 'role="img" aria-label="Utfall mot budget 2023.' in html
    assert 'class="k-over"' in html
    assert "<ol><li>jag har en vård" in html


def test_hostile_text_is_text():
    hostile = '{{7*7}} <script>alert("x")</script> &amp; \x00'
    table = b.table("t", hostile, [b.column("a", hostile)], [{"a": hostile}])
    figure = b.figure("f", hostile, hostile, {"type": "columns", "unit": hostile, "rows": [{"label": hostile, "value": hostile}]})
    blocks = [b.text(hostile), b.heading(hostile), b.note(hostile, hostile), b.quote(hostile, hostile), b.bullets(hostile), table, figure]
    document = {"schema": 1, "programme": hostile, "period": "1", "sections": [b.section(hostile, hostile, blocks)]}
    page = standalone_html(document, css="</style><script>")
    assert not any(tag == "script" for tag, _ in Tags(page).tags)
    assert page.count("{{7*7}} &lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp;amp;") >= 8


def test_an_empty_table_and_an_empty_section():
    table = b.table("t", "", [b.column("a", "A"), b.column("b", "B")], [])
    document = {"schema": 1, "programme": "p", "period": "1", "sections": [b.section("a", "A", [table]), b.section("b", "")]}
    assert '<tr><td colspan="2">Inga rader.</td></tr>' in render_html(document)


def test_standalone(report):
    page = standalone_html(report)
    assert page.startswith('<!doctype html>\n<html lang="sv"')
    assert page.count("<h1>") == 1
    assert "<title>Årsrapport 2023 – Program God och nära vård i Solbacka</title>" in page
    assert not re.search(r'(src|href)="(?!#)', page)
    Tags(page)
