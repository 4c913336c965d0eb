"""Who sees an import, fetches its file and takes it back. Whether somebody may import a kind of row at all is the kind's `may`."""

from fardplan.accounts.permissions import Permission


def may_see(context, kind, job):
    """What is only shown is its sender's. What is stored is for those who import for the whole programme, and for the party it was made
    for: no other party's, though that party imports rows of the same kind."""
    is_sender = job.shown_by == context.by_key
    if job.is_shown and not is_sender:
        return False
    if context.may(kind.permission):
        return True
    if job.party_id is None:
        return is_sender
    return job.party_id in context.parties_for(Permission.ANSWER_FOR_PARTY)
