"""Journeys play pages in Chromium, against a live server with the product's own settings and content policy.

One Chromium per worker, one context (no cookies, no cache) per test. Whatever the browser complains about fails the test:
a refused style or script, an exception, a request to another host.

Playwright's synchronous interface keeps an event loop running in the test's own thread from the first journey on. Django
then refuses the database in that thread unless DJANGO_ALLOW_ASYNC_UNSAFE is set, so it is set here; and a test that calls
`asyncio.run` after a journey in the same worker fails. The product has no asynchronous code, and its tests need none.
"""

import os
import re
import shutil
import threading
import time
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started
from django.test.client import ClientHandler
from playwright.sync_api import expect, sync_playwright

from tests import stock
from tests.journeys.gallery_index import write_index
from tests.journeys.helpers import GALLERY_WANTED

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "out/journeys"

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",  # the machine is thrown away, and as root Chromium does not start without
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",  # the same glyph widths on every machine
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PROFILE = {
    "locale": "sv-SE",
    "timezone_id": "Europe/Stockholm",
    "viewport": {"width": 1280, "height": 900},
    "reduced_motion": "reduce",
}


expect.set_options(timeout=30_000)  # the machine may be busy with something else


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def chromium():
    """The browser: Debian's own, so that nothing is downloaded."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        pytest.fail("Chromium is not installed: ./dev setup says how.")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


class Complaints:
    """What the browser complained about. `forgive(pattern)` is for a journey that means to meet an error page."""

    def __init__(self, own_address):
        self.own_address = own_address
        self.said = []
        self.forgiven = []

    def forgive(self, pattern):
        self.forgiven.append(re.compile(pattern))

    def listen_to(self, context):
        context.on(
            "console", lambda message: message.type == "error" and self.add(f"console: {message.text} ({message.location.get('url', '')})")
        )
        context.on("weberror", lambda error: self.add(f"exception: {error.error}"))
        context.on("request", lambda request: self.is_foreign(request.url) and self.add(f"request to another host: {request.url}"))

    def is_foreign(self, url):
        return not url.startswith((self.own_address, "data:", "blob:", "about:"))

    def add(self, text):
        self.said.append(text)

    def left(self):
        return [text for text in self.said if not any(pattern.search(text) for pattern in self.forgiven)]


@pytest.fixture
def complaints(request, live_server):
    """After the test, when every window is closed: no complaint may be left."""
    heard = Complaints(live_server.url)
    yield heard
    if not request.node.stash.get(FAILED, False):
        left = heard.left()
        assert not left, "The browser complained:\n" + "\n".join(left)


@pytest.fixture
def new_context(request, chromium, live_server, complaints):
    """`new_context()` is one more person's browser, with a profile of its own; a failed test leaves a picture of each window."""
    made = []

    def open_one(**options):
        """Swedish, Stockholm, a laptop's window, no motion, unless `options` say otherwise."""
        context = chromium.new_context(**{"base_url": live_server.url, **PROFILE, **options})
        context.set_default_timeout(30_000)
        complaints.listen_to(context)
        made.append(context)
        return context

    yield open_one
    for number, context in enumerate(made):
        if request.node.stash.get(FAILED, False):
            for page in context.pages:
                keep_picture(page, f"{request.node.name}-{number}" if number else request.node.name)
        context.close()
    answering.wait()


class Answering:
    """How many requests the live server is answering. A page that is closed may have told something on its way out (that it was open, what
    stood in its form): that is written before the database is emptied, or the two would wait for each other."""

    def __init__(self):
        self.now, self.lock = 0, threading.Lock()
        request_started.connect(self.begin)
        request_finished.connect(self.end)

    def begin(self, sender=None, **kwargs):
        self.count(sender, 1)

    def end(self, sender=None, **kwargs):
        self.count(sender, -1)

    def count(self, sender, change):
        if sender not in (None, ClientHandler):  # a test's own client answers before it returns
            with self.lock:
                self.now += change

    def wait(self, most=10):
        """Until nothing has been answered for a tenth of a second."""
        until, calm = time.monotonic() + most, 0
        while calm < 5 and time.monotonic() < until:
            time.sleep(0.02)
            calm = calm + 1 if self.now <= 0 else 0


answering = Answering()


@pytest.fixture
def context(new_context):
    return new_context()


@pytest.fixture
def page(context):
    """A page at nothing yet."""
    return context.new_page()


@pytest.fixture
def examples(transactional_db):
    """The example programmes and their six log-ins, as after `./dev demo`."""
    stock.put_in()


def pytest_sessionfinish(session):
    """When the pictures have been taken (and all workers are done), the index is written anew."""
    if GALLERY_WANTED and not hasattr(session.config, "workerinput"):
        write_index()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


def keep_picture(page, name):
    OUT.mkdir(parents=True, exist_ok=True)
    file = OUT / (re.sub(r"[^\w.-]+", "-", name) + ".png")
    page.screenshot(path=file, full_page=True)
    print(f"The page as it stood ({page.url}): {file}")
