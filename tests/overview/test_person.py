"""A person's page and a post's page: who holds what, as of any day."""

from datetime import date

import pytest
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.governance.models import Forum, ForumMember
from fardplan.parties.models import Assignment, Post
from tests.access.making import make_row
from tests.factories import InitiativeFactory, MembershipFactory, PartyFactory, UserFactory

pytestmark = pytest.mark.django_db


def text_of(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def ester(programme):
    user = UserFactory(username="ester", display_name="Ester")
    MembershipFactory(user=user, programme=programme, role=Role.READER, until_date=date(2020, 1, 1))
    MembershipFactory(
        user=user, programme=programme, role=Role.COORDINATOR, party=PartyFactory(programme=programme), from_date=date(2020, 1, 1)
    )
    return user


def test_roles_seats_and_what_they_lead_as_of_a_day(programme, ester, bo, carin, logged_in, django_assert_max_num_queries):
    forum = make_row(Forum, programme, name="Styrgruppen", slug="styrgruppen", from_date=None, until_date=None)
    make_row(ForumMember, programme, forum=forum, user=ester, role="chair", from_date=date(2024, 1, 1), until_date=None)
    InitiativeFactory(programme=programme, title="Hemma hos", leader=ester)
    client, url = logged_in(bo), reverse("person", args=[programme.slug, ester.pk])
    with django_assert_max_num_queries(10):
        page = text_of(client.get(url))
    assert "<b>Samordnare för en part</b>" in page
    assert "<b>Läsare</b>" not in page
    assert "Ordförande, Styrgruppen" in page
    assert "Hemma hos" in page
    before = text_of(client.get(f"{url}?pa=2019-06-01"))
    assert "<b>Läsare</b>" in before
    assert "<b>Ordförande" not in before
    assert client.get(f"{url}?pa=nonsense").status_code == 200
    assert logged_in(carin).get(url).status_code == 404
    assert logged_in(bo).get(reverse("person", args=[programme.slug, carin.pk])).status_code == 404, "no role here, no page here"


def test_who_holds_a_post_on_any_day(programme, bo, logged_in):
    post = Post.objects.create(programme=programme, slug="programledare", role="Programledare", number=1, share=100)
    for name, first, until in (
        ("Ada", date(2020, 1, 1), date(2022, 1, 1)),
        ("Bea", date(2022, 1, 1), None),
        ("Cia", date(2099, 1, 1), None),
    ):
        Assignment.objects.create(
            programme=programme,
            post=post,
            slug=name.lower(),
            role="Programledare",
            holder=name,
            share=80,
            from_date=first,
            until_date=until,
        )
    url = reverse("post", args=[programme.slug, "programledare"])
    today, then = (text_of(logged_in(bo).get(address)) for address in (url, f"{url}?on=2021-05-01"))
    assert today.index("Bea") < today.index("Kommer att ha den") < today.index("Cia") < today.index("Har haft den") < today.index("Ada")
    assert then.index("Ada") < then.index("Kommer att ha den") < then.index("Bea")
    assert url in text_of(logged_in(bo).get(reverse("staffing", args=[programme.slug])))
