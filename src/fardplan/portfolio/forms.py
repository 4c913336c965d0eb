from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fardplan.goals.models import BenefitObject, Goal, ProgrammeArea
from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.kit.forms import Part
from fardplan.kit.models import Origin
from fardplan.kit.offered import Together, key_or_value, linked
from fardplan.kit.rows import MORE_ROWS, Rows, as_initial
from fardplan.kit.templatetags.fardplan import listed
from fardplan.kit.timing import Timing
from fardplan.parties.choices import organisations_for
from fardplan.parties.models import Membership, Organisation, Party
from fardplan.portfolio.models import CriterionJudgement, Initiative, Tag, TargetGroup, WorkingMethod
from fardplan.portfolio.rules import EARLY, ON_PAGES, Phase

WHEN_HINT = _("For example 2024, HT 2024 or 1 March 2024. The words are kept as they stand.")


def spelled(count):
    """“All eight”, for the filter that takes them all."""
    words = {
        1: _("All one"), 2: _("Both"), 3: _("All three"), 4: _("All four"), 5: _("All five"), 6: _("All six"),
        7: _("All seven"), 8: _("All eight"), 9: _("All nine"), 10: _("All ten"), 11: _("All eleven"), 12: _("All twelve"),
    }  # fmt: skip
    return words.get(count, _("All"))


class PortfolioFilterForm(forms.FilterForm):
    """The fields are called as the address is: see filters.PortfolioFilter.PARAMS."""

    def __init__(self, *args, options, **kwargs):
        super().__init__(*args, **kwargs)
        self._add("part", _("Party"), options.parties)
        self._add("mal", _("Goal"), options.goals, lambda goal: f"{goal.number}. {goal.label}")
        self._add("nytta", _("Benefit object"), options.benefit_objects)
        phases = [
            ("", _("In the portfolio")),
            ("waiting", _("On the way in")),
            ("all", _("All phases")),
            *((phase.value, phase.label) for phase in ON_PAGES),
        ]
        self.fields["fas"] = forms.ChoiceField(label=_("Phase"), choices=phases, required=False)
        choices = [choice for choice in Initiative.Form.choices if choice[0]]
        self.fields["form"] = forms.ChoiceField(label=_("Form"), choices=choices, required=False, empty_label=_("All forms"))
        self._add("malgrupp", _("Target group"), options.target_groups, all_of_them=_("All target groups"))
        self._add("etikett", _("Tag"), options.tags, all_of_them=_("All tags"))

    def _add(self, name, label, rows, label_of=str, all_of_them=None):
        """A filter of rows; without rows there is nothing to filter by."""
        if rows:
            choices = [(row.slug, label_of(row)) for row in rows]
            self.fields[name] = forms.ChoiceField(
                label=label, choices=choices, required=False, empty_label=all_of_them or spelled(len(rows))
            )


