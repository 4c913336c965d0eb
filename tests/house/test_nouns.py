"""The inventory of the register: every noun is created, edited, ended, opened again and withdrawn from the pages.

A cell names the address where it is done; where a word stands instead it says why there is none. A noun without a period is not ended:
what is no longer right is changed, or withdrawn when nothing hangs on it.
"""

import pytest
from django.urls import get_resolver

INVENTORY = """
noun                 create                 edit                    end                  reopen                 withdraw
programme            programme_add          programme_edit          programme_edit       programme_edit         =-hangs
organisation         party_add              party_edit              party_end            party_reopen           party_remove
other-organisation   partner_add            partner_edit            partner_end          partner_reopen         partner_remove
unit                 unit_add               unit_edit               unit_end               unit_reopen            unit_remove
forum                forum_add              forum_edit              forum_end            forum_reopen           forum_remove
seat                 seat_add               seat_edit               seat_end             seat_reopen            seat_remove
forum-line           forum_line_add         forum_line_edit         forum_line_end       forum_line_reopen      forum_line_remove
forum-member         forum_member_add       forum_member_edit       forum_member_end     forum_member_reopen    forum_member_remove
post                 post_add               post_edit               post_end             post_reopen            post_remove
assignment           assignment_add         assignment_edit         assignment_end       assignment_reopen      assignment_remove
vision               vision_add             vision_edit             vision_end           vision_reopen          vision_remove
goal                 goal_add               goal_edit               goal_close           goal_reopen            goal_remove
benefit-object       benefit_object_add     benefit_object_edit     benefit_object_end   benefit_object_reopen  benefit_object_remove
area                 programme_area_add     programme_area_edit     programme_area_end   programme_area_reopen  programme_area_remove
initiative           initiative_add         initiative_edit         initiative_move      initiative_move        initiative_remove
criterion            inclusion_criterion_add inclusion_criterion_edit inclusion_criterion_end inclusion_criterion_reopen inclusion_criterion_remove
who-must-take-part   inclusion_demand_add   inclusion_demand_edit   inclusion_demand_end   inclusion_demand_reopen inclusion_demand_remove
target-group         target_group_add       target_group_edit       target_group_end       target_group_reopen    target_group_remove
working-method       working_method_add     working_method_edit     working_method_end     working_method_reopen  working_method_remove
tag                  tag_add                tag_edit                tag_end                tag_reopen             tag_remove
lesson               lesson_add             lesson_edit             =-year               =-year                 lesson_remove
activity             activity_add           activity_edit           activity_close       activity_reopen        activity_remove
activity-review      activity_review_add    activity_review_edit    =-period             =-period               activity_review_remove
tip                  tip_add                tip_edit                =-period             =-period               tip_remove
framework            framework_add          framework_edit          framework_end        framework_reopen       framework_remove
framework-area       framework_area_add     framework_area_edit     =-period             =-period               framework_area_remove
framework-level      framework_level_add    framework_level_edit    =-period             =-period               framework_level_remove
framework-question   framework_question_add framework_question_edit =-period             =-period               framework_question_remove
support-survey       support_survey_add     support_survey_edit     =-year               =-year                 support_survey_remove
survey-question      survey_question_add    survey_question_edit    =-year               =-year                 survey_question_remove
citizen-dialogue     citizen_dialogue_add   citizen_dialogue_edit   =-period             =-period               citizen_dialogue_remove
dialogue-finding     dialogue_finding_add   dialogue_finding_edit   =-period             =-period               dialogue_finding_remove
progress-step        progress_step_add      progress_step_edit      progress_step_end    progress_step_reopen   progress_step_remove
factor-tag           factor_tag_add         factor_tag_edit         factor_tag_end       factor_tag_reopen      factor_tag_remove
plan                 plan_add               plan_edit               =-year               =-year               plan_remove
plan-item            plan_item_add          plan_item_edit          =-year               =-year               plan_item_remove
ongoing-work         ongoing_work_add       ongoing_work_edit       =-year               =-year               ongoing_work_remove
scan                 scan_add               scan_edit               =-period             =-period             scan_remove
milestone            milestone_add          milestone_edit          milestone_done       milestone_reopen       milestone_remove
dependency           dependency_add         dependency_edit         dependency_end         dependency_reopen      dependency_remove
exclusion            exclusion_add          exclusion_edit          exclusion_end          exclusion_reopen       exclusion_remove
meeting              meeting_add            meeting_edit            meeting_minutes_close =-minutes             meeting_remove
matter               matter_add             matter_edit             decision_add         =-decision             matter_remove
decision             decision_add           decision_edit           decision_close       =-decision             decision_remove
budget               budget_add             budget_edit             =-year               =-year                 budget_remove
budget-line          line_add               line_edit               =-year               =-year                 line_remove
funding              funding_add            funding_edit            =-year               =-year                 funding_remove
document-template    report_template_add    report_template_edit    report_template_end  report_template_reopen report_template_remove
template-section     template_section_add   template_section_edit   =-period             =-period               template_section_remove
stated-figure        stated_figure_add      stated_figure_edit      =-printed            =-printed              stated_figure_remove
indicator            indicator_add          indicator_edit          =-period             =-period               indicator_remove
compilation          compilation_add        compilation_edit        =-period             =-period               compilation_remove
party-year           party_year_edit        party_year_edit         party_year_ready     party_year_reopen      =-hangs-on
effect               effect_add             effect_edit             =-period             =-period               effect_remove
instrument           instrument_add         instrument_edit         instrument_new_version =-version           instrument_remove
statement            statement_add          statement_edit          =-version            =-version              statement_remove
round                round_add              round_edit              round_close          round_reopen           round_remove
assessment           round_units            assessment_write        assessment_hand_in   assessment_reopen      round_units
benefit              benefit_add            benefit_edit            benefit_settle       benefit_reopen         benefit_remove
benefit-part         benefit_part_add       benefit_part_edit       =-period             =-period               benefit_part_remove
calculation          calculation_add        calculation_edit        =-period             =-period               calculation_remove
calculation-line     calculation_line_add   calculation_line_edit   =-period             =-period               calculation_line_remove
calculation-basis    calculation_basis_add  calculation_basis_edit  =-period             =-period               calculation_basis_remove
boundary-cost        boundary_cost_add      boundary_cost_edit      =-year               =-year                 boundary_cost_remove
benefit-value        benefit_value_add      benefit_value_edit      =-period             =-period               benefit_value_remove
risk                 risk_add               risk_edit               risk_state           risk_state             risk_remove
"""

