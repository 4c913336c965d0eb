"""A walk over the pages as a visitor with a browser would take it: log in, follow every link inside the service once."""

from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

MOST_PAGES = 40


class Links(HTMLParser):
    """The links of a page and the CSRF token of its first form."""

    def __init__(self):
        super().__init__()
        self.links = []
        self.token = ""

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "a" and attributes.get("href") and "download" not in attributes:
            self.links.append(attributes["href"])
        if tag == "input" and attributes.get("name") == "csrfmiddlewaretoken" and not self.token:
            self.token = attributes.get("value", "")


def walk(base, usernames, password, most=MOST_PAGES):
    """Visit at most `most` pages as each user. Returns (pages seen, faults as sentences)."""
    seen, faults = 0, []
    for username in usernames:
        visitor = build_opener(HTTPCookieProcessor(CookieJar()))
        token = _read(visitor, f"{base}/logga-in/")[1].token
        form = urlencode({"csrfmiddlewaretoken": token, "username": username, "password": password}).encode()
        status, page, url = _read(visitor, Request(f"{base}/logga-in/", form, {"Referer": f"{base}/logga-in/"}), with_url=True)  # noqa: S310
        if status != 200 or "logga-in" in url:
            faults.append(f"{username}: log-in answered {status} at {url}")
            continue
        queue, visited, walked = [url], {url}, 0
        while queue and walked < most:
            at = queue.pop(0)
            status, page = _read(visitor, at)
            walked += 1
            seen += 1
            if status != 200:
                faults.append(f"{username}: {at} answered {status}")
            for link in page.links:
                target = urldefrag(urljoin(at, link)).url
                if urlsplit(target).netloc == urlsplit(base).netloc and target not in visited:
                    visited.add(target)
                    queue.append(target)
    return seen, faults


def _read(visitor, what, with_url=False):
    page = Links()
    try:
        with visitor.open(what, timeout=30) as answer:
            status, url = answer.status, answer.url
            if "text/html" in answer.headers.get("Content-Type", ""):
                page.feed(answer.read().decode("utf-8"))
    except HTTPError as error:
        status, url = error.code, error.url
    return (status, page, url) if with_url else (status, page)
