"""./dev bench --bulk: many activities changed at once and taken back, by the services that the page and the runner of jobs use.

Through pages: choosing among them, the page that shows what would change. Then all of them made and undone in this process, as the
runner does it, a bit at a time.
"""

import time


def main(rows):
    from bench.__main__ import database, machine

    print(machine())
    with database():
        _measure(rows)


def _timed(what, do):
    wall, cpu = time.perf_counter(), time.process_time()
    found = do()
    print(f"{what:44} {time.process_time() - cpu:8.1f} s CPU {time.perf_counter() - wall:8.1f} s", flush=True)
    return found


def _measure(rows):
    from django.db import transaction
    from django.test import Client
    from django.utils import timezone

    from fardplan.accounts.permissions import Role
    from fardplan.workflows import services
    from fardplan.workflows.models import BulkChange
    from tests.factories import MembershipFactory, ProgrammeFactory, UserFactory
    from tests.factories.bulk import fill

    with transaction.atomic():
        programme = fill(ProgrammeFactory(slug="stort"), initiatives=100, activities=rows).programme
        lead = UserFactory()
        MembershipFactory(user=lead, programme=programme, role=Role.LEAD)
    client = Client(headers={"host": "localhost"})
    client.force_login(lead)
    years = sorted({*programme_years(programme)})
    choose = f"/{programme.slug}/aktiviteter/flera/?ar={years[0]}"
    _timed(f"choosing among {rows}, the first time", lambda: client.get(choose))
    _timed("the same once more", lambda: client.get(choose))
    bulk = _shown(programme, lead)
    page = f"/{programme.slug}/flera/{bulk.pk}/"
    _timed("the page that shows what would change", lambda: client.get(page))
    now = timezone.now()
    BulkChange.objects.filter(pk=bulk.pk).update(state="going")
    _timed(f"{len(bulk.rows)} rows changed", lambda: services.make(bulk.pk, at=now))
    BulkChange.objects.filter(pk=bulk.pk).update(state="undoing", undone_by=lead)
    _timed("all of them taken back", lambda: services.undo(bulk.pk, at=now))
    bulk.refresh_from_db()
    print(f"{bulk.changed} changed, {bulk.undone} taken back, {len(bulk.kept)} kept as they are")


def programme_years(programme):
    from fardplan.plan.models import Activity

    return Activity.objects.filter(programme=programme).values_list("year", flat=True)


def _shown(programme, lead):
    """Every activity, shown with what would change: a state that none of them has."""
    from django.utils import timezone

    from fardplan.plan.models import Activity
    from fardplan.workflows import services
    from fardplan.workflows.kinds import KINDS

    kind = KINDS["activities"]
    change = next(one for one in kind.changes(programme, timezone.localdate()) if one.code == "state:paused")
    rows = list(Activity.objects.filter(programme=programme).only("pk", "version"))
    return services.show(kind, change, rows, by=lead, programme=programme, at=timezone.now())
