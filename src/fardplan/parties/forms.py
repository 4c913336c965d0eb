from django.utils.translation import gettext_lazy as _

from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.parties.models import Organisation, Post


class ProgrammeForm(forms.Form):
    name = forms.TextField(label=_("Name of the programme"), max_length=120)
    tagline = forms.TextField(label=_("In one sentence"), max_length=200, required=False)
    county_name = forms.TextField(label=_("County"), max_length=80, required=False)
    county_code = forms.TextField(label=_("County code"), max_length=2, required=False, hint=_("Two digits, such as 05."), width="s")
    start = forms.TimingField(label=_("Start"), required=False)
    horizon_year = forms.NumberField(label=_("Target year"), whole=True, min_value=2000, max_value=2100, required=False, width="s")
    contact = forms.TextField(label=_("Contact"), max_length=120, required=False, hint=_("A shared mailbox rather than a person."))

    layout = ("name", "tagline", ("county_name", "county_code"), ("start", "horizon_year"), "contact")


class EditProgrammeForm(forms.Form):
    name = forms.TextField(label=_("Name of the programme"), max_length=120)
    tagline = forms.TextField(label=_("In one sentence"), max_length=200, required=False)
    purpose = forms.LongTextField(label=_("Purpose"), required=False)
    target_audience = forms.LongTextField(label=_("For whom"), required=False)
    start = forms.TimingField(label=_("Start"), required=False)
    horizon_year = forms.NumberField(label=_("Target year"), whole=True, min_value=2000, max_value=2100, required=False, width="s")
    contact = forms.TextField(label=_("Contact"), max_length=120, required=False, hint=_("A shared mailbox rather than a person."))

    layout = ("name", "tagline", "purpose", "target_audience", ("start", "horizon_year"), "contact")


def organisations():
    return Organisation.objects.order_by(swedish("name"))


class PartyForm(forms.Form):
    """Choose an organisation that is known, or describe a new one."""

    organisation = forms.ModelChoiceField(
        organisations(), label=_("Organisation"), required=False, empty_label=_("A new one, described below"), label_of=lambda row: row.name
    )
    name = forms.TextField(label=_("Name"), max_length=120, required=False, hint=_("The full name, such as the municipality's own."))
    short_name = forms.TextField(label=_("Short name"), max_length=60, required=False, hint=_("For tables and lists."))
    kind = forms.ChoiceField(label=_("Kind"), choices=Organisation.Kind.choices, required=False, empty_label=_("Choose"))
    code = forms.TextField(label=_("Code"), max_length=12, required=False, hint=_("The municipality's or region's code."), width="s")
    from_date = forms.DateField(label=_("Party from"), required=False, hint=_("Leave empty if it is not known."))

    layout = (
        "organisation",
        forms.Part(_("New organisation"), ("name", "short_name"), ("kind", "code")),
        forms.Part(_("As a party"), "from_date"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations()

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("organisation"):
            for name in ("name", "short_name", "kind"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Choose an organisation above, or fill this in."))
        return cleaned


class OrganisationForm(forms.Form):
    name = forms.TextField(label=_("Name"), max_length=120)
    short_name = forms.TextField(label=_("Short name"), max_length=60)
    kind = forms.ChoiceField(label=_("Kind"), choices=Organisation.Kind.choices)
    code = forms.TextField(label=_("Code"), max_length=12, required=False, width="s")
    description = forms.TextField(label=_("Description"), max_length=300, required=False)

    layout = (("name", "short_name"), ("kind", "code"), "description")


class EditPartyForm(OrganisationForm):
    from_date = forms.DateField(label=_("Party from"), required=False, hint=_("Leave empty if it is not known."))

    layout = (("name", "short_name"), ("kind", "code"), "description", "from_date")


class EndForm(forms.Form):
    until_date = forms.EndDateField(label=_("Last day"), hint=_("The row stays in earlier reports and in the history."))


class PostForm(forms.Form):
    role = forms.TextField(label=_("Role"), max_length=120)
    number = forms.NumberField(label=_("Number of people"), whole=True, min_value=1, max_value=99, initial=1, width="s")
    share = forms.PercentField(label=_("Per cent of full time, all together"), whole=True, min_value=0, max_value=2000, width="s")
    vacancies = forms.NumberField(label=_("Vacancies"), whole=True, min_value=0, max_value=99, initial=0, width="s")
    from_date = forms.DateField(label=_("From"), required=False)
    until_date = forms.EndDateField(label=_("Last day"), required=False)
    comment = forms.TextField(label=_("Comment"), max_length=300, required=False)

    layout = ("role", ("number", "share"), "vacancies", ("from_date", "until_date"), "comment")


class AssignmentForm(forms.Form):
    role = forms.TextField(label=_("Role"), max_length=120)
    post = forms.ModelChoiceField(Post.objects.none(), label=_("Post"), required=False, empty_label=_("No post"))
    is_vacant = forms.BooleanField(label=_("The assignment is vacant"), required=False)
    holder = forms.TextField(
        label=_("Who"),
        max_length=120,
        required=False,
        hint=_("A name or a pseudonym; the same for one person's periods. May be left empty."),
    )
    share = forms.PercentField(label=_("Per cent of full time"), whole=True, min_value=0, max_value=100, required=False, width="s")
    lent_by = forms.ModelChoiceField(Organisation.objects.none(), label=_("Lent by"), required=False, empty_label=_("Not stated"))
    from_date = forms.DateField(label=_("From"), required=False)
    until_date = forms.EndDateField(label=_("Last day"), required=False, hint=_("Leave empty if it goes on."))
    comment = forms.TextField(label=_("Comment"), max_length=300, required=False)

    layout = ("role", "post", "is_vacant", ("holder", "share"), "lent_by", ("from_date", "until_date"), "comment")

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = Post.objects.filter(programme=programme)
        self.fields["lent_by"].queryset = organisations()


class DayForm(forms.FilterForm):
    on = forms.DateField(label=_("On the day"), hint=_("Such as 2023-08-01."))
