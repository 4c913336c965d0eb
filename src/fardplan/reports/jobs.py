"""Files of reports are drawn here, by the job runner; old ones are thrown away at night."""

from django.utils import timezone
from django_tasks import task

from fardplan.accounts.jobs import every


@task()
def make_file(pk):
    """Draw one file that somebody has asked for. Returns its state."""
    from fardplan.reports import made  # which queues this

    return str(made.make(pk, at=timezone.now()))


@every(at="03:20", name="report_files")
def throw_away_files(*, day):
    from fardplan.reports import made

    made.throw_away(before=timezone.now() - made.KEPT)