class InitiativeForm(forms.Form):
    """Everything about an initiative but its phase, which is moved."""

    title = forms.TextField(label=_("Name of the initiative"), max_length=200)
    short_title = forms.TextField(
        label=_("Short title"), max_length=60, required=False, hint=_("For tables, the matrix and the roadmap."), width="l"
    )
    description = forms.RichTextField(
        label=_("What it is about"), required=False, hint=_("What shall become better, and for whom. Never about individual patients.")
    )
    form = forms.ChoiceField(
        label=_("Form"), choices=[c for c in Initiative.Form.choices if c[0]], required=False, empty_label=_("Not stated")
    )
    time = forms.TimingField(label=_("Time"), required=False)

    is_county_wide = forms.BooleanField(label=_("The whole county: all parties take part"))
    parties = forms.ModelMultipleChoiceField(Party.objects.none(), label=_("Parties that take part"), required=False)
    parties_words = forms.TextField(
        label=_("Parties, as worded"), max_length=160, required=False, hint=_("When a document says it in words of its own.")
    )

    leader_organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("The leader comes from"), required=False)
    leader = forms.ModelChoiceField(
        get_user_model().objects.none(),
        label=_("Leader"),
        required=False,
        hint=_("Somebody who logs in here. May then edit the initiative."),
    )
    leader_note = forms.TextField(label=_("About the leader"), max_length=120, required=False, hint=_("For example: external consultant."))
    leader_is_vacant = forms.BooleanField(label=_("There is no leader: the place is vacant"))
    change_owner = forms.TextField(
        label=_("Change owner"), max_length=160, required=False, hint=_("The function in the line that owns the change, not a name.")
    )

    goals = forms.ModelMultipleChoiceField(
        Goal.objects.none(), label=pgettext_lazy("numbered", "Goals"), required=False, hint=_("Choose all it works towards.")
    )
    benefit_objects = forms.ModelMultipleChoiceField(BenefitObject.objects.none(), label=_("Benefit objects"), required=False)
    target_groups = forms.ModelMultipleChoiceField(TargetGroup.objects.none(), label=_("Target groups"), required=False)
    working_methods = forms.ModelMultipleChoiceField(WorkingMethod.objects.none(), label=_("Working methods"), required=False)
    tags = forms.ModelMultipleChoiceField(Tag.objects.none(), label=_("Tags"), required=False)
    programme_area = forms.ModelChoiceField(ProgrammeArea.objects.none(), label=_("Programme area"), required=False)

    agreement_year = forms.YearField(label=_("Agreement, year"), required=False)
    agreement_chapter = forms.TextField(label=_("Agreement, chapter"), max_length=120, required=False)
    comment = forms.LongTextField(label=_("Comment"), required=False, rows=3)

    #: Fields that are rows of links, which the service takes as `links`.
    LINKS = ("parties", "benefit_objects", "target_groups", "working_methods", "tags")

    def __init__(self, *args, programme, on, initiative=None, **kwargs):
        super().__init__(*args, **kwargs)

        def choose(name, model, linked=()):
            """What holds today, and what the initiative already points to: saving something else must not drop that."""
            holds = model.objects.filter(programme=programme).holding_on(on).values("pk")
            self.fields[name].queryset = model.objects.filter(Q(pk__in=holds) | Q(pk__in=linked))

        def links(name):
            return getattr(initiative, name).values("pk") if initiative else ()

        partners = initiative.partner_links.values("organisation") if initiative else ()
        held = Q(pk__in=partners) | Q(pk=initiative.leader_organisation_id) if initiative else Q(pk__in=())
        organisations = organisations_for(programme, held=held, by="short_name")
        members = Membership.objects.filter(programme=programme).holding_on(on).values("user")
        leader = [initiative.leader_id] if initiative else []
        choose("parties", Party, links("parties"))
        self.fields["parties"].queryset = self.fields["parties"].queryset.in_order()
        self.fields["leader_organisation"].queryset = organisations
        users = get_user_model().objects.filter(Q(pk__in=members) | Q(pk__in=leader))
        self.fields["leader"].queryset = users.order_by(swedish("display_name"))
        choose("goals", Goal, initiative.goal_links.values("goal") if initiative else ())
        choose("benefit_objects", BenefitObject, links("benefit_objects"))
        for name, model in (("target_groups", TargetGroup), ("working_methods", WorkingMethod), ("tags", Tag)):
            choose(name, model, links(name))
            self.fields[name].queryset = self.fields[name].queryset.order_by(swedish("name"))
        choose("programme_area", ProgrammeArea, [initiative.programme_area_id] if initiative else ())
        self.invented = [link for link in initiative.goal_links.all() if link.origin == Origin.INVENTED] if initiative else []
        if self.invented:
            numbers = listed([link.goal.number for link in self.invented])
            self.fields["goals_are_right"] = forms.BooleanField(
                label=_("The goals are right: they are no longer an invented example"),
                hint=_("No source says that it works towards %(numbers)s.") % {"numbers": numbers},
            )
        Together(self, dict.fromkeys(("target_groups", "working_methods", "tags"), ("name",)))
        self.partners = Rows(
            self,
            "partners",
            lambda n: {
                "organisation": forms.ModelChoiceField(organisations, label=_("Partner %(n)s") % {"n": n}, required=False),
                "role": forms.TextField(label=_("Its role"), max_length=120, required=False),
            },
            needs=["organisation"],
        )
        self.layout = [
            "title",
            "short_title",
            "description",
            "time",
            "form",
            *self.first_part(),
            Part(_("Who takes part"), "is_county_wide", "parties", "parties_words"),
            self.partners.part(_("Others who take part"), hint=MORE_ROWS),
            Part(_("Who leads"), "leader_organisation", "leader_note", "leader_is_vacant", "leader", "change_owner"),
            Part(
                _("What it works for"),
                "goals",
                "goals_are_right",
                "benefit_objects",
                "target_groups",
                "working_methods",
                "programme_area",
                "tags",
            ),
            Part(_("The agreement it comes from"), ("agreement_year", "agreement_chapter")),
            "comment",
        ]

    def first_part(self):
        return ()

    def clean(self):
        values = super().clean()
        if values.get("leader_is_vacant") and (values.get("leader_organisation") or values.get("leader")):
            self.add_error("leader_is_vacant", _("Either there is a leader, or the place is vacant."))
        self.partners.clean()
        self.partners.refuse_twice("organisation", _("%(name)s is there twice."))
        return values

    def for_service(self):
        """What services.add_initiative and edit_initiative take."""
        values = self.partners.without(self.cleaned_data)
        partners = [(row["organisation"], row["role"]) for row in self.partners.filled()]
        right = {"origin": Origin.ENTERED, "source": ""} if values.pop("goals_are_right", False) else None
        invented = {link.goal_id for link in self.invented}
        goals = [(goal, right) if right and goal.pk in invented else goal for goal in values.pop("goals")]
        links = {name: list(values.pop(name)) for name in self.LINKS}
        return {**values, "goals": goals, "partners": partners, "links": links}


