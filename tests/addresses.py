"""Every address of the service, read from the resolver, with a row of the example county where one is asked for.

A new address is walked by itself. It fails only when nobody can tell which row it is about: then it needs a line in `ROWS`.
"""

import re
from dataclasses import dataclass, field

from django.apps import apps
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from fardplan.accounts.models import User
from fardplan.attachments import services as attachments
from fardplan.attachments.models import Attachment
from fardplan.benefits.models import BenefitCalculation, BenefitProfile
from fardplan.economy.models import Budget, BudgetLine
from fardplan.goals.models import Goal
from fardplan.governance import matters
from fardplan.imports.models import ImportJob
from fardplan.indicators.models import Target
from fardplan.looks.models import Look
from fardplan.parties.models import Invitation, Membership, Party, Programme
from fardplan.plan.models import Activity
from fardplan.portfolio.models import Initiative, Reflection, WorkingMethod
from fardplan.reports import own_kinds
from fardplan.reports import services as reports
from fardplan.reports.models import Report, ReportTemplate, TemplateSection
from fardplan.reports.rules import State
from fardplan.selfassessment.models import Assessment, Round
from fardplan.spread.models import Adoption
from fardplan.workflows.models import BulkChange
from tests.templates_of_ours import template_in

COUNTY = "vasternorrland"
LEAD = "programledare"
#: Where a row is found when the county has none of its kind.
INVENTED = "solbacka"

