"""A telephone of 320 pixels: no name is so long, and no menu so wide when it stands open, that the page must be moved sideways."""

import pytest

from fardplan.accounts.permissions import Role
from tests.factories import MembershipFactory, UserFactory
from tests.journeys.helpers import assert_reflows, log_in

pytestmark = pytest.mark.once

#: Seven words and no space: a browser breaks a line at none of the strokes, wherever a line is full.
LONG = "programmet/närvårdssamordnare/projektledare/verksamhetsutvecklare/enhetschefer"


def test_long_words_and_open_menus_do_not_widen_a_page(page, logged_in, alva, programme):
    alva.display_name = "Anna-Katarina-Margareta Verksamhetsutvecklarsson-Närvårdssamordnarstråle"
    alva.save()
    writer = UserFactory()  # what one has written oneself is no news
    MembershipFactory(user=writer, programme=programme, role=Role.LEAD)
    answer = logged_in(writer).post(f"/{programme.slug}/mal/nytt/", {"title": LONG, "number": 1})
    assert answer.status_code == 302, answer.context["form"].errors

    log_in(page, "alva")
    for url in (f"/{programme.slug}/nytt/", f"/{programme.slug}/mal/", "/sok/?q=programmet"):
        page.goto(url)
        assert LONG in page.locator("main").inner_text(), url
        assert_reflows(page, widths=(320, 680))
        page.locator(".fp-user summary").click()
        assert_reflows(page, widths=(320, 680))