def initial_of(initiative):
    """An initiative as values of InitiativeForm."""
    plain = [name for name in InitiativeForm.base_fields if name not in ("goals", *InitiativeForm.LINKS)]
    return {
        **{name: key_or_value(initiative, name) for name in plain},
        **linked(initiative, *InitiativeForm.LINKS),
        "goals": [link.goal_id for link in initiative.goal_links.all()],
        **as_initial(
            "partners",
            [{"organisation": link.organisation, "role": link.role} for link in initiative.partner_links.select_related("organisation")],
        ),
    }


def began_field(**kwargs):
    return forms.TimingField(label=_("Since when"), hint=WHEN_HINT, **kwargs)


class BeganMixin:
    def clean_began(self):
        began = self.cleaned_data["began"]
        if began is not None and began.starts_latest is None:
            raise ValidationError(_("Say when the phase begins, for example 2024, HT 2024 or 1 March 2024."))
        return began


class NewInitiativeForm(BeganMixin, InitiativeForm):
    """Whoever may move initiatives also says where a new one stands: old work is entered where it is."""

    def __init__(self, *args, may_move, on, proposers, **kwargs):
        self.may_move = may_move
        super().__init__(*args, on=on, **kwargs)
        self.fields["proposing_party"] = forms.ModelChoiceField(
            proposers, label=_("The idea comes from"), required=False, empty_label=_("No party in particular")
        )
        if may_move:
            self.fields["phase"] = forms.ChoiceField(
                label=_("Phase"), choices=[(phase.value, phase.label) for phase in ON_PAGES if phase != Phase.WITHDRAWN], required=False
            )
            self.fields["began"] = began_field(required=False)
            self.fields["decided_by"] = forms.TextField(
                label=_("By what decision"),
                max_length=300,
                required=False,
                hint=_("For old work that has been included: who decided, and when."),
            )

    def first_part(self):
        return ["proposing_party", *([Part(_("Where it stands"), "phase", "began", "decided_by")] if self.may_move else [])]

    def clean(self):
        values = super().clean()
        if values.get("phase") not in ("", None, Phase.IDEA) and "began" in values and values["began"] is None:
            self.add_error("began", _("Say since when it is there."))
        if values.get("phase") and values["phase"] not in EARLY and not values.get("decided_by"):
            self.add_error("decided_by", _("From “included” on, a phase rests on a decision: say which."))
        return values

    def first_phase(self, on):
        """The first phase for the service: an idea today unless told."""
        phase = self.cleaned_data.pop("phase", "") or Phase.IDEA
        began = self.cleaned_data.pop("began", None) or Timing.of_days(on)
        return {"phase": phase, "began": began, "note": self.cleaned_data.pop("decided_by", "")}