#: What a route is about, by the longest beginning of its name: the models under their own names, and these.
ROWS = {
    **{re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower(): model for model in apps.get_models()},
    **dict.fromkeys(["row_history", "row_follow", "row_restore"], Activity),
    "person": Membership,
    "benefit": BenefitProfile,
    "calculation": BenefitCalculation,
    "line_add": Budget,
    "line": BudgetLine,
    "member": Membership,
    "spread_method": WorkingMethod,
    "lesson": Reflection,
    **dict.fromkeys(["import_store", "import_undo", "import_put_away", "import_original"], ImportJob),
    **dict.fromkeys(["import_file", "import_columns", "import_template", "export"], Goal),
}
#: What is added under a row of another kind: the route, and what its address is about.
UNDER = {
    "report_text": "report",
    "template_section_add": "report_template",
    **dict.fromkeys(["report_ready", "report_filing"], "report"),
    **dict.fromkeys([f"report_comment_{move}" for move in ("add", "edit", "answer", "reopen", "remove")], "report"),
    "benefit_part_add": "benefit",
    "calculation_line_add": "calculation",
    "benefit_value_add": "benefit_part",
    "seat_add": "forum",
    "forum_member_add": "forum",
    "former_name_add": "forum",
    "forum_line_add": "forum",
    "document_version_add": "document",
    "document_point_add": "document",
    "checklist_question_add": "checklist",
    "checklist_round_add": "checklist",
    "status_write": "initiative",
    "status_write_area": "programme_area",
    "friction_prioritise": "party",
    "ambition_add": "goal",
    "grant_use_add": "funding",
    "spread_ambition_add": "spread_method",
    "superior_goal_add": "superior_strategy",
    "unit_add": "party",
    "unit_edit": "party",
    "unit_end": "party",
    "unit_reopen": "party",
    "unit_remove": "party",
    "control_chart": "indicator",
    "control_chart_file": "indicator",
    "value_add": "indicator",
    **dict.fromkeys(["local_json", "local_html", "local_docx", "local_pdf", "local_pptx", "local_xlsx", "local_handed_in"], "compilation"),
    **{f"party_year{verb}": "compilation" for verb in ("", "_edit", "_ready", "_reopen")},
    "nearer_evidence": "goal",
    "activity_review_add": "activity",
    "tip_add": "activity_review",
    **dict.fromkeys(["framework_area_add", "framework_level_add"], "framework"),
    "framework_question_add": "framework_area",
    "survey_question_add": "support_survey",
    "dialogue_finding_add": "citizen_dialogue",
    **dict.fromkeys(["tip_use", "tip_stop"], "tip"),
    **dict.fromkeys(["plan_item_add", "plan_item_edit", "plan_item_remove", "plan_item_place", "plan_version", "plan_baseline"], "plan"),
    "effect_add": "initiative",
    "statement_add": "instrument",
    "round_release": "round",
    "round_take_back": "round",
    "party_points": "round",
    "effect_evaluate": "effect",
    **dict.fromkeys(["evaluation_plan", "evaluation_result", "evaluation_svg", "evaluation_png"], "effect"),
    "definition_add": "indicator",
    "answer": "consultation",
    "answer_write": "consultation",
    "answer_discard": "consultation",
    "target_add": "indicator",
    "deviation_note": "deviation",
    "friction_note": "friction",
    "friction_echo": "friction",
    "matter_version": "matter",
    "follow_up_add": "decision",
    "consultation_section_add": "consultation",
    "initiative_phase_correct": "initiative",
    "agenda_item_add": "meeting",
    "agenda_item_edit": "meeting",
    "agenda_item_remove": "meeting",
    "agenda_item_record": "meeting",
}
#: Part of a row of another kind: the relation from that row to its parts, of which the first is taken.
PARTS = {
    "matter_step": "route",
    "matter_version": "versions",
    **dict.fromkeys(["plan_item_edit", "plan_item_remove", "plan_item_place"], "items"),
    "initiative_phase_correct": "phases",
    **dict.fromkeys(["agenda_item_edit", "agenda_item_remove", "agenda_item_record"], "items"),
}
#: A party's own pages, in the invented county where parties have answered: for the coordinator of that party.
OF_A_PARTY = {
    "spread_proposal_answer",
    "spread_method_party",
    "spread_method_tick",
    "matter_handling",
    "decision_answer",
    "party_year_edit",
    "party_year_ready",
    "answer",
    "answer_write",
    "answer_discard",
}
#: Pages that only the coordinator of the party they are about gets; in the demo that is COORDINATOR.
COORDINATOR = "samordnare"
FOR_THE_COORDINATOR = {
    "assessment_hand_in",
    "assessment_read",
    "assessment_write",
    "round_release",
    "round_take_back",
    "spread_method_party",
    "spread_method_tick",
    "spread_proposal_answer",
    "adoption_edit",
    "adoption_remove",
    "matter_handling",
    "decision_answer",
    "party_year_edit",
    "party_year_ready",
    "tip_use",
    "plan_item_place",
    *(f"friction_{move}" for move in ("add", "prioritise", "edit", "note", "share", "close", "reopen", "remove")),
}
#: The row to look at, where the first one shows little.
CHOSEN = {
    Assessment: "skattning-2024-host-bjorkasen-sarskilt",
    Round: "skattning-2024-var",
    Adoption: "hlt-harnosand",
    Activity: "temakonferens",
    Budget: "programbudget-2023",
    Initiative: "sip-pa-distans",
    Party: "region-vasternorrland",
    Report: "arsrapport-2023",
}
#: The one to look at for some routes only.
CHOSEN_FOR = dict.fromkeys(["control_chart", "control_chart_file"], "u79133")
#: A report comes this far before these routes have something to show: (period, state).
REPORTS_IN_STATE = {
    "report_approve": ("2020", State.REVIEWED),
    "report_reopen": ("2020", State.REVIEWED),
    "report_freeze": ("2021", State.APPROVED),
    "report_correct": ("2022", State.FROZEN),
}
#: What stands in a letter, or in the settings of another installation: made up, it opens nothing.
MADE_UP = {
    "uidb36": "1",
    "key": "made-up",
    "provider_id": "none",
    "token": "made-up-token",
    "form": "csv",
    "name": "skr-fyra-forflyttningar",
}
#: Routes that answer no page, each with its reason.
NO_PAGE = {
    "benefit_value_answer": "for the line manager or the coordinator of the value's party: its journey answers one",
    **dict.fromkeys(["report_number_free", "report_number_ask_again"], "about a number of a draft's text: tests/reports plays them"),
    "local_handed_in": "for what has been handed in on the pages, as nothing in the examples has: tests/followup/test_handed_in.py reads one",
    "party_year_edit": "goes on to the party's page when the year is locked, as the first one is: its journey writes one",
    "health": "a word for machines",
    "account_logout": "answers a button only",
    "mfa_authenticate": "half-way through logging in",
    "mfa_reauthenticate": "for those who have an app for codes",
    "mfa_activate_totp": "asks for the password first",
    "mfa_deactivate_totp": "for those who have an app for codes",
    "mfa_view_recovery_codes": "for those who have an app for codes",
    "mfa_generate_recovery_codes": "asks for the password first",
    "mfa_download_recovery_codes": "a file, for those who have an app for codes",
    "oidc_login": "leads to an identity provider",
    "oidc_callback": "comes from an identity provider",
    "invitation": "for those who hold a link",
    "calendar_feed": "a file, for those who hold its secret address",
    "set_language": "answers a button only",
    "read_words": "a piece of a form, while somebody types",
    "draft_keep": "answers what a form sends by itself",
    "draft_discard": "answers a button only",
    "calculation_workbook": "a file",
    "help_picture": "a file",
    "row_follow": "answers a button only",
    "bulk_change_make": "answers a button only",
    "bulk_change_undo": "answers a button only",
    "import_store": "answers a button only",
    "import_undo": "answers a button only",
    "import_put_away": "answers a button only",
    "import_columns": "answers a form only",
    "import_original": "a file",
    "import_template": "a file",
    "export": "a file",
    "indicator_file": "a file",
    "control_chart_file": "a file",
    "lessons_file": "a file",
    "events_file": "a file",
    "round_file": "a file",
    "assessment_file": "a file",
    **dict.fromkeys(["evaluation_plan", "evaluation_result", "evaluation_svg", "evaluation_png"], "a file"),
    "matter_step": "answers a button only",
    "meeting_pack_pdf": "a file",
    "meeting_pack_docx": "a file",
    "consultation_docx": "a file",
    "consultation_pdf": "a file",
    "answer": "for a party that was asked: tests/consultations",
    "answer_write": "for a party that was asked: tests/consultations",
    "answer_discard": "for a party that was asked: tests/consultations",
    "consultation_section_add": "while the text is being prepared: tests/consultations",
    "escalation_answer": "the examples' first is answered: tests/governance",
    "escalation_matter": "the examples' first is answered: tests/governance",
    "status_report_edit": "the examples' first is sent, and leads back",
    "tip_stop": "for the party that has taken it up: tests/reviews",
    "friction_echo": "for another party than the one that entered it: tests/status",
    "attachment": "a file",
    **dict.fromkeys(["local_json", "local_html", "local_docx", "local_pdf", "local_pptx", "local_xlsx"], "a file"),
    "report_look_through": "for who is named as a reviewer: tests/reports/test_together.py",
    **dict.fromkeys(
        ["report_comment_edit", "report_comment_answer", "report_comment_reopen", "report_comment_remove"],
        "when somebody has commented: tests/reports/test_together.py",
    ),
    "report_json": "a file",
    "report_docx": "a file",
    "report_pdf": "a file",
    "report_html": "a file",
    "report_pptx": "a file",
    "look_sample": "a file",
    "report_xlsx": "a file",
}


