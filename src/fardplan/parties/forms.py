from operator import attrgetter

from django.core.validators import RegexValidator
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.parties.choices import organisations_for
from fardplan.parties.models import County, Organisation, Post, Unit

TWO_DIGITS = RegexValidator(r"^\d{2}$", _("A county code has two digits, such as 05."))


class ProgrammeForm(forms.Form):
    name = forms.TextField(label=_("Name of the programme"), max_length=120)
    tagline = forms.TextField(label=_("In one sentence"), max_length=200, required=False)
    county_code = forms.TextField(label=_("County code, two digits"), max_length=2, required=False, validators=[TWO_DIGITS], width="s")
    county_name = forms.TextField(label=_("County"), max_length=80, required=False)
    start = forms.TimingField(label=_("Start"), required=False)
    horizon_year = forms.YearField(label=_("Target year"), min_value=2000, required=False)
    contact = forms.TextField(label=_("Contact"), max_length=120, required=False, hint=_("A shared mailbox rather than a person."))

    layout = ("name", "tagline", ("county_code", "county_name"), "start", "horizon_year", "contact")

    def clean(self):
        values = super().clean()
        code, name = values.get("county_code"), values.get("county_name")
        if name and not code and "county_code" not in self.errors:
            self.add_error("county_code", _("Give the county's code too."))
        if code and not name and not County.objects.filter(code=code).exists():
            self.add_error("county_name", _("This county is new here: give its name too."))
        return values


class EditProgrammeForm(ProgrammeForm):
    purpose = forms.LongTextField(label=_("Purpose"), required=False)
    target_audience = forms.LongTextField(label=_("For whom"), required=False)

    layout = ("name", "tagline", "purpose", "target_audience", ("county_code", "county_name"), "start", "horizon_year", "contact")


def initial_of_programme(programme):
    names = [name for name in EditProgrammeForm.base_fields if not name.startswith("county_")]
    county = programme.county
    return {
        **{name: getattr(programme, name) for name in names},
        "county_code": county.code if county else "",
        "county_name": county.name if county else "",
    }


# Organisations, as parties and as others who take part


class OrganisationForm(forms.Form):
    """What an organisation is called. Chosen or described by `TakesPartForm`, changed by `EditPartyForm` and `EditPartnerForm`."""

    name = forms.TextField(label=_("Name"), max_length=120, hint=_("The full name, such as the municipality's own."))
    short_name = forms.TextField(label=_("Short name"), max_length=60, hint=_("For tables and lists."))
    kind = forms.ChoiceField(label=_("Kind"), choices=Organisation.Kind.choices)
    code = forms.TextField(
        label=_("Code"), max_length=12, required=False, hint=_("The municipality's or region's code, such as 2281."), width="s"
    )

    DESCRIBES = (("name", "short_name"), ("kind", "code"))


class TakesPartForm(OrganisationForm):
    """Choose an organisation that is known, or describe a new one."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Organisation"),
        required=False,
        empty_label=_("A new one, described below"),
        label_of=attrgetter("name"),
    )

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_for(programme)
        for names in self.DESCRIBES:
            for name in names:
                self.fields[name].required = False
        self.fields["kind"].empty_label = _("Choose …")

    def clean(self):
        values = super().clean()
        if not values.get("organisation"):
            for name in ("name", "short_name", "kind"):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, _("Choose an organisation above, or fill this in."))
        return values

    def key(self):
        """What the row's key is made from."""
        chosen = self.cleaned_data["organisation"]
        return chosen.slug if chosen else self.cleaned_data["name"]


class PartyForm(TakesPartForm):
    from_date = forms.DateField(label=_("Party from"), required=False, hint=_("Leave empty if it is not known."))

    layout = (
        "organisation",
        forms.Part(_("New organisation"), *OrganisationForm.DESCRIBES, hint=_("When it is not in the list above.")),
        forms.Part(_("As a party"), "from_date"),
    )


class DescribedForm(OrganisationForm):
    """An organisation that takes part already: its words are changed, it is not chosen anew."""

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)


class EditPartyForm(DescribedForm):
    from_date = forms.DateField(label=_("Party from"), required=False, hint=_("Leave empty if it is not known."))

    layout = (*OrganisationForm.DESCRIBES, "from_date")


class PartnerForm(TakesPartForm):
    role = forms.TextField(label=_("What it does"), max_length=200, required=False, hint=_("Such as: trains, lends staff, does research."))
    from_date = forms.DateField(label=_("From"), required=False, hint=_("Leave empty if it is not known."))

    layout = (
        "organisation",
        forms.Part(_("New organisation"), *OrganisationForm.DESCRIBES, hint=_("When it is not in the list above.")),
        forms.Part(_("In the programme"), "role", "from_date"),
    )


