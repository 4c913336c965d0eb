from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.urls import reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def log_in_ways(context):
    """How one logs in here: `providers` (name, url), whether `passwords` are asked for, whether an emergency way is offered."""
    request = context["request"]
    onwards = f"?{urlencode({'next': request.GET['next']})}" if request.GET.get("next") else ""
    providers = [
        {"name": provider["name"], "url": reverse("oidc_login", args=[provider["id"]]) + onwards} for provider in settings.OIDC_PROVIDERS
    ]
    emergency = bool(settings.BREAK_GLASS) and not settings.LOCAL_LOGIN
    asked = emergency and (request.GET.get("reserv") == "1" or request.method == "POST")
    return {"providers": providers, "passwords": settings.LOCAL_LOGIN or asked, "emergency": emergency}
