import itertools

from allauth.mfa.models import Authenticator
from django.db import transaction

from fardplan.accounts.models import User
from fardplan.audit import writes
from fardplan.kit.text import slugify_swedish


@transaction.atomic
def add_user(*, by, username, display_name, password, email="", is_operator=False):
    """Make a log-in. The password is hashed before anything sees it, the audit log too."""
    hashed = User()
    hashed.set_password(password)
    return writes.create(
        User, by=by, username=username, display_name=display_name, password=hashed.password, email=email, is_operator=is_operator
    )


def set_password(user, *, by, password):
    hashed = User()
    hashed.set_password(password)
    return writes.change(user, by=by, verb="password changed", password=hashed.password)


def ask_for_second_factor(user, *, on):
    """Remember the day when a second factor was first asked of `user`; returns it."""
    if user.second_factor_asked_date is None:
        user = writes.change(user, by="log-in", verb="second factor asked for", second_factor_asked_date=on)
    return user.second_factor_asked_date


@transaction.atomic
def add_user_of_provider(*, by, display_name, email=""):
    """Make a log-in without a password, for somebody whom an identity provider vouches for. The user name is made from the name."""
    hashed = User()
    hashed.set_unusable_password()
    return writes.create(
        User, by=by, username=free_username(display_name), display_name=display_name, password=hashed.password, email=email
    )


def free_username(text):
    """A user name made from `text` that nobody has."""
    base = slugify_swedish(text, max_length=60) or "anvandare"
    taken = {name.lower() for name in User.objects.filter(username__istartswith=base).values_list("username", flat=True)}
    numbered = (f"{base}-{number}" for number in itertools.count(2))
    return next(name for name in itertools.chain([base], numbered) if name not in taken)


def drop_second_factor(user, *, by):
    """Take away the app and the spare codes; the days of grace begin anew for those who must have them."""
    Authenticator.objects.filter(user=user).delete()
    return writes.change(user, by=by, verb="second factor dropped", second_factor_asked_date=None)
