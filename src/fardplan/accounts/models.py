from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


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

    objects = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    def __str__(self):
        return self.display_name or self.username
