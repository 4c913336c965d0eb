from itertools import zip_longest

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fardplan.goals.models import Goal
from fardplan.governance.models import Decision, Document, Forum
from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.kit.forms import Part
from fardplan.kit.offered import Together, key_or_value, linked
from fardplan.kit.rows import MORE_ROWS, Rows, as_initial
from fardplan.kit.timing import Timing
from fardplan.parties.choices import organisations_for
from fardplan.parties.models import Party
from fardplan.parties.owned import OwnedMixin
from fardplan.plan import answering
from fardplan.plan.models import Activity
from fardplan.plan.rules import CLOSED
from fardplan.portfolio.models import Initiative, Tag, TargetGroup
from fardplan.status.models import Friction, Risk

NOT_ZERO = _("Leave empty when nobody has counted. Empty is not nought.")


def choices_of(enum):
    return [choice for choice in enum.choices if choice[0]]


def chosen_from(model, programme, on, linked=()):
    """The rows that hold today, and those already pointed to: saving something else must not drop them."""
    rows = model.objects.filter(programme=programme)
    return rows.filter(Q(pk__in=rows.holding_on(on).values("pk")) | Q(pk__in=[pk for pk in linked if pk]))


def initiatives_of(programme):
    return Initiative.objects.filter(programme=programme).order_by(swedish("title"))


def words_keep_their_year(form, *names):
    """A time that was read with the year of its document is read with the same year when it comes back unchanged."""
    for name in names:
        held = form.initial.get(name)
        if isinstance(held, Timing) and (day := held.starts_earliest or held.ends_latest):
            form.fields[name].year = day.year


class ActivityFilterForm(forms.FilterForm):
    """The fields are called as the address is: see filters.ActivityFilter.PARAMS."""

    def __init__(self, *args, options, **kwargs):
        super().__init__(*args, **kwargs)

        def add(name, label, choices, everything):
            if choices:
                self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False, empty_label=everything)

        self.fields["ar"] = forms.ChoiceField(label=_("Year"), choices=[(str(year), str(year)) for year in options.years])
        add("slag", _("Kind"), choices_of(Activity.Kind), _("All kinds"))
        add("form", _("Form"), choices_of(Activity.Format), _("All forms"))
        add("mal", _("Goal"), [(goal.slug, f"{goal.number}. {goal.label}") for goal in options.goals], _("All goals"))
        add("part", _("Party"), [(party.slug, party.name) for party in options.parties], _("All parties"))
        add("arbete", _("Initiative"), options.initiatives, _("All initiatives"))
        add("etikett", _("Tag"), [(tag.slug, tag.name) for tag in options.tags], _("All tags"))

    @property
    def chosen(self):
        """A year is always chosen: it is no filter to clear."""
        return {name: value for name, value in super().chosen.items() if name != "ar"}


