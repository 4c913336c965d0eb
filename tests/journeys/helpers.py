"""What journeys do to a page. `given_…`, `when_…`, `then_…` sentences are each journey's own; these are the words in them."""

import io
import os
import re
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import polib
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from PIL import Image
from PIL.PngImagePlugin import PngInfo

TESTS = Path(__file__).resolve().parents[1]
SRC = TESTS.parent / "src/fardplan"
GALLERY = TESTS.parent / "docs/gallery"
GUIDE = TESTS.parent / "docs/anvandarguide"
GALLERY_WANTED = os.environ.get("GALLERY") in ("1", "guide")
#: With GALLERY=guide (`./dev gallery guide`): the pictures that the user guide shows, without "-bred", and no others. Empty: all.
GUIDE_PICTURES = (
    frozenset(re.findall(r"gallery/([a-z0-9-]+?)(?:-bred)?\.png", "".join(file.read_text() for file in GUIDE.glob("*.md"))))
    if os.environ.get("GALLERY") == "guide"
    else frozenset()
)
AXE = (TESTS / "vendor/axe.min.js").read_text(encoding="utf-8")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ONLY_COLOURS = ["color-contrast", "link-in-text-block"]


def log_in(page, username):
    """Be `username` from the next page on. Takes no detour by the log-in page: one journey plays that one."""
    client = Client()
    client.force_login(get_user_model()._default_manager.get_by_natural_key(username))
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "domain": "127.0.0.1", "path": "/", "httpOnly": True}])


def log_out(page):
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


