"""The annual report tells where working methods stand, what began, and who said no to a proposal and why."""

import datetime

import pytest

from fardplan.governance import services as governance
from fardplan.kit.timing import Timing
from fardplan.parties.models import Party
from fardplan.workflows import spreading
from tests.factories import AdoptionFactory, SpreadAmbitionFactory, WorkingMethodFactory
from tests.reports.test_annual import blocks, document, table, text_in

pytestmark = pytest.mark.django_db
YES, NO = "agreed", "not_agreed"


def test_where_they_stand_and_what_was_answered(filled):
    parties = list(Party.objects.filter(programme=filled).in_order())
    method = WorkingMethodFactory(programme=filled, slug="team", name="Mobilt team")
    WorkingMethodFactory(programme=filled, slug="ingen", name="Som ingen har")
    SpreadAmbitionFactory(programme=filled, method=method, year=2023, parties=3)
    AdoptionFactory(programme=filled, method=method, party=parties[0], phase="pilot", began="2022-01-01")
    proposal = spreading.propose(by="load", method=method, title="Teamet sprids", asked="Ja", parties=[], phase="introduced")
    governance.enter_decision(
        by="load",
        programme=filled,
        title="Teamet sprids",
        today=datetime.date(2023, 3, 1),
        matter=proposal.matter,
        time=Timing.parse("1 mars 2023"),
    )
    day = datetime.date(2023, 4, 1)
    spreading.answer(proposal, party=parties[0], by="load", today=day, outcome=YES, began=Timing.parse("VT 2023"), decided_date=day)
    spreading.answer(proposal, party=parties[2], by="load", today=day, outcome=NO, words="Avstånden är för långa.", decided_date=day)

    made = document(filled)
    row = {"id": "team", "title": "Mobilt team", "introduced": "Eby", "ambition": "3 infört, 2 saknas"}
    rows = table(made, "spread")["rows"]
    assert len(rows) == 1
    assert row.items() <= rows[0].items()
    told = text_in(blocks(made, "spread"))
    assert "Eby, Mobilt team: infört, VT 2023" in told
    assert "Teamet sprids. Ådal: avslår. Avstånden är för långa." in told
    # What has not begun is not told.
    assert "Eby, Mobilt team: pilot" not in told
