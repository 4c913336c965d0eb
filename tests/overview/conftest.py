import pytest
from django.urls import reverse


@pytest.fixture
def shown(logged_in):
    """`shown(bo, "initiative", programme, "arbete")`: the page as text; fails unless it is there."""

    def page(user, route, *args):
        answer = logged_in(user).get(address(route, *args))
        assert answer.status_code == 200
        return answer.content.decode()

    return page


def address(route, programme, *args):
    return reverse(route, args=[programme.slug, *args])
