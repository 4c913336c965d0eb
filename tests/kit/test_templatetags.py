"""Figures, days and words as they stand on a page."""

import datetime
from decimal import Decimal
from types import SimpleNamespace as Thing

import pytest
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from fardplan.kit import icons
from fardplan.kit.nothing import Absence
from fardplan.kit.templatetags import fardplan as tags

D = datetime.date
MISSING = '<span class="fp-na">uppgift saknas</span>'


def drawn(source, **context):
    return Template("{% load i18n fardplan %}" + source).render(Context(context))


def soft(text):
    """Hard spaces as ordinary ones, so that the tables below can be read."""
    return str(text).replace("\u00a0", " ")


@pytest.mark.parametrize(
    "shown, words",
    [
        (tags.kr(6300000), "6 300 000 kr"),
        (tags.kr(Decimal("6300000.00")), "6 300 000 kr"),
        (tags.kr(Decimal("12.5")), "12,50 kr"),
        (tags.kr(Decimal(-12)), "−12 kr"),
        (tags.kr(0), "0 kr"),
        (tags.kr(None), MISSING),
        (tags.kr(None, Absence.NOT_APPLICABLE), '<span class="fp-na">ej aktuellt</span>'),
        (tags.kr(None, "not_applicable"), '<span class="fp-na">ej aktuellt</span>'),
        (tags.kr(None, ""), MISSING),
        (tags.kr(6300000, ""), "6 300 000 kr"),
        (tags.tkr(6300000), "6 300 tkr"),
        (tags.tkr(Decimal("1406500")), "1 407 tkr"),
        (tags.tkr(Decimal("1406500"), 1), "1 406,5 tkr"),
        (tags.tkr(0), "0 tkr"),
        (tags.thousands(4261000), "4 261"),
        (tags.thousands(None, Absence.MISSING), MISSING),
        (tags.number(1714.5), "1 714,5"),
        (tags.number(Decimal("1.10")), "1,1"),
        (tags.number(Decimal(100)), "100"),
        (tags.number(2.345, 2), "2,35"),
        (tags.number(""), MISSING),
        (tags.number(Absence.NOT_APPLICABLE), '<span class="fp-na">ej aktuellt</span>'),
        (tags.percent(94.3), "94,3 %"),
        (tags.percent(94), "94,0 %"),
        (tags.percent(94.36, 0), "94 %"),
        (tags.share(470), "470 %"),
        (tags.share(Decimal("12.50")), "12,5 %"),
        (tags.signed(12), "+12"),
        (tags.signed(-12), "−12"),
        (tags.signed(0), "0"),
        (tags.signed(Decimal("0.04"), 1), "0,0"),
        (tags.signed(None), MISSING),
    ],
)
def test_figures(shown, words):
    assert soft(shown) == words


def test_figures_break_no_line():
    assert " " not in tags.kr(6300000)


def test_what_is_withheld_has_a_lock_beside_its_word():
    html = tags.absent(None, Absence.CONFIDENTIAL)
    assert "<svg" in html
    assert "döljs" in html


@pytest.mark.parametrize("value", [0, Decimal(0), "0", False, []])
def test_nought_is_not_missing(value):
    assert tags.absent(value) == value


DAY = D(2023, 10, 25)
AT = datetime.datetime(2024, 1, 8, 9, 42, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    "source, sv, en",
    [
        ("{{ day|datum }}", "25 oktober 2023", "25 October 2023"),
        ('{{ day|datum:"short" }}', "25 okt 2023", "25 Oct 2023"),
        ('{{ day|datum:"day" }}', "25 oktober", "25 October"),
        ("{{ day|iso }}", "2023-10-25", "2023-10-25"),
        ("{{ at|datum }}", "8 januari 2024", "8 January 2024"),
        ("{{ at|clock }}", "10.42", "10:42"),
        ("{{ at|moment }}", "8 januari 2024 kl. 10.42", "8 January 2024 at 10:42"),
        ("{{ at|iso }}", "2024-01-08", "2024-01-08"),
        ("{{ 1|days_late }}", "1 dag", "1 day"),
        ("{{ 1200|days_late }}", "1 200 dagar", "1 200 days"),
        ("{{ 0|days_late }}", "i dag", "today"),
        ("{{ names|listed }}", "Ekby, Lindnäs och Åbyfors", "Ekby, Lindnäs and Åbyfors"),
    ],
)
def test_days_and_lists_in_both_languages(source, sv, en):
    for language, words in (("sv", sv), ("en", en)):
        with translation.override(language):
            assert soft(drawn(source, day=DAY, at=AT, names=["Ekby", "Lindnäs", "Åbyfors"])) == words


@pytest.mark.parametrize("source", ["datum", "iso", "clock", "moment"])
def test_a_day_that_is_not_there(source):
    assert drawn("{{ none|" + source + " }}", none=None) == MISSING