class ActivityForm(OwnedMixin, forms.Form):
    OWNER = "responsible"

    title = forms.TextField(label=_("Activity"), max_length=200, hint=_("Begin with a verb if you can."))
    kind = forms.ChoiceField(label=_("Kind"), choices=choices_of(Activity.Kind))
    state = forms.ChoiceField(label=_("State"), choices=Activity.State.choices)
    time = forms.TimingField(label=_("When"))
    year = forms.YearField(label=_("Year"), hint=_("The year it is reported in. “3 feb” is read as that year’s."))
    format = forms.ChoiceField(label=_("Form"), choices=choices_of(Activity.Format), required=False, empty_label=_("Not stated"))
    format_words = forms.TextField(label=_("Form, as worded"), max_length=60, required=False)
    audience = forms.TextField(label=_("For whom, as worded"), max_length=300, required=False)
    comment = forms.LongTextField(label=_("Comment"), required=False, rows=3, hint=_("Never write about individual patients."))

    sponsor = forms.ModelChoiceField(Forum.objects.none(), label=_("Sponsor"), required=False)
    executing = forms.TextField(label=_("Carried out by"), max_length=160, required=False)
    responsible = forms.ModelChoiceField(Party.objects.none(), label=_("Responsible party"), required=False)
    initiative = forms.ModelChoiceField(Initiative.objects.none(), label=_("Initiative"), required=False)
    goals = forms.ModelMultipleChoiceField(Goal.objects.none(), label=pgettext_lazy("numbered", "Goals"), required=False)
    target_groups = forms.ModelMultipleChoiceField(TargetGroup.objects.none(), label=_("Target groups"), required=False)
    tags = forms.ModelMultipleChoiceField(Tag.objects.none(), label=_("Tags"), required=False)

    risk = forms.ModelChoiceField(Risk.objects.none(), label=_("Risk"), required=False)
    friction = forms.ModelChoiceField(Friction.objects.none(), label=_("Friction"), required=False)
    decision = forms.ModelChoiceField(Decision.objects.none(), label=_("Decision"), required=False)

    participants = forms.NumberField(label=_("All together"), whole=True, min_value=0, required=False)

    #: Fields that are rows of links, which the service takes as `links`.
    LINKS = ("goals", "target_groups", "tags")

    def __init__(self, *args, programme, on, plans, activity=None, **kwargs):
        super().__init__(*args, **kwargs)
        held = activity or Activity()
        counts = activity.attendances.values_list("party", "target_group") if activity else ()
        counted = {party for party, _group in counts}
        links = linked(activity, *self.LINKS) if activity else dict.fromkeys(self.LINKS, ())
        organisations = organisations_for(programme, by="short_name", held=activity.lecturers.values("organisation") if activity else ())
        groups = chosen_from(TargetGroup, programme, on, [*links["target_groups"], *(group for _party, group in counts)]).order_by(
            swedish("name")
        )
        self.all_parties = chosen_from(Party, programme, on, [held.responsible_id, *counted]).in_order()
        self.fields["sponsor"].queryset = chosen_from(Forum, programme, on, [held.sponsor_id])
        self.only_mine(plans, self.all_parties, held.responsible_id)
        self.fields["initiative"].queryset = initiatives_of(programme)
        self.fields["goals"].queryset = chosen_from(Goal, programme, on, links["goals"])
        self.fields["target_groups"].queryset = groups
        self.fields["tags"].queryset = chosen_from(Tag, programme, on, links["tags"]).order_by(swedish("name"))
        answered = answering.choices(programme, plans.authority.user, held)
        for name in answering.ANSWERED:
            if name in answered:
                self.fields[name].queryset = answered[name]
            else:
                del self.fields[name]
        texts = {name: ("title",) for name in ("initiative", *answered)}
        together = Together(self, texts | {"target_groups": ("name",), "tags": ("name",)})
        if "responsible" in self.fields:
            mine = self.fields["responsible"].queryset
            self.fields["responsible"].known = lambda: self.all_parties if plans.programme else mine
        self.fields["time"].year = self._year_meant()
        self.lecturers = Rows(
            self,
            "lecturers",
            lambda n: {
                "organisation": forms.ModelChoiceField(organisations, label=_("Organisation %(n)s") % {"n": n}, required=False),
                "unit_words": forms.TextField(label=_("Unit"), max_length=120, required=False),
                "role": forms.TextField(label=_("Role"), max_length=120, required=False),
            },
            needs=["organisation"],
        )
        self.from_party = {}
        for party in self.all_parties:
            self.from_party[f"from-{party.slug}"] = party
            self.fields[f"from-{party.slug}"] = forms.NumberField(label=party.name, whole=True, min_value=0, required=False)
        self.from_groups = Rows(
            self,
            "groups",
            lambda n: {
                "target_group": forms.ModelChoiceField(groups, label=_("Target group %(n)s") % {"n": n}, required=False),
                "party": forms.ModelChoiceField(self.all_parties, label=_("From"), required=False, empty_label=_("All parties")),
                "number": forms.NumberField(label=_("How many"), whole=True, min_value=0, required=False),
            },
            needs=["target_group", "number"],
        )
        for names in self.from_groups.keys:
            for name, key in names.items():
                if key == "target_group":
                    self.fields[name].known = together.of("target_groups")
                elif key == "party":
                    self.fields[name].known = lambda: self.all_parties
        party_fields = list(self.from_party)
        self.layout = [
            "title",
            ("kind", "state"),
            "time",
            "year",
            ("format", "format_words"),
            "audience",
            "comment",
            self.lecturers.part(
                _("Who lectures or trains"), hint=_("The organisation, never the person. If the rows are not enough: save, and open again.")
            ),
            Part(_("What it belongs to"), "initiative", "responsible", "sponsor", "executing", "goals", "target_groups", "tags"),
            Part(
                _("What it answers"),
                *answered,
                hint=_("The risk, the friction or the decision that it is a response to. Its page shows the activity."),
            ),
            Part(_("How many took part"), "participants", *zip_longest(party_fields[::2], party_fields[1::2], fillvalue=""), hint=NOT_ZERO),
            self.from_groups.part(_("How many from each target group"), hint=MORE_ROWS),
        ]

    def _year_meant(self):
        """The year written beside the words, or the one the activity has."""
        written = str(self.data.get("year", "") if self.is_bound else self.initial.get("year", "")).strip()
        return int(written) if written.isdecimal() and 1990 <= int(written) <= 2100 else None

    def clean(self):
        values = super().clean()
        self.lecturers.clean()
        self.from_groups.clean()
        seen = set()
        for names in self.from_groups.keys:
            row = {key: values.get(name) for name, key in names.items()}
            pair = (row["target_group"], row["party"])
            if row["target_group"] and pair in seen:
                self.add_error(next(iter(names)), _("This group has already been counted."))
            seen.add(pair)
        self.refuse_others(values)
        return values

    def for_service(self):
        """What services.add_activity and edit_activity take."""
        attendance = []
        if self.cleaned_data["participants"] is not None:
            attendance.append({"number": self.cleaned_data["participants"]})
        attendance += [
            {"party": party, "number": self.cleaned_data[name]}
            for name, party in self.from_party.items()
            if self.cleaned_data[name] is not None
        ]
        attendance += self.from_groups.filled()
        values = self.lecturers.without(self.from_groups.without(self.cleaned_data))
        values = {name: value for name, value in values.items() if name != "participants" and name not in self.from_party}
        links = {name: list(values.pop(name)) for name in self.LINKS}
        return {**values, "links": links, "lecturers": self.lecturers.filled(), "attendance": attendance}


