"""Addresses as people see them."""


def shown_address(request) -> str:
    """The request's address without filters that are not used: a form sends "part=&mal=1", an address says "mal=1"."""
    asked = request.GET.copy()
    for name in list(asked):
        if not any(asked.getlist(name)):
            del asked[name]
    return f"{request.path}?{asked.urlencode()}" if asked else request.path
