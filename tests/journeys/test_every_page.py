"""Every page of the service, as it looks in Chromium: accessible in light and dark, no wider than the window, whole in Swedish.

The pages come from the resolver (`tests.addresses`): a new one is walked without being written down here. `STATES` are what
the same pages look like otherwise: filtered, empty, filled in wrongly, frozen. With GALLERY=1 the walk leaves the pictures
in docs/gallery: the example county as it stood on 31 December 2023.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pytest
from django.test.signals import template_rendered

from fardplan.accounts.models import User
from fardplan.accounts.permissions import Role
from fardplan.reports.rules import State
from tests.addresses import COUNTY, LEAD, addresses, report_in_state
from tests.factories import MembershipFactory, ProgrammeFactory
from tests.journeys.helpers import (
    GALLERY_WANTED,
    GUIDE_PICTURES,
    assert_accessible,
    assert_reflows,
    assert_well_made,
    log_in,
    log_out,
    printed,
    resize,
    screenshot,
)

pytestmark = pytest.mark.once

WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
#: The narrowest: what fits here fits a telephone of 390, to which the same rules of the stylesheet apply.
NARROW = {"width": 320, "height": 800}
#: Pages that are printed and taken to a meeting.
ON_PAPER = {
    "laget",
    "fardplan",
    "portfolj",
    "portfolj-tabell",
    "ekonomi",
    "aktiviteter",
    "rapporter",
    "bemanning",
    "forum",
    "beslut",
    "arbete",
    "part",
}
#: Other words for the picture than the address has.
PICTURE = {"initiative": "arbete", "party": "part", "activity": "aktivitet", "report": "rapport", "report_start": "rapporter-ny"}
#: Forms with a suggestion in every field that must be filled in: sent as they open they are saved.
WHOLE_AS_THEY_OPEN = {"calculation_basis_add", "checklist_round_add", "compilation_add"}


@dataclass(frozen=True)
class Shown:
    """A page as somebody meets it. `sent`: its form is sent as it opens, and every field that must be filled in complains."""

    picture: str
    url: Callable | str  # asked when its turn comes: some make the row they are about
    who: str = LEAD
    sent: bool = False
    status: int = 200

    def __str__(self):
        return self.picture


def wanted(picture):
    """Whether the page is walked: every one, except when only the guide's pictures are taken anew."""
    return not GUIDE_PICTURES or picture in GUIDE_PICTURES


def walks(count):
    """{rooms: addresses}: `count` tests as long as each other, so that both workers have something to do and the examples are put in seldom."""
    rooms = defaultdict(list)
    for address in addresses():
        if (
            address.is_page and address.name != "gallery" and wanted(PICTURE.get(address.name, address.slug))
        ):  # the sheet of parts has its own test
            rooms[address.words[0] if address.in_programme and address.words else "start"].append(address)
    parts = [[] for _number in range(count)]
    for room in sorted(rooms, key=lambda room: len(rooms[room]), reverse=True):
        min(parts, key=lambda part: sum(len(rooms[one]) for one in part)).append(room)
    return {" ".join(part): [address for room in part for address in rooms[room]] for part in parts}


WALKS = walks(8)


@pytest.mark.parametrize("rooms", WALKS)
@pytest.mark.timeout(900)
def test_every_page_of(examples, page, rendered, complaints, rooms):
    complaints.forgive("status of 422")
    shown = []
    for address in WALKS[rooms]:
        picture = PICTURE.get(address.name, address.slug)
        who = "" if address.name == "account_login" else address.who
        shown.append(Shown(picture, address.url, who))
        if address.name.endswith(("_add", "_start")) and address.name not in WHOLE_AS_THEY_OPEN:
            shown.append(Shown(f"{picture}-ratta", address.url, who, sent=True, status=422))
    look_at(page, rendered, shown)