def initial_of_activity(activity):
    """An activity as values of ActivityForm."""
    plain = [name for name in ActivityForm.base_fields if name not in ("participants", *ActivityForm.LINKS)]
    values = {name: key_or_value(activity, name) for name in plain} | linked(activity, *ActivityForm.LINKS)
    lecturers = activity.lecturers.select_related("organisation")
    values |= as_initial(
        "lecturers", [{"organisation": row.organisation, "unit_words": row.unit_words, "role": row.role} for row in lecturers]
    )
    groups = []
    for row in activity.attendances.select_related("party", "target_group").order_by("pk"):
        if row.target_group_id:
            groups.append({"target_group": row.target_group, "party": row.party, "number": row.number})
        elif row.party_id:
            values[f"from-{row.party.slug}"] = row.number
        else:
            values["participants"] = row.number
    return values | as_initial("groups", groups)


class CloseActivityForm(forms.Form):
    state = forms.ChoiceField(
        label=_("How did it go"), radio=True, choices=[(state.value, state.label) for state in Activity.State if state in CLOSED]
    )
    participants = forms.NumberField(label=_("How many took part"), whole=True, min_value=0, required=False, hint=NOT_ZERO)


class MilestoneForm(OwnedMixin, forms.Form):
    OWNER = "party"

    title = forms.TextField(label=_("Milestone"), max_length=200, hint=_("What shall be in place."))
    number = forms.TextField(label=_("Number"), max_length=10, required=False, width="s")
    time = forms.TimingField(label=_("When"))
    party = forms.ModelChoiceField(
        Party.objects.none(), label=_("Waits for"), required=False, hint=_("The party that is asked when it is late.")
    )
    responsible = forms.TextField(label=_("Who, as worded"), max_length=160, required=False, hint=_("The function, not a name."))
    initiative = forms.ModelChoiceField(Initiative.objects.none(), label=_("Initiative"), required=False)
    goals = forms.ModelMultipleChoiceField(Goal.objects.none(), label=pgettext_lazy("numbered", "Goals"), required=False)
    document = forms.ModelChoiceField(Document.objects.none(), label=_("Document it comes from"), required=False)
    done = forms.TimingField(label=_("Done"), required=False, hint=_("Leave empty until it is done."))
    is_outcome_unknown = forms.BooleanField(
        label=_("Nobody knows whether it was done"), required=False, hint=_("For old milestones: they are then not shown as late.")
    )

    def __init__(self, *args, programme, on, plans, milestone=None, **kwargs):
        super().__init__(*args, **kwargs)
        linked = milestone.goals.values_list("pk", flat=True) if milestone else ()
        held = milestone.party_id if milestone else None
        self.only_mine(plans, chosen_from(Party, programme, on, [held]).in_order(), held)
        self.fields["initiative"].queryset = initiatives_of(programme)
        self.fields["goals"].queryset = chosen_from(Goal, programme, on, linked)
        self.fields["document"].queryset = Document.objects.filter(programme=programme).order_by(swedish("title"))
        words_keep_their_year(self, "time", "done")

    def clean(self):
        values = super().clean()
        if values.get("done") and values.get("is_outcome_unknown"):
            self.add_error("is_outcome_unknown", _("Either it is known when it was done, or it is not known whether."))
        self.refuse_others(values)
        return values

    def for_service(self):
        values = dict(self.cleaned_data)
        links = {"goals": list(values.pop("goals"))}
        return {**values, "links": links}


class FinishMilestoneForm(forms.Form):
    done = forms.TimingField(label=_("When was it done"))


class DependencyForm(forms.Form):
    text = forms.LongTextField(
        label=_("Dependency"), max_length=300, rows=2, hint=_("What the work has to reckon with, outside or inside the programme.")
    )
    initiative = forms.ModelChoiceField(Initiative.objects.none(), label=_("Initiative that depends"), required=False)
    on_initiative = forms.ModelChoiceField(Initiative.objects.none(), label=_("On which initiative"), required=False)
    document = forms.ModelChoiceField(Document.objects.none(), label=_("Document it comes from"), required=False)
    from_date = forms.DateField(label=_("Holds from"), required=False)

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("initiative", "on_initiative"):
            self.fields[name].queryset = initiatives_of(programme)
        self.fields["document"].queryset = Document.objects.filter(programme=programme).order_by(swedish("title"))

    def clean(self):
        values = super().clean()
        if values.get("initiative") and values["initiative"] == values.get("on_initiative"):
            self.add_error("on_initiative", _("Work cannot depend on itself."))
        return values


class ExclusionForm(forms.Form):
    text = forms.LongTextField(label=_("Exclusion"), max_length=300, rows=2, hint=_("What the programme leaves to others."))
    document = forms.ModelChoiceField(Document.objects.none(), label=_("Document it comes from"), required=False)
    from_date = forms.DateField(label=_("Holds from"), required=False)

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = Document.objects.filter(programme=programme).order_by(swedish("title"))
