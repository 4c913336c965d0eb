"""What journeys do to a page. `given_…`, `when_…`, `then_…` sentences are each journey's own; these are the words in them."""

import io
import os
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from PIL import Image

TESTS = Path(__file__).resolve().parents[1]
GALLERY = TESTS.parent / "docs/gallery"
AXE = (TESTS / "vendor/axe.min.js").read_text(encoding="utf-8")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def log_in(page, username):
    """Be `username` from the next page on. Takes no detour by the log-in page: one journey plays that one."""
    client = Client()
    client.force_login(get_user_model()._default_manager.get_by_natural_key(username))
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "domain": "127.0.0.1", "path": "/", "httpOnly": True}])


def log_out(page):
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


def assert_accessible(page, *, schemes=("light", "dark"), within=None):
    """axe finds nothing to say about the page (or the part `within`, a CSS selector), in light and in dark colours."""
    found = []
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        found += [f"[{scheme}] {text}" for text in axe_violations(page, within)]
    page.emulate_media(color_scheme=None)
    assert not found, f"{page.url} is not accessible:\n\n" + "\n\n".join(found)


def axe_violations(page, within=None):
    if not page.evaluate("() => 'axe' in window"):
        # Through the debugger and not as a script of the page, which the content policy would refuse, rightly.
        session = page.context.new_cdp_session(page)
        session.send("Runtime.evaluate", {"expression": AXE})
        session.detach()
    options = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"], "preload": False}
    result = page.evaluate("([within, options]) => axe.run(within || document, options)", [within, options])
    for violation in result["violations"]:
        places = "\n".join(
            f"  {' '.join(map(str, node['target']))}\n    {node['html'][:300]}\n    {summary(node)}" for node in violation["nodes"]
        )
        yield f"{violation['id']} ({violation['impact']}): {violation['help']}\n{places}"


def summary(node):
    return (node.get("failureSummary") or "").replace("\n", " ")


def assert_reflows(page, width=320):
    """At `width` pixels (1280 at 400 %), the page scrolls in one direction only. What must be wide scrolls in a box of its own."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 800})
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    culprits = page.evaluate(
        """(width) => [...document.body.querySelectorAll('*')]
            .filter(e => e.getBoundingClientRect().right > width + 1 && !e.closest('[data-scrolls], .fp-scroll, [tabindex="0"]'))
            .slice(0, 5).map(e => e.outerHTML.slice(0, 120))""",
        width,
    )
    page.set_viewport_size(before)
    assert wide <= width, f"{page.url} is {wide} px wide in a window of {width} px; first culprits:\n" + "\n".join(culprits)


def screenshot(page, name, *, full_page=True):
    """With GALLERY=1 (`./dev gallery`), keep a picture of the page in docs/gallery; else nothing."""
    if os.environ.get("GALLERY") != "1":
        return
    GALLERY.mkdir(parents=True, exist_ok=True)
    picture = Image.open(io.BytesIO(page.screenshot(full_page=full_page, animations="disabled", caret="hide")))
    # 256 colours are enough for pages, and a third of the size in everybody's clone.
    picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(GALLERY / f"{name}.png", optimize=True)
