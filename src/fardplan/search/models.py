from django.conf import settings
from django.db import models

from fardplan.kit.models import Origin
from fardplan.parties.models import Programme


class Indexed(models.Model):
    """A row as the search shows it: its kind and key, its heading and a line of its text. Its words lie beside (`engines`).

    Written by whoever writes the row, in the same transaction (`index`); it says nothing of who may see the row: that is asked of the row
    when somebody searches.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=80)  # "portfolio.Initiative"
    object_id = models.BigIntegerField()
    path = models.CharField(max_length=300)  # after the programme's key: "portfolj/demensarbete/"
    title = models.CharField(max_length=300)
    about = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=24, blank=True)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.ENTERED, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="indexed_once")]
        indexes = [models.Index(fields=["programme", "path"], name="indexed_path")]

    def __str__(self):
        return self.title

    #: As other rows that come from a document say it (kit/origin.html); which document is on the row's own page.
    source = ""

    @property
    def is_invented(self):
        return self.origin == Origin.INVENTED

    @property
    def is_restated(self):
        return self.origin == Origin.RESTATED


class KeptPage(models.Model):
    """A page that somebody has been on, and since when it has a star. Their own: nobody else is shown it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kept_pages")
    page = models.ForeignKey(Indexed, on_delete=models.CASCADE, related_name="kept_by")
    visited_at = models.DateTimeField(null=True, blank=True)
    starred_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "page"], name="kept_page_once")]
        indexes = [models.Index(fields=["user", "visited_at"], name="kept_page_visited")]

    def __str__(self):
        return f"{self.user_id} {self.page_id}"