class EditPartnerForm(DescribedForm):
    role = forms.TextField(label=_("What it does"), max_length=200, required=False, hint=_("Such as: trains, lends staff, does research."))
    from_date = forms.DateField(label=_("From"), required=False, hint=_("Leave empty if it is not known."))

    layout = (*OrganisationForm.DESCRIBES, "role", "from_date")


def initial_with_organisation(row):
    """A party or partner as values of its form."""
    organisation = row.organisation
    values = {name: getattr(organisation, name) for name in OrganisationForm.base_fields}
    return {**values, "role": getattr(row, "role", ""), "from_date": row.from_date}


class UnitForm(forms.Form):
    name = forms.TextField(label=_("Name"), max_length=160)
    kind = forms.TextField(
        label=_("Kind"), max_length=60, required=False, hint=_("As you say it: administration, department, care centre.")
    )
    parent = forms.ModelChoiceField(Unit.objects.none(), label=_("Part of"), required=False, empty_label=_("Right under the organisation"))
    from_date = forms.DateField(label=_("Holds from"), required=False)

    def __init__(self, *args, organisation, on, unit=None, **kwargs):
        super().__init__(*args, **kwargs)
        holding = Q(pk__in=organisation.units.holding_on(on).values("pk"))
        units = organisation.units.filter(holding | Q(pk=unit.parent_id) if unit else holding).order_by(swedish("name"))
        self.fields["parent"].queryset = units.exclude(pk__in=_below(unit)) if unit else units


def _below(unit):
    """The unit and everything under it: none of them can be what it is part of."""
    found, level = [], [unit.pk]
    while level:
        found += level
        level = list(Unit.objects.filter(parent__in=level).exclude(pk__in=found).values_list("pk", flat=True))
    return found


# Staffing


class PostForm(forms.Form):
    role = forms.TextField(label=_("Role"), max_length=120)
    number = forms.NumberField(label=_("Number of people"), whole=True, min_value=1, max_value=99, initial=1)
    share = forms.PercentField(label=_("Share of full time, all together"), whole=True, min_value=0, max_value=2000)
    vacancies = forms.NumberField(label=_("Vacancies"), whole=True, min_value=0, max_value=99, initial=0)
    from_date = forms.DateField(label=_("From"), required=False, hint=_("Leave empty if it is not known."))
    until_date = forms.EndDateField(label=_("Last day"), required=False, hint=_("Leave empty if it goes on."))
    comment = forms.TextField(label=_("Comment"), max_length=300, required=False)

    layout = ("role", ("number", "vacancies"), "share", ("from_date", "until_date"), "comment")


class AssignmentForm(forms.Form):
    role = forms.TextField(label=_("Role"), max_length=120)
    post = forms.ModelChoiceField(Post.objects.none(), label=_("Post it counts against"), required=False, empty_label=_("No post"))
    is_vacant = forms.BooleanField(label=_("The assignment is vacant"))
    holder = forms.TextField(
        label=_("Who"),
        max_length=120,
        required=False,
        hint=_("A function or a made-up name, the same for one person's periods. May be left empty."),
    )
    share = forms.PercentField(
        label=_("Share of full time"),
        whole=True,
        min_value=0,
        max_value=100,
        required=False,
        hint=_("May be left empty when it is vacant."),
    )
    lent_by = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Lent by"), required=False, empty_label=_("Not stated"), label_of=attrgetter("name")
    )
    from_date = forms.DateField(label=_("From"), required=False, hint=_("Leave empty if it is not known."))
    until_date = forms.EndDateField(label=_("Last day"), required=False, hint=_("Leave empty if it goes on."))
    period_words = forms.TextField(
        label=_("The period, as worded"), max_length=80, required=False, hint=_("When the source says it in its own words.")
    )
    comment = forms.TextField(label=_("Comment"), max_length=300, required=False)

    layout = ("role", "post", "is_vacant", "holder", "share", "lent_by", ("from_date", "until_date"), "period_words", "comment")

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = Post.objects.filter(programme=programme)
        self.fields["lent_by"].queryset = organisations_for(programme, held=[held.lent_by_id] if held else ())

    def clean(self):
        values = super().clean()
        if not values.get("is_vacant") and values.get("share") is None and "share" not in self.errors:
            self.add_error("share", _("Give the share of full time, or say that the assignment is vacant."))
        if values.get("is_vacant") and values.get("holder"):
            self.add_error("holder", _("Nobody holds a vacant assignment: take away the name, or the tick."))
        return values


class DayForm(forms.FilterForm):
    on = forms.DateField(label=_("On the day"))
