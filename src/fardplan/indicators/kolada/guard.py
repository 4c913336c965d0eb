"""Which address may be asked, and through which the answer comes: nothing but the host that the operator has set.

https only, the name resolved once and connected to by that address, no address of an inner network, no redirects. A server on this
very machine (127.0.0.1, for tests and demonstrations) may be asked when the operator writes its address, also without https.
"""

import ipaddress
import os
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from requests.adapters import HTTPAdapter

#: Hosts that may be asked. An operator who has a mirror adds its name to FARDPLAN_KOLADA_HOSTS.
HOSTS = frozenset({"api.kolada.se", *os.environ.get("FARDPLAN_KOLADA_HOSTS", "").replace(",", " ").lower().split()})
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class NotAllowed(Exception):
    """The address is not one that may be asked; the text says why."""


@dataclass(frozen=True)
class Target:
    """A base address that has been let through: where to connect, and what to call it."""

    scheme: str
    host: str
    port: int
    path: str
    address: str

    @property
    def origin(self):
        return self.scheme, self.host, self.port


def checked(url, *, resolve=socket.getaddrinfo):
    """The Target of a base address. Raises NotAllowed."""
    scheme, host, port, path = parts(url)
    if host in LOOPBACK:
        return Target(scheme, host, port, path, "127.0.0.1" if host == "localhost" else host)
    if scheme != "https":
        raise NotAllowed(_("Kolada is asked over https only."))
    if host not in HOSTS:
        raise NotAllowed(_("%(host)s is not among the hosts that may be asked (FARDPLAN_KOLADA_HOSTS).") % {"host": host[:80]})
    try:
        found = resolve(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise NotAllowed(_("The name %(host)s leads nowhere. Is there a network?") % {"host": host}) from error
    addresses = [ipaddress.ip_address(each[4][0].split("%")[0]) for each in found]
    if not addresses or not all(_is_outside(address) for address in addresses):
        raise NotAllowed(_("%(host)s leads to an address on an inner network, which is not asked.") % {"host": host})
    return Target(scheme, host, port, path, str(addresses[0]))


def _is_outside(address):
    inner = getattr(address, "ipv4_mapped", None) or address
    return inner.is_global and not inner.is_multicast


def parts(url):
    """(scheme, host, port, path) of an address without user, fragment or odd characters. Raises NotAllowed."""
    if not isinstance(url, str) or len(url) > 4000 or any(ord(sign) <= 32 or ord(sign) == 127 or sign == "\\" for sign in url):
        raise NotAllowed(_("That is not an address."))
    try:
        split = urlsplit(url)
        port = split.port
    except ValueError as error:
        raise NotAllowed(_("That is not an address.")) from error
    if split.scheme not in ("http", "https") or not split.hostname or split.username is not None or split.password is not None:
        raise NotAllowed(_("That is not an address."))
    return split.scheme, split.hostname.lower(), port or (443 if split.scheme == "https" else 80), split.path.rstrip("/")


class Pinned(HTTPAdapter):
    """Connects to the address that was checked, and asks for the certificate of the name."""

    def __init__(self, target):
        self.target = target
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args, **kwargs):
        if self.target.scheme == "https":
            kwargs |= {"server_hostname": self.target.host, "assert_hostname": self.target.host}
        super().init_poolmanager(*args, **kwargs)

    def send(self, request, **kwargs):
        split = urlsplit(request.url)
        address = f"[{self.target.address}]" if ":" in self.target.address else self.target.address
        request.headers["Host"] = split.netloc
        request.url = split._replace(netloc=f"{address}:{self.target.port}").geturl()
        return super().send(request, **kwargs)
