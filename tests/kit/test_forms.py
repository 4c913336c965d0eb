"""What a form of ours promises: words stay as typed, are understood as people mean them, and every control says what it is."""

import datetime
import re
import uuid
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.utils import timezone, translation

from fardplan.kit import forms
from fardplan.kit.models import FormReceipt
from fardplan.kit.timing import Timing

D = datetime.date


class Sample(forms.Form):
    name = forms.TextField(label="Aktivitet", hint="Börja med ett verb.", max_length=20)
    when = forms.TimingField(label="När", required=False, year=2023)
    owner = forms.ChoiceField(label="Ansvarar", choices=[("a", "Ekby"), ("b", "Åbyfors")])
    aims = forms.MultipleChoiceField(label="Delmål", choices=[("1", "Ett"), ("2", "Två")], required=False)
    amount = forms.MoneyField(label="Belopp", unit="tkr", required=False)
    first = forms.DateField(label="Från", required=False)
    last = forms.EndDateField(label="Till och med", required=False)
    note = forms.LongTextField(label="Kommentar", required=False)
    layout = ["name", ("owner", "when"), forms.Part("Pengar", "amount", hint="Tomt är inte noll.")]


RIGHT = {"name": "Teckna avtal", "owner": "a"}


def filled(**changes):
    form = Sample(RIGHT | changes)
    form.is_valid()
    return form


def drawn(form):
    return render_to_string("kit/form.html", {"form": form, "csrf_token": "x"})


# Reading ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text, day",
    [
        ("2023-10-25", D(2023, 10, 25)),
        ("2023–10–25", D(2023, 10, 25)),
        ("20231025", D(2023, 10, 25)),
        ("231025", D(2023, 10, 25)),
        ("25 oktober 2023", D(2023, 10, 25)),
        ("den 25 okt 2023", D(2023, 10, 25)),
        ("25 October 2023", D(2023, 10, 25)),
        ("1:a maj 2024", D(2024, 5, 1)),
        ("25.10.2023", D(2023, 10, 25)),
        ("25/10 2023", D(2023, 10, 25)),
        ("  2023-10-25 ", D(2023, 10, 25)),
        ("   ", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_write_it(text, day):
    assert forms.DateField(required=False).clean(text) == day


@pytest.mark.parametrize(
    "text", ["31 feb 2024", "2023-13-01", "HT 2023", "25 okt", "9999-12-31", "0001-01-01", "25 blaj 2023", "2023-10-25\x00x"]
)
def test_what_is_no_day_is_told_so(text):
    form = filled(first=text)
    assert "är ingen dag i kalendern" in form.errors["first"][0]


def test_the_last_day_counts():
    assert filled(last="2023-10-31").cleaned_data["last"] == D(2023, 11, 1)


def test_the_last_day_is_shown_inclusive():
    assert Sample(initial={"last": D(2023, 11, 1)})["last"].value() == "2023-10-31"


@pytest.mark.parametrize(
    "text, kronor",
    [
        ("1 714", 1714000),
        ("1 714 tkr", 1714000),
        ("1,7 mnkr", 1700000),
        ("1 714 000 kr", 1714000),
        ("0", 0),
        ("−3", -3000),
        ("", None),
        ("  ", None),
    ],
)
def test_money_knows_its_unit(text, kronor):
    assert filled(amount=text).cleaned_data["amount"] == kronor


def test_money_in_thousands_is_shown_in_thousands():
    assert Sample(initial={"amount": Decimal("1714500.00")})["amount"].value() == "1 714,5"


@pytest.mark.parametrize(
    "field, text, message",
    [
        (forms.NumberField(), "tolv", "tolv"),
        (forms.NumberField(whole=True), "1,5", "heltal"),
        (forms.NumberField(min_value=0), "-1", "Lägst 0."),
        (forms.NumberField(max_value=1000), "1 001", "Högst 1\u00a0000."),
        (forms.PercentField(), "1.5 %", "1,5"),
        (forms.MoneyField(), "12 dollar", "dollar"),
        (forms.TimingField(), "HT 2o23", "Menade du HT 2023?"),
        (forms.TextField(), "Ring 19121212-1212", "personnummer"),
        (forms.TextField(max_length=3), "fyra", "Högst 3 får plats"),
        (forms.TextField(), " ", "behöver fyllas i"),
        (forms.EmailField(), "alva", "namn@exempel.se"),
    ],
)
def test_a_mistake_is_told_in_words(field, text, message):
    with translation.override("sv"), pytest.raises(forms.forms.ValidationError) as caught:
        field.clean(text)
    assert message in "".join(caught.value.messages)


def test_empty_is_not_nought():
    assert forms.NumberField(required=False).clean("") is None
    assert forms.NumberField(required=False).clean("0") == 0


def test_a_time_keeps_its_words():
    assert filled(when="25 okt").cleaned_data["when"].words == "25 okt"


def test_text_is_stored_clean():
    assert filled(note=" a\r\nb\x00 ").cleaned_data["note"] == "a\nb"


def test_choices_that_are_not_there_are_refused():
    assert "finns inte att välja" in filled(owner="x").errors["owner"][0]


# Drawing ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_control_has_its_label_hint_and_message():
    html = drawn(filled(name=""))
    assert '<label class="ds-label" for="id_name">Aktivitet</label>' in html
    control = re.search(r'<input type="text" name="name"[^>]*>', html)[0]
    assert 'aria-invalid="true"' in control
    described = re.search(r'aria-describedby="([^"]+)"', control)[1].split()
    assert described == ["id_name_hint", "id_name_error"]
    for name in described:
        assert f'id="{name}"' in html


def test_the_summary_leads_to_the_controls():
    html = drawn(filled(name="", amount="x"))
    assert "Rätta 2 saker, sedan kan du spara" in html
    assert '<a class="ds-link" href="#id_name">Aktivitet: ' in html
    assert "Rätta en sak, sedan kan du spara" in drawn(filled(name=""))
    assert "ds-error-summary" not in drawn(filled())


def test_a_group_is_led_to_by_its_first_option():
    class Groups(forms.Form):
        way = forms.ChoiceField(label="Väg", choices=[("a", "A"), ("b", "B")], radio=True, option_hints={"a": "Som i dag."})

    html = drawn(Groups({}))
    assert 'href="#id_way_0"' in html
    assert 'id="id_way_0"' in html
    assert '<legend class="ds-label">Väg</legend>' in html
    assert 'aria-describedby="id_way_0_hint"' in html


def test_optional_is_said_and_required_is_not():
    html = drawn(Sample())
    assert html.count("frivillig") == 6


def test_words_stay_as_typed_after_a_mistake():
    html = drawn(filled(name="", when="HT 2023", first="25 okt 2023", amount="1,7 mnkr"))
    for typed in ("HT 2023", "25 okt 2023", "1,7 mnkr"):
        assert f'value="{typed}"' in html


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"when": "före midsommar 2024"}, ["Läses som", "senast 21\u00a0juni 2024", "Visas som ”före midsommar 2024”"]),
        ({"first": "231025"}, ["25\u00a0oktober\u00a02023"]),
        ({"amount": "1,7 mnkr"}, ["1\u00a0700\u00a0000\u00a0kr"]),
    ],
)
def test_what_was_understood_is_read_back(changes, words):
    html = drawn(filled(**changes)).replace("21 juni", "21\u00a0juni")
    for word in words:
        assert word in html


