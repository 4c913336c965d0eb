"""Forms about meetings: when, the agenda, what was said, and letters to a forum."""

import datetime
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fardplan.governance.forms import forums_of
from fardplan.governance.forms_decisions import Outcomes, initial_of_outcomes
from fardplan.governance.forms_matters import later_phases
from fardplan.governance.models import AgendaItem, Decision, Forum, Matter
from fardplan.governance.queries import matters_of
from fardplan.kit import forms
from fardplan.kit.forms import Part
from fardplan.kit.text import quote

YES_NO = [("yes", _("Took part")), ("no", _("Did not take part"))]
ALL_COORDINATORS = "samordnare"


class ClockField(forms.TextField):
    """A time of day: "9", "9.30", "09:30"."""

    def __init__(self, **kwargs):
        super().__init__(max_length=10, width="s", **kwargs)

    def prepare_value(self, value):
        return f"{value.hour}.{value.minute:02}" if isinstance(value, datetime.time) else value

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        found = re.fullmatch(r"(\d{1,2})(?:[.:](\d{2}))?", text)
        if found and int(found[1]) < 24 and int(found[2] or 0) < 60:
            return datetime.time(int(found[1]), int(found[2] or 0))
        raise ValidationError(_("“%(found)s” is no time of day. Write it as 9.30.") % {"found": quote(text)})

    def in_words(self, value):
        return super().in_words(self.prepare_value(value))


class MeetingForm(forms.Form):
    title = forms.TextField(label=_("Meeting"), max_length=160)
    forum = forms.ModelChoiceField(Forum.objects.none(), label=_("Forum"))
    time = forms.TimingField(label=_("When"))
    starts_at = ClockField(label=_("Begins at"), required=False, hint=_("Such as 9.30."))
    ends_at = ClockField(label=_("Ends at"), required=False)
    place = forms.TextField(label=_("Where"), max_length=160, required=False, hint=_("A place, or on line."))
    pack_date = forms.DateField(label=_("The pack is sent"), required=False)
    note = forms.LongTextField(label=_("Note"), required=False, hint=_("What came of it. Never write about individual patients."))

    layout = ("title", "forum", "time", ("starts_at", "ends_at"), ("place", "pack_date"), "note")

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["forum"].queryset = forums_of(programme)

    def clean(self):
        values = super().clean()
        if values.get("starts_at") and values.get("ends_at") and values["ends_at"] <= values["starts_at"]:
            self.add_error("ends_at", _("The meeting ends before it begins."))
        return values


class ItemForm(forms.Form):
    title = forms.TextField(label=_("Item"), max_length=200)
    kind = forms.ChoiceField(label=_("What for"), choices=AgendaItem.Kind.choices, radio=True, initial=AgendaItem.Kind.INFORMATION)
    matter = forms.ModelChoiceField(
        Matter.objects.none(),
        label=_("Matter"),
        required=False,
        empty_label=_("None"),
        hint=_("Needed for a decision: it carries the proposal."),
    )
    presenter = forms.TextField(label=_("Presented by"), max_length=120, required=False, hint=_("A function, not a name."))
    length = forms.NumberField(label=_("Minutes"), whole=True, min_value=1, max_value=999, required=False)
    position = forms.NumberField(label=_("Place on the agenda"), whole=True, min_value=0, max_value=999, required=False)
    text = forms.LongTextField(label=_("What it is about"), required=False)

    layout = ("title", "kind", "matter", "text", ("presenter", "length", "position"))

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["matter"].queryset = matters_of(programme)

    def clean(self):
        values = super().clean()
        if values.get("kind") == AgendaItem.Kind.DECISION and not values.get("matter") and "matter" not in self.errors:
            self.add_error("matter", _("An item for decision is about a matter: choose which."))
        return values


class RecordMeetingForm(forms.Form):
    """Who took part, party by party, and what is said in general."""

    minutes_text = forms.LongTextField(
        label=_("In general"), required=False, hint=_("What belongs to no item. Never write about individual patients.")
    )
    reference_number = forms.TextField(label=_("Reference number of the minutes"), max_length=60, required=False)

    def __init__(self, *args, parties, **kwargs):
        super().__init__(*args, **kwargs)
        self.parties = parties
        rows = []
        for party in parties:
            name = f"party_{party.pk}"
            self.fields[name] = forms.ChoiceField(label=party.name, choices=YES_NO, required=False, empty_label=_("Not stated"))
            self.fields[f"{name}_words"] = forms.TextField(
                label=_("By whom, %(party)s") % {"party": party.name}, max_length=200, required=False, hint=_("Functions, not names.")
            )
            rows.append((name, f"{name}_words"))
        self.layout = (Part(_("Who took part"), *rows, hint=_("Per party, never per member.")), "minutes_text", "reference_number")

    def clean(self):
        values = super().clean()
        for party in self.parties:
            name = f"party_{party.pk}"
            if values.get(f"{name}_words") and not values.get(name):
                self.add_error(name, _("Say whether the party took part."))
        return values

    def for_service(self):
        values = dict(self.cleaned_data)
        presences = []
        for party in self.parties:
            there, words = values.pop(f"party_{party.pk}"), values.pop(f"party_{party.pk}_words")
            if there:
                presences.append({"party": party, "was_there": there == "yes", "words": words})
        return {**values, "presences": presences}