STATES = {
    "portfolj": [
        Shown("portfolj-tabell", f"/{COUNTY}/portfolj/?vy=tabell"),
        Shown("portfolj-matris", f"/{COUNTY}/portfolj/?vy=matris"),
        Shown("portfolj-ingen-traff", f"/{COUNTY}/portfolj/?part=sundsvall&fas=idea&form=sprint"),
        Shown("portfolj-lasare", f"/{COUNTY}/portfolj/", "lasare"),
    ],
    "tid": [
        Shown("ekonomi-2020", f"/{COUNTY}/ekonomi/?ar=2020"),
        Shown("bemanning-augusti", f"/{COUNTY}/bemanning/?on=2023-08-01"),
        Shown("fardplan-2021", f"/{COUNTY}/fardplan/?fran=2021"),
        Shown("aktiviteter-lasare", f"/{COUNTY}/aktiviteter/", "lasare"),
    ],
    "exempellan": [
        Shown("exempellan-laget", "/solbacka/"),
        Shown("exempellan-beslut", "/solbacka/beslut/"),
        Shown("exempellan-fardplan", "/solbacka/fardplan/"),
        Shown("exempellan-portfolj", "/solbacka/portfolj/"),
        Shown("exempellan-ekonomi", "/solbacka/ekonomi/"),
        Shown("exempellan-kontroll", "/solbacka/rapporter/kontroll/"),
        Shown("exempellan-etiketter", "/solbacka/portfolj/etiketter/"),
        Shown("exempellan-skav", "/solbacka/skav/"),
        Shown("exempellan-remisser", "/solbacka/remisser/"),
        Shown("exempellan-risker", "/solbacka/risker/"),
        Shown("exempellan-lagesrapporter", "/solbacka/lagesrapporter/"),
        Shown("exempellan-kalender", "/solbacka/kalender/"),
    ],
    "nej": [
        Shown("finns-inte", f"/{COUNTY}/portfolj/finns-inte/", status=404),
        Shown("far-inte", f"/{COUNTY}/mal/nytt/", "lasare", status=403),
    ],
}


@pytest.mark.parametrize("group", STATES)
@pytest.mark.timeout(600)
def test_other_states(examples, page, rendered, complaints, group):
    complaints.forgive("status of 40[34]")
    look_at(page, rendered, [one for one in STATES[group] if wanted(one.picture)])


@pytest.mark.timeout(600)
def test_a_report_that_is_locked(examples, page, rendered):
    report = report_in_state("2023", State.FROZEN)
    look_at(
        page, rendered, [Shown("rapport-last", f"/{COUNTY}/rapporter/{report.slug}/"), Shown("rapporter-last", f"/{COUNTY}/rapporter/")]
    )


@pytest.mark.timeout(600)
def test_an_empty_programme(examples, page, rendered):
    programme = ProgrammeFactory(slug="nytt-program", name="Nära vård i ett nytt län")
    MembershipFactory(user=User.objects.get(username=LEAD), programme=programme, role=Role.LEAD)
    pages = [address for address in addresses() if address.in_programme and address.arguments == {"programme"} and address.is_page]
    pages = [address for address in pages if not address.name.endswith(("_add", "_start"))]
    look_at(
        page, rendered, [Shown(f"tomt-{address.slug}", address.url(programme.slug)) for address in pages if wanted(f"tomt-{address.slug}")]
    )


@pytest.fixture
def rendered():
    """Names of the templates that answered since the list was last emptied: the page's own comes first."""
    names = []

    def note(sender, template, **kwargs):
        names.append(template.name)

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)


def look_at(page, rendered, shown):
    """Every check on every page; what is wrong with any of them is told together, so that one fault does not hide the next.

    Pages open narrow, and are widened for axe and for pictures. axe is slow, so it looks once at what is the same: at one page of each
    form, and in dark at one page of each template.
    """
    faults, who, templates, forms = [], "", set(), set()
    for one in shown:
        resize(page, NARROW)
        if one.who != who:
            log_in(page, one.who) if one.who else log_out(page)
            who = one.who
        rendered.clear()
        answer = page.goto(one.url() if callable(one.url) else one.url)
        template = rendered[0] if rendered else ""
        if one.sent:
            with page.expect_response(lambda response: response.request.method == "POST") as sent:
                page.locator("main form[method=post] button[type=submit]").first.click()
            answer = sent.value
            page.wait_for_load_state()
        if answer.status != one.status:
            faults.append(f"{one}: {page.url} answered {answer.status}, not {one.status}")
            continue
        checks = [assert_well_made, assert_reflows]
        form = (template, one.sent or page.evaluate(FIELDS))
        if form not in forms:
            has_form = page.locator("main form[method=post]").count() > 0
            forms |= {form} if has_form else set()
            checks += [widen, partial(assert_accessible, schemes=("light",) if template in templates else ("light", "dark"))]
            pictures(page, one, narrow=not has_form or template not in templates)
            templates.add(template)
        for check in checks:
            try:
                check(page)
            except AssertionError as fault:
                faults.append(f"{one}: {fault}")
    if faults:
        pytest.fail(f"{len(faults)} faults:\n\n" + "\n\n".join(faults), pytrace=False)


def widen(page):
    resize(page, WIDE)


#: The names of the fields of the page's form.
FIELDS = "() => [...document.querySelectorAll('main form[method=post] [name]')].map(e => e.name).join(' ')"


def pictures(page, one, *, narrow):
    if not GALLERY_WANTED:
        return
    resize(page, WIDE)
    screenshot(page, f"{one.picture}-bred")
    if one.picture in ON_PAPER:
        printed(page, one.picture)
    if narrow:
        resize(page, PHONE)
        screenshot(page, f"{one.picture}-telefon")
