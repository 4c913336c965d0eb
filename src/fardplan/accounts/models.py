from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UserManager(BaseUserManager):
    def get_by_natural_key(self, username):
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """Somebody who logs in. What a user may do comes from memberships in programmes, never from this row."""

    username = models.CharField(_("user name"), max_length=150, unique=True)
    display_name = models.CharField(_("name shown"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    # Runs the installation: may set up programmes. Sees no programme without being a member of it.
    is_operator = models.BooleanField(_("operator of the installation"), default=False)
    # When a second factor was first asked of the user: the days of grace are counted from here.
    second_factor_asked_date = models.DateField(_("second factor asked for"), null=True, blank=True)

    # How many things waited when they were last counted (`reminders.counting`), for the menu: kept here, since this row is read anyway.
    waiting_count = models.PositiveIntegerField(_("things waiting"), null=True, blank=True, editable=False)

    #: The log names people by key: what is written there can never be taken away.
    personal = frozenset({"username", "display_name", "email"})

    objects = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    def __str__(self):
        return self.display_name or self.username

    @property
    def audit_label(self):
        return f"#{self.pk}"


class Mail(models.Model):
    """A letter on its way out: the outbox. Written in the transaction of what it tells about, sent by the job runner."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", pgettext_lazy("letter", "Sent")
        GIVEN_UP = "given_up", _("Given up")

    # Whoever gets it; the address is the user's own when it goes out. An invited person has only an address.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="mails")
    address = models.EmailField(blank=True)
    subject = models.CharField(max_length=200)
    # Emptied when sent, where it carries a link that opens something.
    text = models.TextField()
    is_secret = models.BooleanField(default=False)
    # What makes it this letter and no other: the same key is never sent twice.
    key = models.CharField(max_length=200, null=True, blank=True, unique=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    # Waiting: not before this. Being sent: whoever sends it is thought dead after this.
    due_at = models.DateTimeField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=Q(state__in=["waiting", "sending"]), name="mail_on_its_way")]
        constraints = [
            models.CheckConstraint(condition=Q(user__isnull=False) | ~Q(address=""), name="mail_goes_somewhere"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)), name="mail_sent_when"
            ),
            models.CheckConstraint(condition=~Q(state="given_up") | ~Q(reason=""), name="mail_given_up_why"),
        ]

    def __str__(self):
        return self.subject


class Turn(models.Model):
    """One turn of a periodic job, such as the reminders of a day. Whichever node makes the row takes the turn; the others see it."""

    name = models.CharField(max_length=80)
    slot = models.CharField(max_length=20)  # the local day or the minute: "2026-11-22", "2026-11-22 06:10"
    holder = models.CharField(max_length=80)
    held_until_at = models.DateTimeField()  # a node that has not said so by then is thought dead, and another takes over
    tries = models.PositiveSmallIntegerField(default=1)
    done_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "slot"], name="turn_once")]

    def __str__(self):
        return f"{self.name} {self.slot}"
