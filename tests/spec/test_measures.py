"""Mått: vad de svarar, regel för regel. Writes docs/spec/matt.md."""

import pytest

from fardplan.measures import definition, standardising
from tests.measures import reference
from tests.spec._page import assert_page
from tests.spec.matt import avoidable, case, contacts, continuity, days, page, readmission

pytestmark = pytest.mark.spec

#: The definition whose rules they are, and the rules.
CHAPTERS = [
    (readmission.KEY, readmission.RULES),
    (avoidable.KEY, avoidable.RULES),
    (continuity.KEY, continuity.RULES),
    ("primary-share-doctor", contacts.PRIMARY_SHARE),
    ("emergencies-80", contacts.EMERGENCIES),
    ("days-after-ready", days.DAYS_AFTER_READY),
    ("home-at-end", days.HOME_AT_END),
    ("emergencies-after-health-care", contacts.AROUND),
]
ALL = [pytest.param(key, each, id=f"{key}: {each.says}") for key, rules in CHAPTERS for each in rules]


@pytest.mark.parametrize("key, each", ALL)
def test_the_reference_follows_the_rule(key, each):
    said = case.definition_of(key, each)
    got = reference.compute(said, case.extract_of(each))
    assert (case.answer(said.result, got, each), case.left_out(got)) == (each.answer, each.left_out)


def test_every_measure_has_its_rules():
    assert {definition.load(key).measure for key, _ in CHAPTERS} == {each.measure for each in definition.shipped()}


def test_standardised_for_age_equal_care_is_equal():
    weights = {"20-64": 59_000, "65+": 19_500}
    young, old = {"20-64": (80, 8000), "65+": (100, 1000)}, {"20-64": (20, 2000), "65+": (300, 3000)}
    assert standardising.direct_rate(young, weights) == standardising.direct_rate(old, weights)
    assert standardising.direct_rate(young, weights, 1000) == 1000 * standardising.direct_rate(young, weights)
    assert standardising.direct_rate({**young, "65+": (0, 0)}, weights) is None
    assert standardising.direct_rate({"20-64": (1, 2)}, weights) is None
    assert standardising.direct_rate(young, {}) is None


def test_the_page_says_what_the_engine_answers():
    assert_page("matt.md", page.text(CHAPTERS))
