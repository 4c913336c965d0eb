"""Who may: the programme asks and opens again, each party writes its own part and marks it ready, and nobody else's."""

from fardplan.accounts.permissions import Permission

#: Begin a period's follow-up and set its last day.
ASKS = Permission.WRITE_REPORT
#: Open what a party has marked ready: a decision, with a reason.
REOPENS = Permission.RECORD_DECISION


def can_ask(authority):
    return authority.may(ASKS)


def can_write(authority, party):
    return authority.may_for(Permission.ANSWER_FOR_PARTY, party.pk)


def can_reopen(authority):
    return authority.may(REOPENS)
