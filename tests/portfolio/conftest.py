import datetime
import re

import pytest

from tests.factories import GoalFactory, OrganisationFactory, PartyFactory

TODAY = datetime.date(2023, 12, 31)


@pytest.fixture
def programme(programme):
    """The register as it stood: phases and what is late are asked about this day, whatever day the test is run."""
    programme.shown_as_of = TODAY
    programme.save()
    return programme


@pytest.fixture
def ekby(programme):
    return party(programme, "Ekby")


@pytest.fixture
def abyfors(programme):
    return party(programme, "Åbyfors")


def party(programme, name):
    slug = name.lower().replace("å", "a")
    return PartyFactory(programme=programme, slug=slug, organisation=OrganisationFactory(slug=slug, name=name, short_name=name))


@pytest.fixture
def goals(programme):
    return [GoalFactory(programme=programme, number=number) for number in (1, 2, 3)]


def hidden(page):
    """What the form carries unseen."""
    text = page.content.decode()
    return {name: found.group(1) for name in ("version", "form_token") if (found := re.search(rf'name="{name}" value="([^"]*)"', text))}


def told(answer):
    """What the page says is wrong, as in the summary above the form: "När: ”HT 2o23” går inte att läsa som tid"."""
    return [f"{item['label']}: {item['message']}" for item in answer.context["form"].error_items]
