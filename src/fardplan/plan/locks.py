"""Whose year an activity tells of: see kit.locking."""


def of_activity(activity):
    """(party's key, year) pairs: the party that answers for it, in the year it is reported in. Empty for the programme's own."""
    return {(activity.responsible_id, str(activity.year))} if activity.responsible_id else set()