@pytest.mark.parametrize("changes", [{"first": "2023-10-25"}, {"first": "25 oktober 2023"}, {"amount": "1 714"}, {"when": "HT 2o23"}])
def test_nothing_is_read_back_when_there_is_nothing_to_tell(changes):
    assert "fp-reads" not in drawn(filled(**changes))


def test_initial_values_are_shown_as_people_write_them():
    form = Sample(initial={"when": Timing.parse("HT 2023"), "first": D(2023, 10, 25), "amount": Decimal(6300000)})
    html = drawn(form)
    assert 'value="HT 2023"' in html
    assert 'value="2023-10-25"' in html
    assert 'value="6 300"' in html


def test_the_layout_orders_and_loses_nothing():
    parts = Sample().parts
    assert [[[field.name for field in row] for row in part["rows"]] for part in parts] == [
        [["name"], ["owner", "when"]],
        [["amount"]],
        [["aims"], ["first"], ["last"], ["note"]],
    ]
    assert parts[1]["title"] == "Pengar"


def test_a_drop_down_starts_empty_in_the_language_of_the_page():
    assert ">Välj …</option>" in drawn(Sample())
    with translation.override("en"):
        assert ">Choose …</option>" in drawn(Sample())


def test_what_is_typed_is_escaped():
    html = drawn(filled(name='"><script>alert(1)</script>', owner='"><b>'))
    assert "<script>alert" not in html
    assert "<b>" not in html


def test_what_is_too_long_is_kept_and_told():
    html = drawn(filled(name="x" * 30))
    assert "maxlength" not in html
    assert "x" * 30 in html


