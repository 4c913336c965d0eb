"""How somebody logs in, for that person's own page."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount


@dataclass(frozen=True)
class WaysIn:
    """`app` is the authenticator that gives codes, or None; `codes_left` the number of spare codes, None without an app; `providers`
    the keys of identity providers that the user has come through."""

    app: Authenticator | None
    codes_left: int | None
    providers: list[str]


def ways_in(user):
    on = {row.type: row for row in Authenticator.objects.filter(user=user)}
    codes = on.get(Authenticator.Type.RECOVERY_CODES)
    providers = SocialAccount.objects.filter(user=user).order_by("pk").values_list("provider", flat=True)
    return WaysIn(on.get(Authenticator.Type.TOTP), len(codes.wrap().get_unused_codes()) if codes else None, list(providers))
