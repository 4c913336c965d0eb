"""Letters: `send_later` puts one in the outbox, in the caller's own transaction; the job runner sends it.

    send_later(user, _("Answer is late"), text, key="consultation-answer:17:4:2026-11-22")

A letter is claimed under lock before it is sent and marked afterwards, so two runners never send the same one. A runner that
is killed between the two loses nothing: the letter goes out again after `LEASE`, with the same Message-ID, by which mail servers
(and our own file back-end) know it as the same letter.
"""

import datetime
import logging
import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from fardplan.accounts.jobs import every
from fardplan.accounts.models import Mail

logger = logging.getLogger("fardplan.mail")

#: How long one sending may take before the runner is thought dead.
LEASE = datetime.timedelta(minutes=5)
#: Minutes to the next try after each that failed; after the last one the letter is given up.
BACK_OFF = (1, 5, 30, 120, 720)
ON_ITS_WAY = (Mail.State.WAITING, Mail.State.SENDING)


def link(path):
    """`path` ("/program/") as an address for letters. Its beginning is a setting: what a browser calls us is not to be trusted."""
    return settings.BASE_URL + path


@transaction.atomic
def send_later(user, subject, text, *, key="", address="", secret=False):
    """Put a letter to `user` (or to `address`, when there is no user) in the outbox. Returns the Mail.

    With a `key` that a letter already carries, that letter is returned and nothing is sent again. `secret` text, such as a link
    that opens something, is forgotten once it is sent.
    """
    now = timezone.now()
    values = {"user": user, "address": address, "subject": " ".join(subject.split())[:200], "text": text, "is_secret": secret}
    values |= {"due_at": now, "created_at": now}
    if key:
        mail, is_new = Mail.objects.get_or_create(key=key[:200], defaults=values)
    else:
        mail, is_new = Mail.objects.create(**values), True
    if is_new:
        deliver.enqueue(mail.pk)
    return mail


@task()
def deliver(pk):
    """Send one letter, if it is still to be sent. Returns its state."""
    mail = _claim(pk, timezone.now())
    if mail is None:
        return "elsewhere"
    try:
        _send(mail)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        _failed(mail, error)
    else:
        text = "" if mail.is_secret else mail.text
        Mail.objects.filter(pk=pk).update(state=Mail.State.SENT, sent_at=timezone.now(), reason="", text=text)
    return Mail.objects.values_list("state", flat=True).get(pk=pk)


@transaction.atomic
def _claim(pk, now):
    """The letter, marked as being sent by us; None when somebody else sends it or it is not its time."""
    due = Mail.objects.filter(pk=pk, state__in=ON_ITS_WAY, due_at__lte=now)
    mail = due.select_for_update(skip_locked=True, of=("self",)).select_related("user").first()
    if mail is None:
        return None
    if mail.tries > len(BACK_OFF):
        _give_up(mail, "the sending was cut off each time")
        return None
    mail.state, mail.tries, mail.due_at = Mail.State.SENDING, mail.tries + 1, now + LEASE
    mail.save(update_fields=["state", "tries", "due_at"])
    return mail


def _send(mail):
    to = mail.address or (mail.user.email if mail.user.is_active else "")
    if not to:
        raise _Nobody("there is no address to send to")
    headers = {"Message-ID": f"<mail-{mail.pk}@{settings.MAIL_DOMAIN}>", "Auto-Submitted": "auto-generated"}
    EmailMessage(mail.subject, mail.text, to=[to], headers=headers).send()


class _Nobody(ValueError):
    """No later try would help."""


def _failed(mail, error):
    if isinstance(error, (_Nobody, smtplib.SMTPRecipientsRefused)) or mail.tries > len(BACK_OFF):
        _give_up(mail, str(error) or type(error).__name__)
        return
    wait = datetime.timedelta(minutes=BACK_OFF[mail.tries - 1])
    reason = str(error)[:200]
    Mail.objects.filter(pk=mail.pk).update(state=Mail.State.WAITING, due_at=timezone.now() + wait, reason=reason)


def _give_up(mail, reason):
    logger.error("letter %s given up: %s", mail.pk, reason)
    Mail.objects.filter(pk=mail.pk).update(state=Mail.State.GIVEN_UP, reason=reason[:200])


@every(minutes=1, name="mail")
def deliver_what_is_due(**_slot):
    """Letters whose time has come again, or whose runner was killed. New letters have a job of their own and do not wait for this."""
    now = timezone.now()
    # A letter younger than a minute has its job before it.
    due = Q(state=Mail.State.SENDING) | Q(tries__gt=0) | Q(created_at__lt=now - datetime.timedelta(minutes=1))
    for pk in Mail.objects.filter(due, state__in=ON_ITS_WAY, due_at__lte=now).order_by("pk").values_list("pk", flat=True)[:500]:
        deliver.call(pk)