def initial_of_minutes(meeting, parties):
    held = {row.party_id: row for row in meeting.presences.all()}
    values = {"minutes_text": meeting.minutes_text, "reference_number": meeting.reference_number}
    for party in parties:
        row = held.get(party.pk)
        values[f"party_{party.pk}"] = ("yes" if row.was_there else "no") if row else ""
        values[f"party_{party.pk}_words"] = row.words if row else ""
    return values


class RecordItemForm(Outcomes, forms.Form):
    """What was said under an item and, when it is for decision, what was decided."""

    said = forms.LongTextField(label=_("What was said"), required=False, hint=_("Never write about individual patients."))

    def __init__(self, *args, item, parties, decision=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.item = item
        self.layout = ("said",)
        self.parties = []
        if not item.is_for_decision:
            return
        self.fields["is_decided"] = forms.BooleanField(label=_("It was decided"))
        self.fields["title"] = forms.TextField(label=_("Decision"), max_length=200, required=False)
        self.fields["text"] = forms.LongTextField(label=_("What was decided"), required=False)
        self.fields["kind"] = forms.ChoiceField(label=_("Kind"), choices=Decision.Kind.choices, initial=Decision.Kind.DECIDES)
        self.fields["reference_number"] = forms.TextField(label=_("Reference number"), max_length=60, required=False)
        if item.matter.initiative_id and not (decision and decision.has_moved):
            self.fields["moves_to"] = forms.ChoiceField(
                label=_("The initiative becomes"),
                choices=later_phases(),
                required=False,
                empty_label=_("It does not move"),
                hint=_("It moves when the decision stands."),
            )
        self.add_outcomes(parties)
        self.layout = (
            "said",
            Part(_("The decision"), "is_decided", "title", "text", ("kind", "reference_number"), "moves_to"),
            *self.outcomes_part(),
        )

    def clean(self):
        values = super().clean()
        if not self.item.is_for_decision:
            return values
        self.clean_outcomes(values)
        if values.get("is_decided") and not values.get("title"):
            self.add_error("title", _("Say what was decided."))
        if not values.get("is_decided") and any(values.get(f"party_{party.pk}") for party in self.parties):
            self.add_error("is_decided", _("Somebody has answered: tick that it was decided."))
        return values

    def for_service(self):
        values = dict(self.cleaned_data)
        said = values.pop("said")
        if not self.item.is_for_decision or not values.pop("is_decided"):
            return {"said": said, "decision": None}
        outcomes = self.pop_outcomes(values)
        return {"said": said, "decision": {**values, "outcomes": outcomes}}


def initial_of_item(item, decision, parties):
    """What is recorded; before that, what was proposed."""
    values = {"said": item.said, "kind": Decision.Kind.DECIDES}
    if not item.is_for_decision:
        return values
    if decision is not None:
        own = {name: getattr(decision, name) for name in ("title", "text", "kind", "reference_number", "moves_to")}
        return {**values, "is_decided": True, **own, **initial_of_outcomes(decision, parties)}
    proposal = getattr(item.matter, "proposal", None)
    if proposal is not None:
        values |= {"text": proposal.asked, "moves_to": proposal.moves_to}
    return {**values, "title": item.title, **initial_of_outcomes(None, parties)}


class MessageForm(forms.Form):
    to = forms.ChoiceField(label=_("To"), hint=_("All who sit there today, or all coordinators at once."))
    subject = forms.TextField(label=_("Subject"), max_length=160)
    text = forms.LongTextField(
        label=_("What you write"), rows=8, hint=_("Sent by e-mail and kept here. Never write about individual patients.")
    )

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.forums = {forum.slug: forum for forum in forums_of(programme)}
        self.fields["to"].choices = [
            (ALL_COORDINATORS, _("All coordinators")),
            *((slug, forum.name) for slug, forum in self.forums.items()),
        ]

    def for_service(self):
        values = dict(self.cleaned_data)
        forum = self.forums.get(values.pop("to"))
        return {**values, "forum": forum}
