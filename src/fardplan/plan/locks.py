"""Whose year a row of a plan tells of: see kit.locking."""

from fardplan.parties.models import Party


def of_activity(activity):
    """(party's key, year) pairs: the party that answers for it, in the year it is reported in. Without such a party it is the parties'
    in whose plans it stands. Empty for the programme's own."""
    if activity.responsible_id:
        return {(activity.responsible_id, str(activity.year))}
    if activity.pk is None:
        return set()
    together = Party.objects.filter(plans__items__activity=activity).values_list("pk", flat=True)
    return {(party, str(activity.year)) for party in together}


def of_item(item):
    """An activity's way into a plan and out of it is told of by whoever's the activity is."""
    if item.activity.responsible_id:
        return of_activity(item.activity)
    return {(party, str(item.plan.year)) for party in item.plan.parties.values_list("pk", flat=True)} | of_activity(item.activity)


def of_operational(entry):
    return {(entry.party_id, str(entry.activity.year))}


def of_ongoing(work):
    return {(work.party_id, str(work.year))}
