import pytest
from django.test import RequestFactory

from fardplan.kit.addresses import shown_address
from fardplan.kit.text import shortened


@pytest.mark.parametrize(
    "asked, shown",
    [("/p/", "/p/"), ("/p/?a=&b=", "/p/"), ("/p/?a=&b=1", "/p/?b=1"), ("/p/?a=&a=2", "/p/?a=&a=2"), ("/p/?q=%C3%A5", "/p/?q=%C3%A5")],
)
def test_filters_that_are_not_used_are_not_in_the_address(asked, shown):
    assert shown_address(RequestFactory().get(asked)) == shown


@pytest.mark.parametrize(
    "text, short",
    [
        ("", ""),
        ("Kort text", "Kort text"),
        ("Rad ett\n\nrad   två", "Rad ett rad två"),
        ("En mening som är lång", "En mening som är …"),
        ("Landsbygdsutvecklingssamordning", "Landsbygdsutveckli …"),
    ],
)
def test_shortened_at_a_word(text, short):
    assert shortened(text, 20) == short
    assert len(shortened(text, 20)) <= 20
