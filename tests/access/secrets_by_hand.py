"""What is not for everybody in a programme, and who reads it: written by hand from what people agreed, not from the code.

The rest of a programme is for its members, and nothing of it for anybody else.
"""

from django.apps import apps

from fardplan.accounts.permissions import PARTY_ROLES

model = apps.get_model

AUTHORS = {"lead", "office", "change_leader", "controller", "analyst", "steering"}
PREPARING = {"lead", "office", "change_leader"}
OF_THE_PARTY = {f"{role}@party" for role in PARTY_ROLES}


def report_is_on_its_way(report):
    return report.state != "frozen"


def answer_is_a_draft(answer):
    return answer.is_draft


def is_being_prepared(consultation):
    return consultation.state == "preparing"


def is_not_shared(friction):
    return friction.shared_date is None


#: Kind of row -> (which of them are not for everybody, who reads those). "role@party": of the party whose row it is, and no other;
#: "leader": of the work that the row is about; "sender": who sent the file.
SECRETS = {
    # A report is for those who make it until it is locked.
    "reports.Report": (report_is_on_its_way, AUTHORS),
    "reports.ReportText": (lambda row: report_is_on_its_way(row.report), AUTHORS),
    # What is said of it on the way stays among those who made it.
    **dict.fromkeys(["reports.ReportReviewer", "reports.ReportComment"], (lambda row: True, AUTHORS)),
    "reports.ReportFiling": (lambda row: report_is_on_its_way(row.report), AUTHORS),
    "reports.FreeFigure": (lambda row: report_is_on_its_way(row.report), AUTHORS),
    # A consultation is for those who prepare it until it is sent.
    "consultations.Consultation": (is_being_prepared, PREPARING),
    "consultations.ConsultationSection": (lambda row: is_being_prepared(row.consultation), PREPARING),
    # What a party has not sent is for those who answer for it: not even for the programme's lead.
    "consultations.ConsultationAnswer": (answer_is_a_draft, {"coordinator@party"}),
    "consultations.SectionComment": (lambda row: answer_is_a_draft(row.answer), {"coordinator@party"}),
    # What a unit answers is for its own respondent and its party's coordinator, also when it is handed in.
    "selfassessment.Answer": (lambda row: True, {"coordinator@party", "respondent@party"}),
    # A status report is for those who write it until it is sent.
    "status.StatusReport": (lambda row: row.sent_date is None, {*PREPARING, "leader"}),
    # What chafes is for the party's own people until its local group shares it: not even for the programme's lead.
    "status.Friction": (is_not_shared, OF_THE_PARTY),
    "status.FrictionNote": (lambda row: is_not_shared(row.friction), OF_THE_PARTY),
    # Whom somebody has invited is for those who give the role.
    "parties.Invitation": (lambda row: True, {"lead", "coordinator@party"}),
    # A file that has been read in but not accepted is for whoever sent it, and for those who read the log.
    "imports.ImportJob": (lambda row: row.state == "shown", {"lead", "office", "sender"}),
    # E-mail addresses are one's own; user names also for those who give roles (`gives_roles_to`); letters are nobody's to read here.
    "accounts.User": (lambda row: True, set()),
    "accounts.Mail": (lambda row: True, set()),
    # An attached file is for those who read the row that it hangs on.
    "attachments.Attachment": (lambda row: is_secret(hung_on(row)), None),
}
#: The shared library of organisations and units, and what people are called: everybody with a log-in may come upon it.
EVERYBODYS = {
    "parties.County": {"code", "name"},
    "parties.Organisation": {"name", "short_name", "code", "description", "source"},
    "parties.Unit": {"name", "kind", "source"},
    "accounts.User": {"display_name"},
}
#: What somebody who has been invited is told in the letter: to what, and by whom.
INVITED = {
    ("parties.Programme", "name"),
    ("accounts.User", "display_name"),
    ("parties.Organisation", "short_name"),
    ("parties.Unit", "name"),
}
STRANGERS = {"stranger", "stranger_coordinator"}
OUTSIDE = {"nobody", "former", "operator"}


def hung_on(attachment):
    return model(attachment.row_model)._base_manager.get(pk=attachment.row_id)


def is_secret(row, field=""):
    label = row._meta.label
    return label in SECRETS and field not in EVERYBODYS.get(label, ()) and SECRETS[label][0](row)


def party_of(row):
    for name in ("friction", "answer", "assessment"):
        row = getattr(row, name, row)
    return getattr(row, "party", None)


def may_read(world, person, token):
    """Whether `person` may read what `token` (planting.Token) stands for, as its row is now."""
    if person.role == "nobody":
        return False
    if person.role == "invited":
        return (token.label, token.field) in INVITED
    if token.field in EVERYBODYS.get(token.label, ()):
        return True
    row = model(token.label)._base_manager.filter(pk=token.pk).first()
    if row is None:
        return False
    if token.label == "accounts.User":
        return person.user.pk == row.pk or (token.field == "username" and gives_roles_to(world, person, row))
    if token.label == "attachments.Attachment":
        on = hung_on(row)
        return reads(world, person, on, token.programme)
    return reads(world, person, row, token.programme)


def gives_roles_to(world, person, user):
    """The lead to everybody in the programme, a coordinator to the party's own."""
    programme = world.other if person.role in STRANGERS else world.programme
    held = user.memberships.filter(programme=programme, until_date=None)
    if person.role in ("lead", "stranger"):
        return held.exists()
    if person.role not in ("coordinator", "stranger_coordinator"):
        return False
    return held.filter(party__organisation=world.parties[person.party or 0].organisation).exists()


def reads(world, person, row, programme):
    """Members their own programme's rows; of the secret ones, those who are named."""
    if person.role in OUTSIDE or programme != (world.other.pk if person.role in STRANGERS else world.programme.pk):
        return False
    if not is_secret(row):
        return True
    role = {"stranger": "lead", "stranger_coordinator": "coordinator"}.get(person.role, person.role)
    readers, owner = SECRETS[row._meta.label][1], party_of(row)
    if role in readers or ("leader" in readers and row.initiative and row.initiative.leader_id == person.user.pk):
        return True
    if "sender" in readers and row.shown_by == str(person.user.pk):
        return True
    if person.role == "stranger_coordinator":  # of the first party of the neighbour
        own = programme == world.other.pk and owner is not None and owner.organisation_id == world.parties[0].organisation_id
    else:
        own = person.party is not None and owner == world.parties[person.party]
    return f"{role}@party" in readers and own