@dataclass(frozen=True)
class Address:
    """A route and what its address asks for. `words` are the parts of the address that are always the same."""

    name: str
    words: tuple[str, ...]
    arguments: frozenset[str] = field(default_factory=frozenset)

    @property
    def in_programme(self):
        return "programme" in self.arguments

    @property
    def is_page(self):
        return (self.name not in NO_PAGE and not self.name.endswith("_reopen")) or self.name in {"report_reopen", "friction_reopen"}

    @property
    def who(self):
        """The log-in that gets the page."""
        return COORDINATOR if self.name in FOR_THE_COORDINATOR else LEAD

    @property
    def slug(self):
        """The address in one word, for files: "mal-redigera"."""
        return "-".join(self.words) or ("laget" if self.in_programme else "start")

    def url(self, programme=COUNTY):
        if self.name.startswith("attachment"):
            attached = attachment_in(programme)
            if self.name == "attachment_add":
                return f"{reverse(self.name, args=[programme])}?rad={attached.row_model}:{attached.row_id}"
        if self.name in ("target_edit", "target_remove"):
            target = a_target(programme)
            return reverse(self.name, args=[programme, target.indicator.slug, target.pk])
        if (
            "slug" in self.arguments
            and not self.name.startswith("help_")
            and programme == COUNTY
            and not rows_for(self.name, programme).exists()
        ):
            programme = INVENTED
        part = PARTS.get(self.name)
        if part or self.name in OF_A_PARTY:
            programme = INVENTED
        kwargs = {"programme": programme} if self.in_programme else {}
        if "slug" in self.arguments and not self.name.startswith("help_"):
            kwargs["slug"] = whole_with(self.name, part, programme).slug if part else slug_for(self.name, programme)
        if "pk" in self.arguments:
            kwargs["pk"] = getattr(whole_with(self.name, part, programme), part).first().pk if part else row_for(self.name, programme).pk
        if self.name == "person":
            kwargs["pk"] = row_for(self.name, programme).user_id
        if self.name.startswith("help_"):
            kwargs = {"slug": "samordnare" if self.name == "help_page" else "laget-bred"}
        if "goal" in self.arguments:
            kwargs["goal"] = row_for(self.name, programme).round.instrument.statements.first().goal.slug
        if "number" in self.arguments:
            kwargs["number"] = 1
        if "party" in self.arguments:
            kwargs["party"] = row_for("party", programme).slug
        if "section" in self.arguments:
            kwargs["section"] = "summary"
        if "unit" in self.arguments:
            kwargs["unit"] = row_for(self.name, programme).organisation.units.first().slug
        kwargs |= {name: value for name, value in MADE_UP.items() if name in self.arguments}
        if self.name in ("row_history", "row_follow", "row_restore"):
            kwargs["kind"] = Activity._meta.label
        elif "kind" in self.arguments:
            kwargs["kind"] = "csv" if self.name in ("indicator_file", "control_chart_file") else "goals"
        return reverse(self.name, kwargs=kwargs)


