"""What somebody has typed and not saved: kept for them alone until it is saved, thrown away or two weeks old.

A form that is shown carries a signed mark of whose it is. So what is sent when the log-in has ended can be kept for the one who typed
it, and shown to them, and no one else, after they have logged in. Sealed with a key that is made from the installation's secret and
the person's key: whoever reads the table alone reads nothing. See docs/adr/0013.
"""

import base64
import datetime
import json
import zlib
from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken
from django.core import signing
from django.db import transaction
from django.http import QueryDict
from django.utils.crypto import salted_hmac

from fardplan.kit.models import KeptForm

DAYS = 14
#: Forms kept for one person; the oldest makes room.
MOST = 40
#: Packed and sealed. Twenty texts of 300 000 characters fit.
MOST_BYTES = 4_000_000
OWNER = "form_owner"
#: In the address of a form: show what was kept.
BRING = "utkast=fram"
#: What a form carries that is not what somebody typed.
NOT_TYPED = frozenset({"csrfmiddlewaretoken", OWNER, "krock", "krock_valt", "krock_av", "utkast_vag"})
_SALT = "fardplan.form-owner"


@dataclass(frozen=True)
class Kept:
    data: QueryDict  # as it was sent
    at: datetime.datetime
    is_unsent: bool  # sent when the log-in had ended, not only kept on the way
    is_shown: bool = False  # stands in the form


def owner_mark(user_id):
    """What the form carries: whose it is, signed."""
    return signing.dumps(user_id, salt=_SALT)


def owner_of(data):
    """The key of the person whose form it is; None when nobody says, or says falsely."""
    try:
        return signing.loads(data.get(OWNER, ""), salt=_SALT, max_age=datetime.timedelta(days=DAYS))
    except signing.BadSignature:
        return None


def keep(user_id, path, data, *, at, is_unsent=False):
    """Keep `data` (a QueryDict) of the form at `path`. Returns the moment, or None when it does not fit."""
    typed = {name: values for name, values in data.lists() if name not in NOT_TYPED}
    sealed = _box(user_id).encrypt(zlib.compress(json.dumps(typed).encode()))
    if len(sealed) > MOST_BYTES or len(path) > KeptForm.PATH_LENGTH:
        return None
    with transaction.atomic():
        KeptForm.objects.update_or_create(user_id=user_id, path=path, defaults={"sealed": sealed, "at": at, "is_unsent": is_unsent})
        KeptForm.objects.filter(at__lt=at - datetime.timedelta(days=DAYS)).delete()
        mine = KeptForm.objects.filter(user_id=user_id).order_by("-at", "-pk")
        KeptForm.objects.filter(pk__in=list(mine.values_list("pk", flat=True)[MOST:])).delete()
    return at


def keep_unsent(request, *, at):
    """What was sent when nobody was logged in any longer, or by another than the one who typed it: kept for the one who typed it.

    Returns that person's key; None when the form is nobody's, and so nothing is kept.
    """
    if request.method != "POST":
        return None
    owner = owner_of(request.POST)
    if owner is None or keep(owner, request.path, request.POST, at=at, is_unsent=True) is None:
        return None
    return owner


def kept(user_id, path):
    """What `user_id` has typed in the form at `path` and not saved, or None."""
    row = KeptForm.objects.filter(user_id=user_id, path=path).first()
    if row is None:
        return None
    try:
        typed = json.loads(zlib.decompress(_box(user_id).decrypt(bytes(row.sealed))))
    except (InvalidToken, zlib.error, ValueError):  # sealed with another secret: nobody can read it any more
        return None
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return Kept(data, row.at, row.is_unsent)


def forget(user_id, path):
    KeptForm.objects.filter(user_id=user_id, path=path).delete()


def _box(user_id):
    return Fernet(base64.urlsafe_b64encode(salted_hmac("kept-form", str(user_id), algorithm="sha256").digest()))
