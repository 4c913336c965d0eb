from django.conf import settings
from django.core.checks import Error, Warning, register
from django.urls import URLPattern, get_resolver


def views(resolver=None, prefix=""):
    """Every (route, view) of the site, read from the resolver so that none can be forgotten."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route, entry.callback
        else:
            yield from views(entry, route)


@register()
def every_url_has_a_policy(app_configs, **kwargs):
    return [
        Error(f"The URL {route} does not say who may open it.", hint="Decorate the view: see parties.web.", id="fardplan.E001")
        for route, view in views()
        if not getattr(view, "policy", None)
    ]


@register()
def the_proxy_is_counted(app_configs, **kwargs):
    """Behind TLS stands a proxy: without its word on who is who, all share the ten tries to log in."""
    if settings.HTTPS and not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        return [Warning("FARDPLAN_HTTPS is on and FARDPLAN_PROXIES is 0.", hint="See docs/drift.md, TLS.", id="fardplan.W001")]
    return []