WHY = {
    "=-hangs": "a programme always has its members and its log",
    "=-hangs-on": "there is one for each party as long as the period's follow-up is there",
    "=-period": "has no period: it is there or it is not",
    "=-year": "belongs to its year, which ends by itself",
    "=-decision": "what was decided is corrected by another decision",
    "=-minutes": "closed minutes are what decisions refer to",
    "=-version": "a version that is fixed stays, and what comes next is a new one",
    "=-printed": "what is printed stays printed",
}

HEAD, *ROWS = (line.split() for line in INVENTORY.strip().splitlines())


def cells():
    for noun, *names in ROWS:
        assert len(names) == 5, f"{noun}: {names}"
        for verb, name in zip(HEAD[1:], names, strict=True):
            yield pytest.param(name, id=f"{noun} {verb}")


def addresses(resolver=None):
    """{route's name: its view}"""
    found = {}
    for entry in (resolver or get_resolver()).url_patterns:
        if hasattr(entry, "url_patterns"):
            found |= addresses(entry)
        elif entry.name:
            found[entry.name] = entry.callback
    return found


@pytest.fixture(scope="module")
def views():
    return addresses()


@pytest.mark.parametrize("name", list(cells()))
def test_each_verb_of_each_noun_has_an_address_with_a_policy(views, name):
    if name.startswith("="):
        assert name in WHY
        return
    assert name in views, f"no address {name}"
    assert getattr(views[name], "policy", "") not in ("", "open")


def test_a_noun_with_a_period_can_be_ended_and_opened_again():
    """Whatever has a row's period in its model stands in the inventory with both verbs, or is ended some other way that is named here."""
    from django.apps import apps

    from fardplan.kit.models import Lasting

    otherwise = {"Membership", "FormerName", "Document"}  # members/…/avsluta; a name's period is edited; versions
    lasting = {model.__name__ for model in apps.get_models() if issubclass(model, Lasting)} - otherwise
    told = {"".join(word.title() for word in noun.split("-")) for noun, *names in ROWS if not names[2].startswith("=")}
    known = {
        "Party": "Organisation",
        "ReportTemplate": "DocumentTemplate",
        "Partner": "OtherOrganisation",
        "ProgrammeArea": "Area",
        "InclusionCriterion": "Criterion",
        "InclusionDemand": "WhoMustTakePart",
    }
    assert {known.get(name, name) for name in lasting} - told == set()
