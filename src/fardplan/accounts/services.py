from django.db import transaction

from fardplan.accounts.models import User
from fardplan.audit import writes


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
