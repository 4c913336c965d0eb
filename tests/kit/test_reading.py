"""How words are read while they are typed: the same as after a save."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "asked, reads, after",
    [
        ({"slag": "tid", "ord": "HT 2023"}, "under juli–december 2023", "Visas som ”HT 2023”. HT 2023 = 1 juli – 31 december 2023."),
        ({"slag": "tid", "ord": "25 okt", "ar": "2023"}, "25 oktober 2023", "Visas som ”25 okt”."),
        ({"slag": "belopp", "ord": "1 714 tkr"}, "1 714 000 kr", ""),
        ({"slag": "belopp", "ord": "1,7 mnkr", "enhet": "tkr"}, "1 700 000 kr", ""),
        ({"slag": "dag", "ord": "25/10 2023"}, "25 oktober 2023", ""),
    ],
)
def test_read(bo, logged_in, asked, reads, after):
    said = logged_in(bo).get("/tolka/", asked).json()
    plain = {name: words.replace("\u00a0", " ") for name, words in said.items()}
    assert plain == {"before": "Läses som", "reads": reads, "after": after, "error": ""}


@pytest.mark.parametrize(
    "asked, error",
    [
        ({"slag": "tid", "ord": "32 okt 2023"}, True),
        ({"slag": "belopp", "ord": "ungefär mycket"}, True),
        ({"slag": "dag", "ord": "2023-10-25"}, False),
        ({"slag": "annat", "ord": "x"}, False),
        ({"slag": "tid", "ord": "x" * 201}, False),
        ({"slag": "tid", "ord": "HT 2023", "ar": "²³"}, None),
        ({}, False),
    ],
)
def test_what_cannot_be_read_says_so_and_nothing_breaks(bo, logged_in, asked, error):
    answer = logged_in(bo).get("/tolka/", asked)
    assert answer.status_code == 200
    if error is not None:
        assert (answer.json()["reads"], bool(answer.json()["error"])) == ("", error)


def test_strangers_are_not_answered(client):
    assert client.get("/tolka/", {"slag": "tid", "ord": "HT 2023"}).status_code == 302
