"""A county that is not among the examples sets itself up from the pages: everything is found by the links that the pages show, in an installation
where nothing is. Its own goals and principles, parties with units, people, rhythm, forums, an instrument of its own and a round with it."""

import html
import re

import pytest
from django.test import Client

from fardplan.accounts.models import User
from tests.factories import PASSWORD, UserFactory
from tests.pages import hidden, shown_values, told

pytestmark = pytest.mark.django_db
_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


class Visitor:
    """Somebody in front of the pages: clicks what they say, fills in the forms that come up."""

    def __init__(self, user):
        self.client = Client(headers={"host": "localhost"})
        self.client.force_login(user)
        self.go("/")

    def go(self, url):
        self.page = self.client.get(url.partition("#")[0], follow=True)
        assert self.page.status_code == 200, (url, self.page.status_code)
        return self

    @property
    def text(self):
        return html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<(script|style).*?</\1>", "", self.page.text, flags=re.DOTALL))).replace(
            "\xa0", " "
        )

    def links(self):
        return [
            (" ".join(html.unescape(re.sub(r"<[^>]+>", " ", words)).split()), html.unescape(url))
            for url, words in _LINK.findall(self.page.text)
        ]

    def click(self, *words):
        """Follow links one after another, each found on the page by what it says (the beginning of it will do)."""
        for word in words:
            found = [url for said, url in self.links() if said == word] or [url for said, url in self.links() if said.startswith(word)]
            assert found, f"no link says {word!r} on {self.page.request['PATH_INFO']}: {sorted({said for said, _url in self.links()})}"
            self.go(found[0])
        return self

    def add(self, ending):
        """Follow one of the page's many "Lägg till": the one whose address ends so."""
        found = [url for said, url in self.links() if said.startswith("Lägg till") and url.endswith(ending)]
        assert found, f"nothing to add at {ending!r} on {self.page.request['PATH_INFO']}"
        return self.go(found[0])

    def fill(self, **values):
        """Send the form that is shown, with these values in it."""
        url = self.page.request["PATH_INFO"]
        query = self.page.request.get("QUERY_STRING")
        answer = self.client.post(f"{url}?{query}" if query else url, {**self._shown(), **hidden(self.page), **values}, follow=True)
        wrong = told(answer) if answer.status_code == 422 and answer.context and "form" in answer.context else ""
        assert answer.status_code == 200, (url, answer.status_code, wrong)
        self.page = answer
        return self

    def _shown(self):
        return shown_values(self.page) if self.page.context and "form" in self.page.context else {}

    def choice(self, field, words):
        """The value of what is called `words` in a choice of the form that is shown."""
        choices = self.page.context["form"].fields[field].choices
        found = [str(value) for value, label in choices if words in str(label)]
        assert found, (words, [str(label) for _value, label in choices])
        return found[0]


@pytest.fixture
def nyn():
    return Visitor(UserFactory(username="nyn", display_name="Nyn Äs", is_operator=True))


def test_from_nothing_to_points(nyn):
    nyn.click("Starta ett program")
    nyn.fill(name="Tillsammans i Provlän", county_name="Provlän", county_code="98", start="VT 2026", horizon_year="2035")
    assert "Första stegen" in nyn.text

    for name, short, kind in (("Provby kommun", "Provby", "municipality"), ("Region Provlän", "Regionen", "region")):
        nyn.click("Parter", "Lägg till part").fill(name=name, short_name=short, kind=kind)
    for name, party in (("Provby kommun", "Provby"), ("Region Provlän", "Regionen")):
        for unit in ("Norr", "Söder"):
            nyn.click("Parter", name, "Enheter", f"Lägg till enhet {party}").fill(name=f"{unit} i {party}")
    assert "Norr i Provby" in nyn.text

    for number, title in ((1, "Jag vet vem jag ska fråga"), (2, "Jag slipper upprepa mig")):
        nyn.click("Mål", "Lägg till delmål").fill(number=str(number), title=title, short_title=f"Mål {number}")
    nyn.click("Mål").add("princip/ny/").fill(kind="value", text="Tillit")
    assert "Tillit" in nyn.click("Mål").text

    nyn.click("Läget", "Lägesrapporter", "Hur läget rapporteras").fill(rhythm="6")
    nyn.click("Parter", "Forum").add("/nytt/").fill(name="Systemledningen", function="steering")
    assert "Systemledningen" in nyn.click("Parter", "Forum").text

    given_people(nyn)
    when_they_make_an_instrument_of_their_own(nyn)
    when_a_round_is_opened(nyn)
    when_the_units_answer(nyn)
    then_each_party_shows_its_points_and_the_county_sees_them(nyn)


def given_people(nyn):
    """A coordinator for each party, invited and given a password of their own by the page."""
    for party in ("Provby", "Regionen"):
        nyn.click("Behörigheter", "Ge någon en roll")
        nyn.fill(
            username=f"samordnare-{party.lower()}",
            display_name=f"Samordnare {party}",
            password=PASSWORD,
            role="coordinator",
            party=nyn.choice("party", party),
        )
        assert f"Samordnare {party}" in nyn.text


def when_they_make_an_instrument_of_their_own(nyn):
    nyn.click("Mål", "Självskattning", "Instrument", "Skriv ett instrument").fill(title="Så gör vi", scale="0 Nej\n1 Ibland\n2 Alltid")
    for goal, text in (("1.", "Vi svarar samma dag."), ("1.", "Vi har ett nummer."), ("2.", "Vi läser varandras planer.")):
        nyn.click("Mål", "Självskattning", "Instrument", "Så gör vi", "Lägg till ett påstående")
        nyn.fill(goal=nyn.choice("goal", goal), text=text)


def when_a_round_is_opened(nyn):
    nyn.click("Mål", "Självskattning", "Förbered en omgång")
    nyn.fill(title="Hösten", instrument=nyn.choice("instrument", "Så gör vi"), period="2026", minimum="3")
    nyn.fill(units=[str(value) for value, _label in nyn.page.context["form"].fields["units"].choices])
    nyn.click("Öppna omgången").fill(last_day="2099-01-31")


def the_coordinator(party):
    return Visitor(User.objects.get(username=f"samordnare-{party.lower()}"))


def when_the_units_answer(nyn):
    for party in ("Provby", "Regionen"):
        own = the_coordinator(party)
        while "Svara på ”Hösten”" in own.click("Min sida").text:
            own.click("Öppna : Svara på ”Hösten”", "Börja")
            for _goal in (1, 2):
                own.fill(**{name: "2" for name in own.page.context["form"].fields if re.fullmatch(r"p\d+", name)})
            own.click("Lämna in").fill(people="6")
    nyn.click("Mål", "Självskattning", "Hösten", "Stäng omgången").fill()


def then_each_party_shows_its_points_and_the_county_sees_them(nyn):
    assert "100" not in nyn.click("Mål", "Självskattning", "Hösten").text
    for party in ("Provby", "Regionen"):
        the_coordinator(party).click("Min sida", "Öppna : Visa resultatet av ”Hösten”", "Visa resultatet").fill()
    assert "100" in nyn.click("Mål", "Självskattning", "Hösten").text
    assert "100 poäng" in nyn.click("Läget", "Är vi närmare?").text
