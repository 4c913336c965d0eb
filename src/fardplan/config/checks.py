from django.core.checks import Error, register
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
