"""What one can be reminded of, by the code that the rooms use: a kind that is not here is called by what it waits in, "Övrigt"."""

from django.utils.translation import gettext_lazy as _

#: The letter of the week, which is chosen away as reminders are.
DIGEST = "digest"
KINDS = {
    DIGEST: _("Every Monday: what has changed, and what I follow"),
    "consultation_answer": _("Answer a consultation"),
    "consultation_compile": _("Compile the answers to a consultation"),
    "decision_answer": _("Answer a decision"),
    "follow_up": _("Carry out what was decided"),
    "adoption_begin": _("Say when your party begins with a method"),
    "party_papers": _("Send papers to the party's own body"),
    "proposal": _("Judge a proposal"),
    "escalation": _("Take up what has been raised"),
    "status_report": _("Write how work stands"),
    "risk_review": _("Judge a risk anew"),
    "deviation": _("Handle a deviation"),
    "benefit_value": _("Confirm a benefit's value"),
    "benefit_due": _("Report a value of a benefit"),
    "friction": _("Do something about friction"),
    "report": _("Write or review a report"),
    "self_assessment": _("Answer a self-assessment"),
    "self_assessment_close": _("Close a round of self-assessment"),
    "self_assessment_release": _("Show results of a self-assessment"),
    "party_year": _("Mark a period's follow-up as ready"),
    "activity_review": _("Review activities that were carried out"),
    "milestone": _("A milestone that comes near"),
    "activity": _("An activity that comes near"),
}


def label(kind):
    return KINDS.get(kind, _("Something else"))