def addresses(resolver=None, words=(), arguments=frozenset()):
    """Every named address of the service, in the resolver's order."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = str(entry.pattern)
        inner = (*words, *(part for part in route.split("/") if part and "<" not in part))
        known = arguments | entry.pattern.converters.keys()
        if isinstance(entry, URLPattern):
            yield Address(entry.name, inner, known)
        else:
            yield from addresses(entry, inner, known)


def model_for(name):
    parts = UNDER.get(name, name).split("_")
    for length in range(len(parts), 0, -1):
        if found := ROWS.get("_".join(parts[:length])):
            return found
    raise LookupError(f"Which row is the address {name} about? Write it in ROWS in tests/addresses.py.")


def slug_for(name, programme=COUNTY):
    if name in CHOSEN_FOR and programme == COUNTY:
        return CHOSEN_FOR[name]
    if name in REPORTS_IN_STATE and programme == COUNTY:
        return report_in_state(*REPORTS_IN_STATE[name]).slug
    return row_for(name, programme).slug


def whole_with(name, part, programme):
    """The first row of the route's kind that has such parts; a matter is sent on, so that it has a version."""
    rows = rows_for(name, programme)
    row = rows.filter(**{f"{part}__isnull": False}).order_by("pk").first()
    if row is None and part == "versions":
        row = rows.order_by("pk").first()
        matters.send_on(row, by=User.objects.get(username="programledare"), at=timezone.now())
    assert row is not None, f"{programme} has nothing with {part} to show at the address {name}"
    return row


