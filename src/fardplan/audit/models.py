from django.db import models


class Entry(models.Model):
    """One request (or one command) that changed something: who, when, what they did. Holds no foreign key, so it outlives
    what it describes. The database refuses to change or delete it."""

    request_id = models.UUIDField(unique=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=60)  # the user's key, never a name: names are looked up when shown
    what = models.CharField(max_length=200)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.what}"


class Event(models.Model):
    """One object changed by an entry, with its values before and after: what is personal only as a mark that it was there, or changed.

    The events of a programme are numbered without gaps and sealed one to the next (`audit.chain`); rows that no programme owns, such as
    users and organisations, have the installation's own chain, whose programme is empty."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="events")
    verb = models.CharField(max_length=40)
    programme = models.CharField(max_length=60, blank=True)  # slug
    model = models.CharField(max_length=80)
    object_id = models.BigIntegerField()
    label = models.CharField(max_length=200)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    number = models.PositiveBigIntegerField()  # the place in the programme's chain, from 1
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-entry__at", "-id"]
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="event_number")]
        indexes = [
            models.Index(fields=["model", "object_id"], name="event_object"),
            models.Index(fields=["programme", "model", "number"], name="event_kind"),
        ]

    def __str__(self):
        return f"{self.verb} {self.model} {self.label}"


class ChainHead(models.Model):
    """The last link of a programme's chain: locked by whoever writes in the programme, and only by them."""

    programme = models.CharField(max_length=60, unique=True)  # slug; empty for the installation
    number = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    def __str__(self):
        return f"{self.programme or '–'} {self.number} {self.hash}"
