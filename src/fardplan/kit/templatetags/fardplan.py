"""Filters and tags every template may use. They format by hand: Django's localisation is slow and puts separators inside ids."""

import datetime
from decimal import Decimal

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language, gettext, ngettext

from fardplan.kit import beside as beside_
from fardplan.kit import glossary, icons, prose
from fardplan.kit.nothing import Absence
from fardplan.kit.numbers import HARD_SPACE, format_number
from fardplan.kit.periods import Period

register = template.Library()

MONTHS = {
    "sv": "januari februari mars april maj juni juli augusti september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}
SHORT_MONTHS = {
    "sv": "jan feb mars apr maj juni juli aug sep okt nov dec".split(),
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
}


def language():
    return "en" if (get_language() or "sv").startswith("en") else "sv"


# Missing is not zero ────────────────────────────────────────────────────────────────────────────────────────────────


def is_absent(value):
    return value is None or value == "" or isinstance(value, Absence)


class Untold(SafeString):
    """Words for a value that is not there, when nobody has said why so far: `absent` after it may still say."""


@register.filter
def absent(value, why=None):
    """Words for what is not there. Anything else passes through, so `{{ row.value|absent:row.absence }}` never makes an empty cell; also after
    a filter that has found nothing: `{{ row.value|number:2|absent:row.why }}`."""
    if isinstance(value, Untold):
        value = value if not why else None
    if not is_absent(value):
        return value
    kind = value if isinstance(value, Absence) else Absence(why or Absence.MISSING)
    if kind is Absence.CONFIDENTIAL:
        return format_html('<span class="fp-na">{} {}</span>', icons.icon("lock"), kind.label)
    return format_html('<span class="fp-na">{}</span>', kind.label)


# Figures. The argument is a number of decimals, or the absence to tell when there is no value: `{{ line.amount|kr:line.absence }}`. ──


def figure(value, decimals=None):
    """`1714.50` as "1 714,5": as many decimals as it has when none are asked for."""
    if decimals is None:
        exact = Decimal(str(value)).normalize()
        decimals = max(-exact.as_tuple().exponent, 0)
    return format_number(value, int(decimals))


def shown(value, asked, decimals, ending="", factor=1):
    """The figure with its unit, or the words for its absence."""
    told = isinstance(asked, str) or isinstance(asked, Absence)
    if is_absent(value):
        return absent(value, asked) if told or isinstance(value, Absence) else Untold(absent(value))
    if factor != 1:
        value = Decimal(str(value)) / factor
    return figure(value, decimals if told or asked is None else asked) + ending


@register.filter
def number(value, asked=None):
    return shown(value, asked, None)


@register.filter
def signed(value, asked=None):
    """With its sign, for differences: "+12", "−3", "0"."""
    text = shown(value, asked, None)
    return f"+{text}" if not is_absent(value) and value > 0 and text.strip("0,") else text


@register.filter
def kr(value, asked=None):
    """Kronor; öre only when there are any."""
    whole = is_absent(value) or value == int(value)
    return shown(value, asked, 0 if whole else 2, f"{HARD_SPACE}kr")


@register.filter
def tkr(value, asked=None):
    """Kronor as thousands: 6 300 000 is "6 300 tkr"."""
    return shown(value, asked, 0, f"{HARD_SPACE}tkr", 1000)


@register.filter
def thousands(value, asked=None):
    """Kronor as thousands without the unit, for columns whose head says tkr."""
    return shown(value, asked, 0, "", 1000)


@register.filter
def percent(value, asked=None):
    """A number of per cent, one decimal unless told: "94,3 %"."""
    return shown(value, asked, 1, f"{HARD_SPACE}%")


@register.filter
def share(value, asked=None):
    """Per cent of full time, no needless decimals: "470 %", "12,5 %"."""
    return shown(value, asked, None, f"{HARD_SPACE}%")


# Days ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def day_of(value):
    if isinstance(value, datetime.datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


@register.filter
def datum(value, form="long"):
    """ "25 oktober 2023"; `short` gives "25 okt 2023", `day` gives "25 oktober"."""
    if is_absent(value):
        return absent(value)
    day = day_of(value)
    months = (SHORT_MONTHS if form == "short" else MONTHS)[language()]
    text = f"{day.day}{HARD_SPACE}{months[day.month - 1]}"
    return text if form == "day" else f"{text}{HARD_SPACE}{day.year}"


@register.filter
def iso(value):
    return absent(value) if is_absent(value) else day_of(value).isoformat()


@register.filter
def clock(value):
    """The time of day: "10.42"."""
    if is_absent(value):
        return absent(value)
    local = timezone.localtime(value) if isinstance(value, datetime.datetime) and timezone.is_aware(value) else value
    return f"{local.hour}{':' if language() == 'en' else '.'}{local.minute:02}"


@register.filter
def moment(value):
    """ "8 januari 2024 kl. 10.42"."""
    if is_absent(value):
        return absent(value)
    return gettext("%(day)s at %(time)s") % {"day": datum(value), "time": clock(value)}


@register.simple_tag
def term(word):
    """A button with a question mark that explains a word: by touch, by mouse and by keyboard, without scripts. GLOSSARY.md says it.

    Stands beside the heading or label, never inside it: what a heading is called is its own words.
    """
    said = glossary.terms().get(word.lower())
    if said is None:  # the file was not copied with the code; that every word asked for stands in it is tested
        return ""
    return format_html(
        '<span class="fp-term"><button type="button" class="fp-term__ask" popovertarget="ord-{0}" aria-label="{1}">?</button>'
        '<span class="fp-term__say" id="ord-{0}" popover lang="{4}"><b lang="sv">{2}</b> {3}</span></span>',
        slugify(word),
        gettext("What does “%(word)s” mean?") % {"word": word},
        word[:1].upper() + word[1:],
        said[language()],
        language(),
    )


@register.simple_tag(takes_context=True)
def history_link(context, row):
    """A quiet link from a row's own page to its history, where it can also be followed. Nothing outside a programme."""
    programme = context.get("programme")
    if programme is None or getattr(row, "pk", None) is None or row._meta.label not in beside_.WITH_HISTORY:
        return ""
    url = reverse("row_history", args=[programme.slug, row._meta.label, row.pk])
    return format_html(
        '<a class="fp-a fp-small fp-history" href="{}">{}<span class="ds-sr-only"> {}</span></a>', url, gettext("History and follow"), row
    )


@register.simple_tag
def period(from_date, until_date):
    """A half-open period in words, inclusive on screen: "1 juli 2021 – 30 juni 2023", "från och med 1 juli 2021". Without days it is missing."""
    if not from_date and not until_date:
        return absent(None)
    return Period(from_date, until_date).for_screen


# Words ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


@register.filter
def listed(items):
    """ "Ekby, Lindnäs och Åbyfors"."""
    words = [conditional_escape(item) for item in items]
    if len(words) < 2:
        return SafeString("".join(words))
    return mark_safe(f"{', '.join(words[:-1])} {gettext('and')} {words[-1]}")  # noqa: S308 each word is escaped


@register.filter
def paragraphs(text):
    """A long text as people write it: see kit.prose. Escapes everything."""
    if is_absent(text):
        return absent(text)
    return prose.html(str(text))


@register.filter
def words(text):
    return text.split()


@register.filter
def anchor(text):
    """An id made from a heading."""
    return slugify(str(text), allow_unicode=True) or "del"


@register.filter
def page_numbers(paginator, current):
    """The first, the last and those round the current one; None where numbers are left out."""
    last = paginator.num_pages
    near = sorted({n for n in (1, current - 1, current, current + 1, last) if 1 <= n <= last})
    out = []
    for n in near:
        if out and n - out[-1] == 2:
            out.append(n - 1)
        elif out and n - out[-1] > 2:
            out.append(None)
        out.append(n)
    return out


@register.filter
def days_late(days):
    return gettext("today") if days == 0 else ngettext("%(n)s day", "%(n)s days", days) % {"n": figure(days)}


# Shapes ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@register.filter
def may(authority, permission):
    """Whether the reader may: `{% if authority|may:"edit_plan" %}`. Views ask for themselves."""
    return authority.may(permission)


@register.simple_tag
def icon(name, extra=""):
    return icons.icon(name, extra)


@register.simple_tag(takes_context=True)
def beside(context, row):
    """What rooms above show of the row: see kit.beside."""
    return format_html_join("", "{}", ((html,) for html in beside_.drawn(context, row)))


@register.simple_tag
def disc(quarters):
    return icons.disc(quarters)


@register.simple_tag
def answers_svg(answers):
    """The row of squares. Each answer has `name`, `words` and `mark` (yes, plus, no, noted, waiting)."""
    width, inside = icons.squares([answer.mark for answer in answers])
    label = ", ".join(f"{answer.name} {answer.words}" for answer in answers)
    return format_html('<svg viewBox="0 0 {} 15" width="{}" height="15" role="img" aria-label="{}">{}</svg>', width, width, label, inside)


@register.simple_tag
def answers_count(answers):
    """How many said yes, of how many: "6 av 8"."""
    yes = sum(answer.mark in ("yes", "plus") for answer in answers)
    return gettext("%(yes)s of %(all)s") % {"yes": yes, "all": len(answers)}


BAR = 72.6  # where the mark stands; the rest of the 104 is for what goes over
BAR_WIDTH = 104


@register.simple_tag
def bar_svg(per_cent):
    """Grey to the mark, the value on top; over the mark in the second series' colour, cut at the edge."""
    length = min(BAR * float(per_cent) / 100, BAR_WIDTH)
    css = "k-over" if per_cent > 100 else "k-bar"
    return format_html(
        '<rect class="k-barbg" x="0" y="4" width="{}" height="10"/><rect class="{}" x="0" y="6" width="{}" height="6"/>'
        '<line class="k-mark" x1="{}" x2="{}" y1="1" y2="17"/>',
        BAR,
        css,
        f"{max(length, 0):.1f}",
        BAR,
        BAR,
    )


# Pieces of pages ────────────────────────────────────────────────────────────────────────────────────────────────────


@register.simple_block_tag
def section(content, title, id="", note="", more="", more_url="", level=2):
    """`{% section "Aktiviteter" more="Lägg till" more_url=url %} … {% endsection %}`: heading over a heavy rule, then the content."""
    name = id or anchor(title)
    more_html = format_html('<span class="fp-more"><a href="{}">{}</a></span>', more_url, more) if more_url else ""
    note_html = format_html('<span class="fp-small">{}</span>', note) if note else ""
    return format_html(
        '<section class="fp-sec" aria-labelledby="{0}"><header><h{1} class="fp-h2" id="{0}">{2}</h{1}>{3}{4}</header>{5}</section>',
        name,
        level,
        title,
        note_html,
        more_html,
        content,
    )


@register.simple_block_tag
def scroll(content, name):
    """A region that a wide table scrolls in, reachable by keyboard. Its name differs from the section's."""
    label = gettext("%(name)s, scrolls sideways") % {"name": name}
    return format_html('<div class="fp-scroll" role="region" aria-label="{}" tabindex="0">{}</div>', label, content)


class CaptureNode(template.Node):
    def __init__(self, nodelist, name):
        self.nodelist = nodelist
        self.name = name

    def render(self, context):
        text = self.nodelist.render(context).strip()
        context[self.name] = mark_safe(text)  # noqa: S308 already rendered, already escaped
        return ""


@register.tag
def capture(parser, token):
    """`{% capture aside %}…{% endcapture %}`: keep what is inside, so that a page can ask whether a block has anything in it."""
    _, name = token.split_contents()
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return CaptureNode(nodelist, name)


@register.simple_tag
def field(bound):
    """One field of a kit form, with label, hint, control and message: `{% field form.name %}`."""
    return bound.as_field_group()


@register.simple_tag(takes_context=True)
def keep(context, *leave):
    """The rest of the address as hidden inputs, for a form that filters: `{% keep "sida" "del" %}` leaves these out."""
    request = context.get("request")
    if request is None:
        return ""
    pairs = [(key, value) for key in request.GET if key not in leave for value in request.GET.getlist(key)]
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)