class MoveForm(BeganMixin, forms.Form):
    """The phases that may follow; when it happens, in words."""

    began = began_field()
    note = forms.TextField(label=_("Note"), max_length=300, required=False, hint=_("Why, or by what decision."))
    layout = ["phase", "began", "note"]

    def __init__(self, *args, phases, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["phase"] = forms.ChoiceField(label=_("New phase"), radio=True, choices=[(p.value, p.label) for p in phases])


class CorrectPhaseForm(BeganMixin, forms.Form):
    """When a phase began, put right. Which phase it is stands."""

    began = began_field()
    note = forms.TextField(label=_("Note"), max_length=300, required=False, hint=_("Why, or by what decision."))
    correction = forms.TextField(label=_("Why it is corrected"), max_length=300, hint=_("Everybody in the programme reads it."))


class DialogueForm(forms.Form):
    held_date = forms.DateField(label=_("Day"))
    text = forms.LongTextField(label=_("What was said"), rows=8, hint=_("Never write about individual patients."))


class JudgementForm(forms.Form):
    """One verdict for each of the programme's criteria, each with words."""

    judged_date = forms.DateField(label=_("Day"))
    words = forms.LongTextField(label=_("Judged together"), required=False, hint=_("What you recommend, and why."))

    def __init__(self, *args, criteria, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        parts = []
        for number, criterion in enumerate(criteria, 1):
            name = f"criterion_{criterion.pk}"
            self.fields[name] = forms.ChoiceField(
                label=_("How far is it met?"),
                choices=CriterionJudgement.Verdict.choices,
                radio=True,
                initial=CriterionJudgement.Verdict.NOT_JUDGED,
            )
            self.fields[f"{name}_words"] = forms.TextField(label=_("Why"), max_length=300, required=False)
            must = _("must be met") if criterion.is_mandatory else _("is weighed in")
            parts.append(Part(f"{number}. {criterion.text}", name, f"{name}_words", hint=must))
        self.layout = ("judged_date", *parts, "words")

    def clean(self):
        values = super().clean()
        for criterion in self.criteria:
            name = f"criterion_{criterion.pk}"
            partly = values.get(name) in (CriterionJudgement.Verdict.PARTLY, CriterionJudgement.Verdict.NOT_MET)
            if partly and not values.get(f"{name}_words") and f"{name}_words" not in self.errors:
                self.add_error(f"{name}_words", _("Say what is missing."))
        return values

    def for_service(self):
        values = self.cleaned_data
        verdicts = [(row, values[f"criterion_{row.pk}"], values[f"criterion_{row.pk}_words"]) for row in self.criteria]
        return {"judged_date": values["judged_date"], "words": values["words"], "verdicts": verdicts}


class InclusionDemandForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of organisation"), choices=Organisation.Kind.choices, required=False, empty_label=_("Any kind"))
    least = forms.NumberField(label=_("At least"), whole=True, min_value=1, max_value=99, initial=1)
    party = forms.ModelChoiceField(
        Party.objects.none(), label=_("Or one party in particular"), required=False, empty_label=_("None in particular")
    )
    position = forms.NumberField(label=_("Order"), whole=True, min_value=0, max_value=999, required=False)
    from_date = forms.DateField(label=_("Holds from"), required=False)

    layout = (("kind", "least"), "party", "position", "from_date")

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = Party.objects.filter(programme=programme).in_order()

    def clean_position(self):
        return self.cleaned_data["position"] or 0

    def clean(self):
        values = super().clean()
        if values.get("party") and (values.get("kind") or values.get("least") != 1):
            self.add_error("party", _("Choose a party, or a kind and how many: not both."))
        elif not values.get("party") and not values.get("kind") and values.get("least") == 1:
            # The region and a municipality are always demanded (programme plan, inclusion), so this would demand nothing.
            self.add_error("least", _("One of any kind takes part in every work already. Choose a kind, a party, or a higher number."))
        return values

    def key(self):
        party = self.cleaned_data["party"]
        return f"villkor {party.slug if party else self.cleaned_data['kind'] or 'parter'} {self.cleaned_data['least']}"


class TargetGroupForm(forms.Form):
    name = forms.TextField(label=_("Target group"), max_length=160, hint=_("A group of people, never a person."))
    life_phase = forms.TextField(label=_("Life phase"), max_length=80, required=False)
    age_from = forms.NumberField(label=_("Age from"), whole=True, min_value=0, max_value=120, required=False)
    age_to = forms.NumberField(label=_("Age to"), whole=True, min_value=0, max_value=120, required=False)
    cfs_from = forms.NumberField(label=_("Frailty from"), whole=True, min_value=1, max_value=9, required=False)
    cfs_to = forms.NumberField(label=_("Frailty to"), whole=True, min_value=1, max_value=9, required=False)
    from_date = forms.DateField(label=_("Holds from"), required=False)
    layout = ["name", "life_phase", ("age_from", "age_to"), Part(_("Frailty, CFS 1–9"), ("cfs_from", "cfs_to")), "from_date"]

    def clean(self):
        values = super().clean()
        for low, high, message in (
            ("age_from", "age_to", _("The upper age is below the lower.")),
            ("cfs_from", "cfs_to", _("The upper frailty level is below the lower.")),
        ):
            if None not in (values.get(low), values.get(high)) and values[high] < values[low]:
                self.add_error(high, message)
        return values


class InclusionCriterionForm(forms.Form):
    text = forms.LongTextField(label=_("Requirement"), max_length=300, rows=2)
    is_mandatory = forms.BooleanField(label=_("Must be met"))
    position = forms.NumberField(label=_("Order"), whole=True, min_value=0, max_value=999, required=False)
    from_date = forms.DateField(label=_("Holds from"), required=False)

    def clean_position(self):
        return self.cleaned_data["position"] or 0


class WorkingMethodForm(forms.Form):
    name = forms.TextField(label=_("Working method"), max_length=160)
    description = forms.LongTextField(label=_("What it is about"), required=False)
    from_date = forms.DateField(label=_("Holds from"), required=False)