def write(page, **fields):
    """Fill the page's form in as a person would: by the fields' names; a choice by its words or its code, True ticks a box."""
    form = page.locator("main form[method=post]")
    for name, value in fields.items():
        control = form.locator(f"[name='{name}']")
        if control.get_attribute("data-rich") is not None and not control.is_visible():
            form.locator(f"[name='{name}'] ~ [data-rich-plain]").click()
        if value is True:
            control.check()
        elif control.evaluate("e => e.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)


def save(page):
    """Press the form's own button and wait for what it leads to."""
    press(page, page.locator("main form.fp-form .fp-actions button[type=submit]").first)


def press(page, button):
    """Press what leads to another page, and wait for that page."""
    with page.expect_navigation():
        button.click()


def assert_accessible(page, *, schemes=("light", "dark"), within=None):
    """axe finds nothing to say about the page (or the part `within`, a CSS selector). In dark, colours are what can differ."""
    found = []
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        rules = ONLY_COLOURS if scheme == "dark" and "light" in schemes else None
        found += [f"[{scheme}] {text}" for text in axe_violations(page, within, rules)]
    page.emulate_media(color_scheme="light")
    assert not found, f"{page.url} is not accessible:\n\n" + "\n\n".join(found)


def axe_violations(page, within=None, rules=None):
    if not page.evaluate("() => 'axe' in window"):
        # Through the debugger and not as a script of the page, which the content policy would refuse, rightly.
        session = page.context.new_cdp_session(page)
        session.send("Runtime.evaluate", {"expression": AXE})
        session.detach()
    which = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": AXE_TAGS}
    options = {"runOnly": which, "resultTypes": ["violations"], "preload": False}
    result = page.evaluate("([within, options]) => axe.run(within || document, options)", [within, options])
    for violation in result["violations"]:
        places = "\n".join(
            f"  {' '.join(map(str, node['target']))}\n    {node['html'][:300]}\n    {summary(node)}" for node in violation["nodes"]
        )
        yield f"{violation['id']} ({violation['impact']}): {violation['help']}\n{places}"


def summary(node):
    return (node.get("failureSummary") or "").replace("\n", " ")


def assert_reflows(page, widths=(320,)):
    """At each width in pixels (320 is 1280 at 400 %), the page scrolls in one direction only. What must be wide scrolls in a box of its own."""
    before, found = page.viewport_size, []
    for width in widths:
        resize(page, {"width": width, "height": 800})
        wide, culprits = page.evaluate(REACHES, width)
        if wide > width:
            found += [f"{page.url} is {wide} px wide in a window of {width} px; first culprits:", *culprits]
    resize(page, before)
    assert not found, "\n".join(found)


def resize(page, size):
    """A window costs more to resize than a page to read: never to the size that it has."""
    if page.viewport_size != size:
        page.set_viewport_size(size)


REACHES = """(width) => {
    const wide = document.documentElement.scrollWidth
    if (wide <= width) return [wide, []]
    return [wide, [...document.body.querySelectorAll('*')]
        .filter(e => e.checkVisibility({contentVisibilityAuto: true}) && e.getBoundingClientRect().right > width + 1 && !e.closest('[data-scrolls], .fp-scroll, [tabindex="0"]'))
        .slice(0, 5).map(e => e.outerHTML.slice(0, 120))]
}"""


@cache
def in_catalogues():
    """English source texts that Swedish says otherwise, or does not say yet, and that are no Swedish words by accident."""
    entries = [entry for path in SRC.glob("*/locale/sv/LC_MESSAGES/django.po") for entry in polib.pofile(str(path)) if not entry.obsolete]
    swedish = {entry.msgstr for entry in entries}
    return {entry.msgid for entry in entries if entry.msgid not in swedish and "%" not in entry.msgid}


#: The page's texts, each once. There are fewer than in the catalogues, which took longer to send to the browser than a page to draw.
TEXTS = """() => {
    const texts = new Set(), walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) texts.add(walker.currentNode.textContent.replace(/\\s+/g, ' ').trim())
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
        for (const name of ['aria-label', 'title', 'placeholder']) texts.add(element.getAttribute(name))
    }
    return [...texts]
}"""


def assert_well_made(page, *, language="sv"):
    """What axe does not ask: the language, one heading, a title, no empty cell, no text in the wrong language, nothing of our insides."""
    found = page.evaluate(
        """([language, known]) => {
            const texts = new Set(known), wrong = []
            const say = (what, element) => wrong.push(what + (element ? ': ' + element.outerHTML.slice(0, 160) : ''))
            if (document.documentElement.lang !== language) say('lang is ' + document.documentElement.lang)
            const headings = document.querySelectorAll('h1')
            if (headings.length !== 1) say(headings.length + ' h1')
            if (!/^[^–]*\\S.* – Färdplan$/.test(document.title)) say('title: ' + document.title)
            for (const cell of document.querySelectorAll('td, th')) {
                if (!cell.textContent.trim() && !cell.querySelector('svg, img, input, button')) say('empty cell', cell)
            }
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
            while (walker.nextNode()) {
                const text = walker.currentNode.textContent.replace(/\\s+/g, ' ').trim()
                const owner = walker.currentNode.parentElement
                const foreign = texts.has(text) || /\\b(the|this|with|your|yet|that|have)\\b/i.test(text)
                if (foreign && owner.closest('[lang]').lang === 'sv') say('not translated', owner)
                if (/\\bNone\\b|\\bnan\\b|[{%]\\(|\\{\\{|undefined|<[a-z]+ object/.test(text)) say('our insides: ' + text)
            }
            for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
                for (const name of ['aria-label', 'title', 'placeholder']) {
                    if (texts.has(element.getAttribute(name)) && element.closest('[lang]').lang === 'sv') say('not translated', element)
                }
            }
            const ids = [...document.querySelectorAll('[id]')].map(e => e.id)
            for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) say('two of the id ' + id)
            return [...new Set(wrong)]
        }""",
        [language, sorted(in_catalogues().intersection(page.evaluate(TEXTS)))],
    )
    assert not found, f"{page.url}:\n" + "\n".join(found)


def screenshot(page, name):
    """With GALLERY=1 (`./dev gallery`), keep a picture of the page in docs/gallery; else nothing. A long page is cut."""
    if GALLERY_WANTED and (not GUIDE_PICTURES or name.removesuffix("-bred") in GUIDE_PICTURES):
        keep_png(page.screenshot(full_page=True, animations="disabled", caret="hide"), name, page.title())


def printed(page, name, pages=2):
    """With GALLERY=1, keep the first pages of what the printer would give."""
    if GALLERY_WANTED:
        with TemporaryDirectory() as folder:
            file = Path(folder) / "print.pdf"
            page.pdf(path=file, prefer_css_page_size=True, format="A4", print_background=True)
            keep_pages(file, f"{name}-utskrift", page.title(), pages)


def keep_pages(pdf, name, title, pages=None):
    """Keep pictures of the pages of a PDF in docs/gallery: `name`-1.png …"""
    last = ["-l", str(pages)] if pages else []
    with TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", "60", "-png", *last, str(pdf), f"{folder}/sida"], check=True, timeout=120)
        for number, file in enumerate(sorted(Path(folder).glob("*.png")), 1):
            keep_png(file.read_bytes(), f"{name}-{number:02}", f"{title}, sida {number}")


def keep_png(png, name, title):
    """128 colours are enough for pages, and a third of the size in everybody's clone. The title travels inside, for the index."""
    GALLERY.mkdir(parents=True, exist_ok=True)
    about = PngInfo()
    about.add_itxt("Title", title.removesuffix(" – Färdplan"), lang="sv")
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, 3_000))).quantize(128, dither=Image.Dither.NONE)
    picture.save(GALLERY / f"{name}.png", optimize=True, pnginfo=about)
