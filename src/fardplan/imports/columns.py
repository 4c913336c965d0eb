"""Columns that several registers have: parties, organisations, goals, periods. Headings are Swedish in every language: they are the format."""

from fardplan.goals.models import Goal
from fardplan.imports.fields import Day, LastDay, Ref
from fardplan.parties.models import Organisation, Party
from fardplan.portfolio.models import Initiative

LONG = {"longest": 20_000, "width": 50}


def of(model, **more):
    """Rows of the programme."""
    return lambda programme: model.objects.filter(programme=programme, **more)


def organisations(programme):
    return Organisation.objects.all()


def party(name, heading, **more):
    return Ref(
        name,
        heading,
        rows=lambda p: Party.objects.filter(programme=p).select_related("organisation"),
        name_of=lambda row: row.organisation.name,
        **more,
    )


def organisation(name, heading, **more):
    return Ref(name, heading, rows=organisations, name_of=lambda row: row.name, list_it=False, width=30, **more)


def goal_list(heading="Delmål"):
    return Ref("goals", heading, rows=of(Goal), name_of=lambda row: row.title, many=True, width=40, help="Flera skiljs åt med semikolon.")


def initiative():
    return Ref("initiative", "Utvecklingsarbete", rows=of(Initiative), name_of=lambda row: row.title, width=36)


class InitiativeGoals(Ref):
    """An initiative's goals are rows of their own; its verb takes them as they are."""

    def text_of(self, row):
        return ";".join(sorted(link.goal.slug for link in row.goal_links.all()))


PERIOD = (Day("from_date", "Från och med", width=14), LastDay("until_date", "Till och med", width=14))
