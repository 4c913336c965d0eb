"""Two more counties, with other goals, words and numbers of parties: the same software, other folders."""

import pytest

from fardplan.config.demo import EXAMPLES
from fardplan.effects.models import Effect
from fardplan.goals.models import Goal, Principle, ProgrammeArea
from fardplan.imports.loader import load
from fardplan.indicators.models import Indicator
from fardplan.kit.models import Origin
from fardplan.parties.models import Assignment, Party, Programme
from fardplan.plan.models import Activity, Attendance
from fardplan.portfolio.models import Initiative, TargetGroup
from fardplan.reports import consistency

pytestmark = pytest.mark.django_db
#: What the two documents say. Where they spell one name in several ways, that is found.
COUNTIES = {
    "dalarna": {
        "rows": {Party: 16, Goal: 5, Principle: 14, Indicator: 0, Initiative: 2, Activity: 6},
        "found": ["Chefernas nätverk", "Det politiska rådet"],
        "agreeing": 6,
    },
    "sodra-alvsborg": {
        "rows": {Party: 3, Goal: 0, ProgrammeArea: 6, Initiative: 3, TargetGroup: 2, Assignment: 3},
        "found": ["Styrgruppens namn"],
        "agreeing": 3,
    },
}


@pytest.mark.parametrize("county", COUNTIES)
def test_a_county_is_its_folder(county):
    load(EXAMPLES / county)
    programme = Programme.objects.get(slug=county)
    expected = COUNTIES[county]
    assert {model: model.objects.filter(programme=programme).count() for model in expected["rows"]} == expected["rows"]
    for model in expected["rows"]:
        assert not model.objects.filter(programme=programme).exclude(origin__in=[Origin.STATED, Origin.RESTATED]).exists(), (
            "nothing is invented"
        )
    outcome = consistency.check(programme)
    assert sorted(finding.title for finding in outcome.findings) == expected["found"]
    assert len(outcome.agreeing) == expected["agreeing"], "what the document counts is what the register counts"
    assert load(EXAMPLES / county).written == 0, "read twice it is the same county"


def test_counts_of_the_inspiration_days_are_the_report_s():
    load(EXAMPLES / "dalarna")
    days = Attendance.objects.order_by("activity__time_starts_earliest").values_list("activity__time_starts_earliest", "number")
    assert [(str(day), number) for day, number in days] == [("2021-02-12", 33), ("2021-04-28", 35), ("2021-10-25", 78)]


def test_an_organisation_that_another_folder_named_is_found_by_its_code(tmp_path):
    """The order in which counties are loaded does not matter: Västernorrland compares itself with Dalarna's municipalities."""
    load(EXAMPLES / "dalarna")
    load(EXAMPLES / "vasternorrland")
    effect = Effect.objects.get(programme__slug="vasternorrland")
    assert effect.compared_with.filter(slug="avesta-kommun").exists()
