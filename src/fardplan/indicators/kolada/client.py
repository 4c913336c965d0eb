"""Asking Kolada's API v3: pages of {values, count, next_url}. Patient with a busy server, unforgiving with a strange answer.

Every limit stands here. A figure is read as Decimal, exactly as it was written.
"""

import json
import time
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from urllib.parse import urlencode

import requests
from django.utils.translation import gettext as _

from fardplan.indicators.kolada import guard

BASE_URL = "https://api.kolada.se/v3"
PER_PAGE = 5000
MOST_IDS = 25
"""Of one list parameter."""
MOST_PAGES = 5000
LARGEST = 80_000_000
"""Bytes of one answer, unpacked."""
TRIES = 5
LONGEST_WAIT = 120.0
"""Seconds that Retry-After may ask for."""
APART = 0.2
"""Seconds between two questions: no more than five each second."""
CONNECT, READ, WHOLE = 5.0, 15.0, 60.0
"""Seconds: to connect, between two pieces of an answer, and for all of it."""


class KoladaError(Exception):
    """Kolada could not be asked or answered something that is not believed. The text is for people."""


class Busy(Exception):
    """Ask again; after `wait` seconds when the server said so."""

    def __init__(self, why, wait=None):
        super().__init__(why)
        self.wait = wait


class Client:
    """One conversation with one host. `sleep` and `clock` are the machine's own unless a test gives others."""

    def __init__(self, base_url=BASE_URL, *, sleep=time.sleep, clock=time.monotonic, tries=TRIES, whole=WHOLE, largest=LARGEST):
        try:
            self.target = guard.checked(base_url)
        except guard.NotAllowed as error:
            raise KoladaError(str(error)) from error
        self.base_url = base_url.rstrip("/")
        self.sleep, self.clock = sleep, clock
        self.tries, self.whole, self.largest = tries, whole, largest
        self.asked = 0
        self._latest = None
        self.session = requests.Session()
        self.session.trust_env = False  # a proxy or a .netrc of the machine would lead elsewhere
        self.session.headers.update({"User-Agent": "Fardplan", "Accept": "application/json", "Accept-Encoding": "gzip"})
        self.session.mount(f"{self.target.scheme}://", guard.Pinned(self.target))

    def pages(self, path, **params):
        """The records of all pages of `path`, one by one. Lists of ids are to be no longer than MOST_IDS. Raises KoladaError."""
        for name, value in params.items():
            if isinstance(value, (list, tuple)) and len(value) > MOST_IDS:
                raise ValueError(f"{name}: at most {MOST_IDS} ids at a time")
        words = {name: ",".join(value) if isinstance(value, (list, tuple)) else value for name, value in params.items() if value}
        url, seen = f"{self.base_url}/{path}?{urlencode({**words, 'per_page': PER_PAGE})}", set()
        while url:
            if url in seen or len(seen) >= MOST_PAGES:
                raise KoladaError(_("Kolada's pages never end: the address of the next page comes back."))
            seen.add(url)
            envelope = self._get(url)
            yield from envelope["values"]
            url = self._next(envelope.get("next_url"))

    def _next(self, url):
        """The address of the next page, when it is on the host that is asked and nowhere else."""
        if url is None or url == "":
            return None
        try:
            scheme, host, port, path = guard.parts(url)
        except guard.NotAllowed as error:
            raise KoladaError(_("The address of the next page cannot be read. Nothing of it is fetched.")) from error
        if (scheme, host, port) != self.target.origin or not f"{path}/".startswith(f"{self.target.path}/"):
            raise KoladaError(_("The next page is on another host (%(host)s). Nothing of it is fetched.") % {"host": host[:80]})
        return url

    def _get(self, url):
        wait = 1.0
        for tried in range(1, self.tries + 1):
            self._keep_apart()
            try:
                return self._ask(url)
            except Busy as busy:
                if tried == self.tries:
                    raise KoladaError(
                        _("Kolada does not answer properly after %(n)s attempts: %(why)s") % {"n": tried, "why": busy}
                    ) from busy
                self.sleep(wait if busy.wait is None else busy.wait)
                wait *= 2
        raise AssertionError

    def _keep_apart(self):
        now = self.clock()
        if self._latest is not None and now - self._latest < APART:
            self.sleep(APART - (now - self._latest))
        self._latest = self.clock()
        self.asked += 1

    def _ask(self, url):
        try:
            with self.session.get(url, timeout=(CONNECT, READ), stream=True, allow_redirects=False) as answer:
                self._check(answer)
                body = self._body(answer)
        except requests.Timeout as error:
            raise Busy(_("the time ran out")) from error
        except (requests.RequestException, OSError) as error:
            raise Busy(_("the connection was broken")) from error
        return _envelope(body)

    def _check(self, answer):
        status = answer.status_code
        if status == 429 or status == 503:
            raise Busy(_("it is asked too often"), retry_after(answer.headers.get("Retry-After")))
        if status >= 500:
            raise Busy(_("it answered %(status)s") % {"status": status})
        if 300 <= status < 400:
            raise KoladaError(_("Kolada's address leads on to another (%(status)s). Redirects are not followed.") % {"status": status})
        if status != 200:
            raise KoladaError(_("Kolada answered %(status)s.") % {"status": status})
        kind = answer.headers.get("Content-Type", "").split(";")[0].strip().lower()
        if kind != "application/json":
            raise KoladaError(
                _("Kolada answered with %(kind)s instead of JSON. Is it a log-in page or an error page?") % {"kind": kind[:60] or "?"}
            )

    def _body(self, answer):
        """All of the answer, unpacked; never more than `largest` bytes, and within `whole` seconds however slowly it drips."""
        until, parts, size = self.clock() + self.whole, [], 0
        declared = answer.headers.get("Content-Length", "")
        if declared.isascii() and declared.isdecimal() and int(declared) > self.largest:
            raise self._too_large()
        while True:
            try:
                part = answer.raw.read1(65_536, decode_content=True)
            except Exception as error:
                raise Busy(_("the answer broke off")) from error
            if not part:
                break
            size += len(part)
            if size > self.largest:
                raise self._too_large()
            if self.clock() > until:
                raise Busy(_("the time ran out"))
            parts.append(part)
        return b"".join(parts)

    def _too_large(self):
        return KoladaError(_("The answer is larger than %(mb)s MB and is not read.") % {"mb": self.largest // 1_000_000})


def retry_after(text, *, now=None):
    """Seconds of a Retry-After head, which states seconds or a day; None when it says nothing that can be read."""
    text = (text or "").strip()
    if text.isascii() and text.isdecimal() and len(text) < 7:
        return min(float(text), LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max((at - (now or datetime.now(UTC))).total_seconds(), 0.0), LONGEST_WAIT)


def _envelope(body):
    try:
        content = json.loads(body.decode("utf-8"), parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Busy(_("the answer is not whole JSON")) from error
    if not isinstance(content, dict) or not isinstance(content.get("values"), list):
        raise KoladaError(_("Kolada's answer has no list of values."))
    if not all(isinstance(each, dict) for each in content["values"]):
        raise KoladaError(_("Kolada's answer has values of another shape than it says."))
    return content


def _no_number(text):
    raise ValueError(text)