def test_no_inline_style_or_script():
    html = drawn(filled(name=""))
    assert not re.search(r"\sstyle=|\son\w+=|<script", html)


# Twice, and at once ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_form_carries_its_version_and_a_token():
    form = Sample(version=4)
    html = drawn(form)
    assert 'name="version" value="4"' in html
    assert f'name="form_token" value="{form.form_token}"' in html
    assert uuid.UUID(form.form_token)


def test_they_come_back_beside_the_cleaned_data():
    token = uuid.uuid4().hex
    form = Sample(RIGHT | {"version": "3", "form_token": token}, version=4)
    assert form.is_valid()
    assert (form.version, form.form_token) == (3, token)
    assert not {"version", "form_token"} & set(form.cleaned_data)


@pytest.mark.parametrize("nonsense", ["", "x", "1e9", "-", "None"])
def test_nonsense_is_no_version_and_no_token(nonsense):
    form = Sample(RIGHT | {"version": nonsense, "form_token": nonsense}, version=4)
    assert form.is_valid()
    assert (form.version, form.form_token) == (None, None)


def test_a_token_survives_a_mistake():
    token = uuid.uuid4().hex
    assert f'value="{token}"' in drawn(Sample({"form_token": token}, token=True))


def test_a_plain_form_carries_nothing():
    assert "form_token" not in drawn(Sample())


def test_when_somebody_was_first_both_texts_are_there():
    form = Sample(RIGHT | {"note": "Min text", "last": "2024-05-31", "aims": ["1", "2"], "version": "3"}, version=4)
    assert form.is_valid()
    at = datetime.datetime(2024, 1, 8, 9, 42, tzinfo=datetime.UTC)
    stored = {"name": "Teckna avtal", "note": "Deras text", "last": D(2024, 6, 1), "aims": ["1"], "owner": "b", "amount": None}
    form.show_conflict(stored=stored, version=5, by="Ekby", at=at)
    assert [(row.label, row.stored, row.yours) for row in form.conflict.rows] == [
        ("Kommentar", "Deras text", "Min text"),
        ("Delmål", "Ett", "Ett; Två"),
        ("Ansvarar", "Åbyfors", "Ekby"),
    ]
    html = drawn(form)
    assert "Ekby sparade 8\u00a0januari\u00a02024 kl.\u00a010.42" in html
    assert "\nMin text</textarea>" in html
    assert 'name="version" value="5"' in html


def test_a_conflict_without_a_name_still_says_what_happened():
    form = Sample(RIGHT, version=4)
    form.is_valid()
    form.show_conflict(stored={"name": "Teckna avtal"}, version=5)
    assert "Någon annan sparade före dig" in drawn(form)


# Rows ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def receipts(db):
    return [FormReceipt.objects.create(token=uuid.uuid4(), user_id=n, url=f"/{n}/", at=timezone.now()) for n in (1, 2)]


def test_rows_are_chosen_by_the_name_told(receipts):
    class Rows(forms.Form):
        one = forms.ModelChoiceField(FormReceipt.objects.order_by("user_id"), label="En", label_of=lambda row: row.url)
        many = forms.ModelMultipleChoiceField(
            FormReceipt.objects.order_by("user_id"), label="Flera", label_of=lambda row: row.url, required=False
        )

    html = drawn(Rows())
    assert html.count("/1/") == 2
    form = Rows({"one": str(receipts[0].pk), "many": [str(row.pk) for row in receipts]}, version=1)
    assert form.is_valid()
    assert form.cleaned_data["one"] == receipts[0]
    form.show_conflict(stored={"one": receipts[1], "many": []}, version=2)
    assert [(row.stored, row.yours) for row in form.conflict.rows] == [("/2/", "/1/"), ("tomt", "/1/; /2/")]


# Filters ────────────────────────────────────────────────────────────────────────────────────────────────────────────


class Filters(forms.FilterForm):
    party = forms.ChoiceField(label="Part", choices=[("a", "Ekby")])
    words = forms.TextField(label="Ord")
    late = forms.BooleanField(label="Bara sena")


@pytest.mark.parametrize(
    "data, chosen",
    [
        ({}, {}),
        ({"party": "a", "late": "on"}, {"party": "a", "late": True}),
        ({"party": "finns inte", "words": " avtal "}, {"words": "avtal"}),
        ({"words": "x" * 5}, {"words": "xxxxx"}),
    ],
)
def test_filters_take_what_they_understand(data, chosen):
    assert Filters(data).chosen == chosen


def test_a_filter_says_all():
    assert ">Alla</option>" in str(Filters())
