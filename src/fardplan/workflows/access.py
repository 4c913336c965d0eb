"""Who sees a change of many rows, makes it and takes it back. Which rows, each row's own room says."""

from fardplan.accounts.permissions import Permission

#: Kind -> who changes rows of it at all, and who changes every row.
CHANGES = {
    "activities": ((Permission.EDIT_PLAN, Permission.EDIT_PARTY_PLAN), Permission.EDIT_PLAN),
    "initiatives": ((Permission.EDIT_INITIATIVE, Permission.EDIT_OWN_INITIATIVE), Permission.EDIT_INITIATIVE),
}


def may_change(authority, kind):
    return any(authority.may(permission) for permission in CHANGES[kind][0])


def may_see(authority, bulk):
    """What is only shown is its maker's; what is made, everybody's who changes such rows."""
    return bulk.made_by_id == authority.user.pk or (not bulk.is_shown and may_change(authority, bulk.kind))


def may_make(authority, bulk):
    return bulk.made_by_id == authority.user.pk and may_change(authority, bulk.kind)


def may_undo(authority, bulk):
    """Who made it, and who may change every row of the kind."""
    return may_make(authority, bulk) or authority.may(CHANGES[bulk.kind][1])
