"""Who may do what with how things stand. `authority` is `parties.access.Authority`."""

from django.db.models import Q

from fardplan.accounts.permissions import GRANTS, Permission
from fardplan.parties.models import Membership


def can_write_status(authority, initiative=None):
    """Any report for those who write status; the leader of a piece of work writes its own."""
    if authority.may(Permission.WRITE_STATUS):
        return True
    return initiative is not None and authority.may(Permission.EDIT_OWN_INITIATIVE) and initiative.leader_id == authority.user.pk


def drafts_of(user, *, on):
    """The condition that a draft may be seen: by those who may write it."""
    writers = [role for role, may in GRANTS.items() if Permission.WRITE_STATUS in may]
    leaders = [role for role, may in GRANTS.items() if Permission.EDIT_OWN_INITIATIVE in may]
    held = Membership.objects.filter(user=user).holding_on(on)
    return Q(programme__in=held.filter(role__in=writers).values("programme")) | Q(
        initiative__leader=user, programme__in=held.filter(role__in=leaders).values("programme")
    )


def can_handle(authority, deviation):
    """Handles and closes a deviation: the office, and the leader of the work it is about."""
    if authority.may(Permission.EDIT_RISKS):
        return True
    initiative = deviation.initiative
    return initiative is not None and authority.may(Permission.EDIT_OWN_INITIATIVE) and initiative.leader_id == authority.user.pk


def can_note(authority, deviation):
    """Writes a note: those who handle it, and whoever reported it."""
    return can_handle(authority, deviation) or (authority.may(Permission.RAISE) and deviation.reported_by_id == authority.user.pk)


def can_edit_risk(authority, initiative):
    """The programme's risks are the office's; an initiative's are its leader's too."""
    if authority.may(Permission.EDIT_RISKS):
        return True
    return initiative is not None and authority.may(Permission.EDIT_OWN_INITIATIVE) and initiative.leader_id == authority.user.pk


def can_edit_friction(authority, party_id):
    """A local group's friction is its own party's."""
    return authority.may_for(Permission.EDIT_FRICTION, party_id)
