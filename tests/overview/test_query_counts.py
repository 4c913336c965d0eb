"""However many rows: at most fifteen questions to the database for a page, log-in and membership included."""

import pytest
from django.test import Client

from fardplan.accounts.permissions import Role
from fardplan.indicators.recording import record
from tests.factories import (
    ConsultationAnswerFactory,
    ConsultationFactory,
    MembershipFactory,
    MilestoneFactory,
    OrganisationFactory,
    UserFactory,
    national,
)
from tests.factories.bulk import TODAY, fill
from tests.overview.conftest import address

MOST = 15


@pytest.fixture(params=[3, 300])
def stock(request, programme):
    return fill(programme, initiatives=request.param, activities=request.param * 5)


#: route and the rows it is about
PAGES = {
    "county": (),
    "timeline": (),
    "initiative": ("arbete-0",),
    "party": ("part-0",),
}


@pytest.mark.parametrize("role", [Role.LEAD, Role.COORDINATOR, Role.READER])
@pytest.mark.django_db
def test_the_number_of_queries(stock, role, django_assert_max_num_queries):
    user = UserFactory()
    party = stock.parties[0] if role == Role.COORDINATOR else None
    MembershipFactory(user=user, programme=stock.programme, role=role, party=party)
    client = Client()
    client.force_login(user)

    for route, args in PAGES.items():
        with django_assert_max_num_queries(MOST, info=route):
            assert client.get(address(route, stock.programme, *args)).status_code == 200


@pytest.mark.django_db
def test_the_first_page_with_figures_and_what_is_out_for_answers(programme, django_assert_max_num_queries):
    """Everything a first page can show at once: figures beside the goals, milestones with goals, a consultation with answers."""
    stock = fill(programme, initiatives=30, activities=30)
    region, country = stock.parties[3].organisation, OrganisationFactory(code="0000", kind="other")
    region.kind = "region"
    region.save()
    kpis = national.figures(len(stock.goals))
    for goal, kpi in zip(stock.goals, kpis, strict=True):
        goal.indicators.update(kpi=kpi)
    record(national.rows(kpis, [region, country]), by="test", kind="extract", source="Kolada", retrieved_at=national.AT)
    out = ConsultationFactory(programme=programme, matter__slug="remissens", state="sent", parties=stock.parties)
    ConsultationAnswerFactory(
        consultation=out, party=stock.parties[0], is_draft=False, stance="supports", decided_date=TODAY, sent_date=TODAY
    )
    milestone = MilestoneFactory(programme=programme, slug="med-tva-delmal", title="Med två delmål", time="november 2024")
    milestone.goals.set(stock.goals[:2])
    client = Client()
    client.force_login(MembershipFactory(user=UserFactory(), programme=programme, role=Role.LEAD).user)
    url = address("county", programme)
    client.get(url)

    with django_assert_max_num_queries(MOST):
        page = client.get(url)

    columns = page.context["page"].goals
    assert [column.figure.point.period for column in columns] == ["2022"] * 4
    assert all(column.figure.country.value != column.figure.point.value for column in columns)
    assert ["Med två delmål", 2] in [[row.title, len(goals)] for row, goals in page.context["page"].upcoming]
    assert [line.title for line in page.context["page"].consultations] == [out.title]