def rows_for(name, programme):
    return model_for(name).objects.filter(programme__slug=programme)


def row_for(name, programme=COUNTY):
    model, rows = model_for(name), rows_for(name, programme)
    row = rows.filter(slug=CHOSEN[model]).first() if model in CHOSEN else None
    row = row or rows.order_by("pk").first()
    if row is None and model in MADE:
        row = MADE[model](programme)
    assert row is not None, f"{programme} has no {model.__name__} to show at the address {name}"
    return row


def a_target(programme):
    """The first target that an indicator has, made where none has been set."""
    indicator = row_for("indicator", programme)
    return Target.objects.filter(indicator__programme__slug=programme).first() or Target.objects.create(
        indicator=indicator, period="2030", value=1
    )


def an_invitation(slug):
    lead, now = User.objects.get(username="programledare"), timezone.now()
    values = {"role": "reader", "address": "inbjuden@exempel.example", "last_day": now.date(), "sent_at": now, "invited_by": lead}
    return Invitation.objects.create(programme=Programme.objects.get(slug=slug), **values)


def an_import(slug):
    """Goals read from a file and shown, as when nobody has said yes to it so far."""
    lead, programme = User.objects.get(username="programledare"), Programme.objects.get(slug=slug)
    values = {"file_name": "Mål.csv", "file_size": 1, "sha256": "0" * 64, "shown_at": timezone.now(), "shown_by": str(lead.pk)}
    return ImportJob.objects.create(programme=programme, register="goals", **values)


def a_bulk_change(slug):
    lead, programme = User.objects.get(username="programledare"), Programme.objects.get(slug=slug)
    rows = [[row.pk, row.version] for row in Activity.objects.filter(programme=programme)[:30]]
    values = {"kind": "activities", "change": "state:paused", "label": "Läge: Pausad", "rows": rows}
    return BulkChange.objects.create(programme=programme, made_by=lead, shown_at=timezone.now(), **values)


def a_look(slug):
    return template_in(Programme.objects.get(slug=slug))


def a_template(slug):
    """A template of documents of the programme's own: none of the examples has one."""
    lead, programme = User.objects.get(username="programledare"), Programme.objects.get(slug=slug)
    values = {"title": "Styrgruppens sida", "named": "Läget {period}", "based_on": "one_page", "slug": "styrgruppens-sida"}
    return own_kinds.add_report_template(by=lead, programme=programme, **values)


MADE = {
    Look: a_look,
    BulkChange: a_bulk_change,
    Invitation: an_invitation,
    ImportJob: an_import,
    ReportTemplate: a_template,
    TemplateSection: lambda slug: row_for("report_template", slug).sections.first(),
}


def attachment_in(programme):
    """A document on the programme's first decision: no example folder carries files."""
    there = Attachment.objects.filter(programme__slug=programme).first()
    if there is not None:
        return there
    lead = User.objects.get(username="programledare")
    row = Initiative.objects.filter(programme__slug=programme).order_by("pk").first()
    return attachments.attach(row, by=lead, name="Anteckning.txt", chunks=[b"Bara ett exempel.\n"], size=18)


def report_in_state(period, state):
    """The example county's report for `period`, taken as far as `state`."""
    lead = User.objects.get(username="programledare")
    programme = Programme.objects.get(slug=COUNTY)
    report = Report.objects.filter(programme=programme, period=period).first() or reports.start_draft(
        by=lead, programme=programme, period=period
    )
    for step, verb in ((State.REVIEWED, reports.review), (State.APPROVED, reports.approve), (State.FROZEN, reports.freeze)):
        order = list(State)
        if order.index(report.state) < order.index(step) <= order.index(state):
            report = verb(report, by=lead, at=timezone.now())
    return report


__all__ = ["COUNTY", "FOR_THE_COORDINATOR", "LEAD", "NO_PAGE", "Address", "addresses", "report_in_state", "row_for"]
