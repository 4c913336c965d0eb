"""What a form offers is read once, however many of its fields offer it; and never kept from one form to the next."""

import pytest

from fardplan.kit import forms
from fardplan.parties.models import Organisation
from tests.factories import OrganisationFactory


class Several(forms.Form):
    first = forms.ModelChoiceField(Organisation.objects.order_by("name"), label="Ett", label_of=str)
    second = forms.ModelChoiceField(Organisation.objects.order_by("name"), label="Två", label_of=str, required=False)
    other = forms.ModelChoiceField(Organisation.objects.order_by("name"), label="Tre", label_of=lambda row: row.code, brief=("code",))
    none = forms.ModelChoiceField(Organisation.objects.none(), label="Fyra")
    many = forms.ModelMultipleChoiceField(Organisation.objects.order_by("name"), label="Fem", label_of=str)


@pytest.mark.django_db
def test_read_once(django_assert_num_queries):
    for n in range(30):
        OrganisationFactory(name=f"<b>Nr {n:02}</b>", short_name=f"<b>Nr {n:02}</b>", code=f"kod-{n}")
    with django_assert_num_queries(2):  # with all columns, and with the code alone
        html = str(Several())
    assert html.count("&lt;b&gt;Nr 07&lt;/b&gt;") == 3
    assert "<b>Nr" not in html
    assert html.count("kod-7<") == 1


@pytest.mark.django_db
def test_the_next_form_sees_what_has_come():
    row = OrganisationFactory(short_name="Först")
    assert "Först" in str(Several())
    OrganisationFactory(short_name="Sedan")
    html = str(Several(initial={"first": row.pk}))
    assert "Sedan" in html
    assert html.count(f'value="{row.pk}" selected>Först') == 1
