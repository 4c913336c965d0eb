"""Evaluations are counted here, by the job runner: never in a page's request."""

from django.utils import timezone
from django_tasks import task

from fardplan.effects.services import carry_out


@task()
def count(pk):
    """Count one evaluation that waits. Returns its state."""
    return carry_out(pk, at=timezone.now())
