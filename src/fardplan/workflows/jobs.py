"""What takes longer than somebody waits for a page."""

from datetime import datetime

from django_tasks import task


@task()
def later(word, pk, at):
    """Change the rows of a BulkChange ("make"), or take them back ("undo"); `at` (ISO 8601) is when somebody said so."""
    from fardplan.workflows import services  # which queues this

    {"make": services.make, "undo": services.undo}[word](pk, at=datetime.fromisoformat(at))
