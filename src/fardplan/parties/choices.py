"""What forms offer to choose between, where the rows are shared by several programmes."""

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from fardplan.kit.collation import swedish
from fardplan.kit.models import Origin
from fardplan.parties.models import Organisation, Partner, Party, Programme


def organisations_for(programme, *, held=(), by="name"):
    """Organisations to choose in `programme`: its parties and partners first, then the rest of the shared library, by `by`.

    What another programme has invented is not there. `held` are keys of those already chosen, or the question that finds them: saving something else must not drop it.
    """

    def takes_part(**where):
        return Exists(Party.objects.filter(organisation=OuterRef("pk"), **where)) | Exists(
            Partner.objects.filter(organisation=OuterRef("pk"), **where)
        )

    ours = takes_part(programme=programme)
    invented_here = Q(pk__isnull=not programme.is_invented)  # everything, or nothing
    shared = ~Q(origin=Origin.INVENTED) | (invented_here & ~takes_part(programme__in=Programme.objects.exclude(pk=programme.pk)))
    found = Organisation.objects.annotate(is_ours=Case(When(ours, then=Value(0)), default=Value(1)))
    return found.filter(shared | Q(is_ours=0) | (held if isinstance(held, Q) else Q(pk__in=held))).order_by(F("is_ours"), swedish(by))
