"""Forms about matters: what they are, the way they go, what is proposed, what a party does, what is raised."""

from django.utils.translation import gettext_lazy as _

from fardplan.governance.forms import documents_of, forums_of, initiatives_of
from fardplan.governance.models import Document, Escalation, Matter, Meeting, RouteStep
from fardplan.kit import forms
from fardplan.kit.forms import Part
from fardplan.kit.nothing import Absence
from fardplan.kit.rows import MORE_ROWS, Rows, as_initial
from fardplan.parties.models import Party
from fardplan.portfolio.models import Initiative
from fardplan.portfolio.rules import EARLY, Phase


def later_phases():
    """The phases that come by decision."""
    return [(phase.value, phase.label) for phase in Phase if phase not in EARLY]


class MatterForm(forms.Form):
    title = forms.TextField(label=_("Matter"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Matter.Kind.choices, initial=Matter.Kind.OTHER)
    text = forms.RichTextField(
        label=_("What it is about"),
        required=False,
        rows=10,
        hint=_("A line that begins with “# ” is a heading: each part gets a place of its own to point at."),
    )
    reference_number = forms.TextField(label=_("Reference number"), max_length=60, required=False)
    document = forms.ModelChoiceField(Document.objects.none(), label=_("Document"), required=False)
    initiative = forms.ModelChoiceField(
        Initiative.objects.none(), label=_("Concerns the initiative"), required=False, empty_label=_("None")
    )

    parties = forms.ModelMultipleChoiceField(
        Party.objects.none(), label=_("Asked parties"), required=False, hint=_("None ticked: every party of the programme is asked.")
    )

    layout = ("title", ("kind", "reference_number"), "text", "document", "initiative", "parties")

    def __init__(self, *args, programme, today=(), held=None, **kwargs):
        """`today`: the parties of today. Those that were asked before and have left since may be kept."""
        super().__init__(*args, **kwargs)
        kept = list(held.parties.all()) if held is not None else []
        self.fields["parties"].queryset = Party.objects.filter(pk__in=[party.pk for party in (*today, *kept)]).in_order()
        self.fields["parties"].label_of = lambda party: party.name
        self.fields["document"].queryset = documents_of(programme)
        self.fields["initiative"].queryset = initiatives_of(programme)


class RouteForm(forms.Form):
    """The stops of a matter's way, in order."""

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.steps = Rows(
            self,
            "steps",
            lambda n: {
                "role": forms.ChoiceField(
                    label=_("Stop %(n)s") % {"n": n}, choices=RouteStep.Role.choices, required=False, empty_label=_("None")
                ),
                "forum": forms.ModelChoiceField(forums_of(programme), label=_("Forum"), required=False, empty_label=_("None")),
                "planned_date": forms.DateField(label=_("Planned day"), required=False),
                "done_date": forms.DateField(label=_("Passed"), required=False),
            },
            needs=["role"],
        )
        self.layout = [self.steps.part(_("The way, in order"), hint=MORE_ROWS)]

    def clean(self):
        values = super().clean()
        self.steps.clean()
        own = 0
        for number, _row in enumerate(self.steps.keys):
            role, forum = values.get(f"steps-{number}-role"), values.get(f"steps-{number}-forum")
            name = f"steps-{number}-forum"
            if role == RouteStep.Role.PARTIES:
                own += 1
                if forum:
                    self.add_error(name, _("The parties decide in bodies of their own: leave the forum empty."))
                if own > 1:
                    self.add_error(f"steps-{number}-role", _("The parties decide once."))
            elif role and not forum and name not in self.errors:
                self.add_error(name, _("Choose a forum."))
        return values

    def for_service(self):
        return {"route": self.steps.filled()}


def initial_of_route(matter):
    rows = [
        {"role": row.role, "forum": row.forum, "planned_date": row.planned_date, "done_date": row.done_date}
        for row in matter.route.select_related("forum")
    ]
    return as_initial("steps", rows)


class ProposalForm(forms.Form):
    """What those who decide get."""

    asked = forms.LongTextField(label=_("Proposed decision"), hint=_("Word for word what the forum is asked to decide."), rows=3)
    where_we_are = forms.RichTextField(label=_("Where we are"), required=False)
    concerns = forms.LongTextField(label=_("Whom it concerns"), required=False, rows=2)
    moves_to = forms.ChoiceField(
        label=_("The initiative becomes"), required=False, empty_label=_("It does not move"), hint=_("It moves when the decision stands.")
    )

    def __init__(self, *args, matter, **kwargs):
        super().__init__(*args, **kwargs)
        if matter.initiative_id is None:
            del self.fields["moves_to"]
        else:
            self.fields["moves_to"].choices = later_phases()
        self.options = Rows(
            self,
            "options",
            lambda n: {
                "title": forms.TextField(label=_("Option %(n)s") % {"n": n}, max_length=200, required=False),
                "consequences": forms.LongTextField(label=_("Consequences"), required=False, rows=3),
                "cost": forms.MoneyField(label=_("Cost, kr"), required=False, hint=_("Leave empty when nobody has counted.")),
            },
            needs=["title"],
        )
        numbers = [(str(n), _("Option %(n)s") % {"n": n}) for n in range(1, len(self.options.keys) + 1)]
        self.fields["recommended"] = forms.ChoiceField(
            label=_("We propose"), choices=numbers, required=False, empty_label=_("None of them")
        )
        self.layout = (
            "asked",
            "where_we_are",
            "concerns",
            "moves_to",
            *(
                Part(_("Option %(n)s") % {"n": n}, (names[0], names[2]), names[1])
                for n, names in enumerate((list(keys) for keys in self.options.keys), 1)
            ),
            "recommended",
        )

    def clean(self):
        values = super().clean()
        self.options.clean()
        chosen = values.get("recommended")
        if chosen and not values.get(f"options-{int(chosen) - 1}-title"):
            self.add_error("recommended", _("That option is empty."))
        return values

    def for_service(self):
        values = self.options.without(self.cleaned_data)
        chosen = values.pop("recommended")
        options = []
        for number, keys in enumerate(self.options.keys, 1):
            title, consequences, cost = (self.cleaned_data.get(name) for name in keys)
            if title:
                absence = "" if cost is not None else Absence.MISSING
                options.append(
                    {
                        "title": title,
                        "consequences": consequences,
                        "cost": cost,
                        "cost_absence": absence,
                        "is_recommended": chosen == str(number),
                    }
                )
        return {**values, "options": options}


def initial_of_proposal(proposal):
    options = list(proposal.options.all())
    recommended = next((str(number) for number, row in enumerate(options, 1) if row.is_recommended), "")
    return {
        **{name: getattr(proposal, name) for name in ("asked", "where_we_are", "concerns", "moves_to")},
        **as_initial("options", [{"title": row.title, "consequences": row.consequences, "cost": row.cost} for row in options]),
        "recommended": recommended,
    }


class SendOnForm(forms.Form):
    note = forms.TextField(label=_("What is corrected"), max_length=300, required=False)

    def __init__(self, *args, is_correction, **kwargs):
        super().__init__(*args, **kwargs)
        if is_correction:
            self.fields["note"].required = True
        else:
            del self.fields["note"]


class HandlingForm(forms.Form):
    body = forms.TextField(label=_("Body"), max_length=120, hint=_("The board or committee that takes it up."))
    meeting_date = forms.DateField(label=_("Meets"), required=False)
    papers_date = forms.DateField(label=_("Last day for papers"), required=False)
    papers_sent_date = forms.DateField(label=_("Papers handed in"), required=False)
    reference_number = forms.TextField(label=_("Reference number"), max_length=60, required=False)

    layout = ("body", ("meeting_date", "papers_date"), ("papers_sent_date", "reference_number"))

    def clean(self):
        values = super().clean()
        if values.get("papers_date") and values.get("meeting_date") and values["papers_date"] > values["meeting_date"]:
            self.add_error("papers_date", _("The papers are due before the body meets."))
        return values


# What is raised


class EscalationForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=Escalation.Kind.choices, radio=True, initial=Escalation.Kind.OBSTACLE)
    title = forms.TextField(label=_("What it is about"), max_length=200)
    text = forms.LongTextField(
        label=_("Tell more"), required=False, hint=_("What stands in the way, or what could be done. Never about individual patients.")
    )
    party = forms.ModelChoiceField(Party.objects.none(), label=_("From the party"), required=False, empty_label=_("None of them"))
    meeting = forms.ModelChoiceField(Meeting.objects.none(), label=_("Came up at the meeting"), required=False, empty_label=_("None"))
    from_words = forms.TextField(
        label=_("From, in words"), max_length=160, required=False, hint=_("Such as a county meeting or a network.")
    )

    layout = ("kind", "title", "text", ("party", "meeting"), "from_words")

    def __init__(self, *args, programme, parties, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties
        self.fields["meeting"].queryset = Meeting.objects.filter(programme=programme).order_by("-time_starts_earliest", "-pk")


class EscalationAnswerForm(forms.Form):
    answer = forms.LongTextField(label=_("Answer"), hint=_("What is done about it, or why nothing is."))


class MakeMatterForm(forms.Form):
    title = forms.TextField(label=_("Matter"), max_length=200)
    text = forms.LongTextField(label=_("What it is about"), required=False)