@pytest.mark.parametrize(
    "first, until, words",
    [
        (D(2021, 7, 1), D(2023, 7, 1), "1 juli 2021 – 30 juni 2023"),
        (D(2021, 7, 1), None, "från och med 1 juli 2021"),
        (None, D(2023, 7, 1), "till och med 30 juni 2023"),
        (None, None, MISSING),
    ],
)
def test_periods_are_inclusive_on_screen(first, until, words):
    assert soft(drawn("{% period first until %}", first=first, until=until)) == words


@pytest.mark.parametrize(
    "text, html",
    [
        ("En rad", "<p>En rad</p>"),
        ("En\nTvå", "<p>En<br>Två</p>"),
        ("Ett\r\n\r\nTvå", "<p>Ett</p><p>Två</p>"),
        ("- a\n- b", '<ul class="fp-points"><li>a</li><li>b</li></ul>'),
        ("Två saker:\n- a\n  mer\n- b\n\nSlut", '<p>Två saker:</p><ul class="fp-points"><li>a mer</li><li>b</li></ul><p>Slut</p>'),
        ("<b>&", "<p>&lt;b&gt;&amp;</p>"),
        ("- <script>", '<ul class="fp-points"><li>&lt;script&gt;</li></ul>'),
        ("", MISSING),
    ],
)
def test_text_as_people_write_it(text, html):
    assert drawn("{{ text|paragraphs }}", text=text) == html


def test_names_in_a_list_are_escaped():
    assert "<b>" not in drawn("{{ names|listed }}", names=["<b>a", "b"])


def test_an_unknown_shape_is_loud():
    with pytest.raises(KeyError):
        drawn('{% icon "sparkle" %}')


@pytest.mark.parametrize("name", icons.SHAPES)
def test_shapes_are_hidden_from_screen_readers(name):
    assert 'aria-hidden="true"' in drawn("{% icon name %}", name=name)


@pytest.mark.parametrize(
    "marks, words", [("", "0 av 0"), ("y", "1 av 1"), ("yyyyyyyy", "8 av 8"), ("ypn.o", "2 av 5"), ("." * 14, "0 av 14")]
)
def test_answers_of_any_number(marks, words):
    keys = {"y": "yes", "p": "plus", "n": "no", "o": "noted", ".": "waiting"}
    answers = [Thing(name=f"Part {n}", words="svarar", mark=keys[mark]) for n, mark in enumerate(marks)]
    html = drawn("{% include 'kit/eight.html' with answers=answers only %}", answers=answers)
    assert html.count("<rect") == len(marks)
    assert f"<b>{words}</b>" in html
    assert ", ".join(f"Part {n} svarar" for n in range(len(marks))) in html


@pytest.mark.parametrize(
    "per_cent, css, width", [(0, "k-bar", "0.0"), (100, "k-bar", "72.6"), (130, "k-over", "94.4"), (9999, "k-over", "104.0")]
)
def test_a_bar_stays_inside_its_box(per_cent, css, width):
    assert f'<rect class="{css}" x="0" y="6" width="{width}"' in drawn("{% bar_svg n %}", n=per_cent)


@pytest.mark.parametrize(
    "pages, current, numbers",
    [
        (1, 1, [1]),
        (3, 2, [1, 2, 3]),
        (12, 1, [1, 2, None, 12]),
        (12, 3, [1, 2, 3, 4, None, 12]),
        (12, 4, [1, 2, 3, 4, 5, None, 12]),
        (12, 6, [1, None, 5, 6, 7, None, 12]),
        (12, 12, [1, None, 11, 12]),
    ],
)
def test_page_numbers(pages, current, numbers):
    assert tags.page_numbers(Paginator(range(pages), 1), current) == numbers


def test_a_block_tells_whether_it_is_empty():
    source = "{% capture a %}  {% if x %}{{ x }}{% endif %} {% endcapture %}[{% if a %}{{ a }}{% endif %}]"
    assert drawn(source, x="<i>") == "[&lt;i&gt;]"
    assert drawn(source, x="") == "[]"


def test_a_section_names_itself():
    html = drawn('{% section "Nästa steg" more="Alla" more_url="/x/" note="i år" %}inne{% endsection %}')
    assert html.startswith('<section class="fp-sec" aria-labelledby="nästa-steg"><header><h2 class="fp-h2" id="nästa-steg">Nästa steg</h2>')
    assert '<span class="fp-more"><a href="/x/">Alla</a></span>' in html
    assert html.endswith("</header>inne</section>")


def test_a_section_escapes_its_title():
    assert "<b>" not in drawn("{% section t %}x{% endsection %}", t="<b>")


def test_a_section_must_end():
    with pytest.raises(TemplateSyntaxError):
        drawn('{% section "x" %}')


def test_the_rest_of_the_address_is_kept():
    request = RequestFactory().get("/?a=1&a=2&sida=3&b=%22%3E")
    html = Template('{% load fardplan %}{% keep "sida" %}').render(RequestContext(request, {"request": request}))
    assert html == (
        '<input type="hidden" name="a" value="1"><input type="hidden" name="a" value="2"><input type="hidden" name="b" value="&quot;&gt;">'
    )
