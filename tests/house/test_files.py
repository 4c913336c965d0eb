"""Files stay small, pages stay free of inline code, and HTML is marked safe in few places."""

import ast
import glob
import re
import tomllib

import pytest

from tests.house.house import ROOT, SRC, name, rooms, sources
from tools.sizes import long_modules

# Modules that may call text safe HTML, each with its reason.
MAY_MARK_SAFE = {
    "src/fardplan/guide/views.py": "a page of the guide drawn by markdown-it, which shows raw HTML as text: tests/guide tries it",
    "src/fardplan/governance/agenda.py": "a pack drawn by fardplan.documents, which escapes every text",
    "src/fardplan/indicators/templatetags/indicators.py": "a nation's twenty thousand cells: names are escaped, once each",
    "src/fardplan/kit/prose.py": "what people write: every word is escaped before its marks are put round it",
    "src/fardplan/kit/icons.py": "drawings from our own table, no value from outside",
    "src/fardplan/reports/screen.py": "a document drawn by fardplan.documents, which escapes every text",
    "src/fardplan/kit/templatetags/fardplan.py": "components put together from parts that are escaped one by one",
}
# {% blocktranslate %} and JavaScript-free pages: an attribute that carries style or code is stopped by the content policy.
INLINE = re.compile(r"""\s(?:style|on[a-z]{3,})\s*=\s*["'{]|<style\b|<script\b(?![^>]*\bsrc=)|javascript:""", re.IGNORECASE)
DATA_SCRIPT = re.compile(r"""<script\b[^>]*type=["']application/json["']""")


def test_no_module_is_over_400_lines():
    assert [f"{path}: {lines} lines" for lines, path in long_modules(["src"])] == []


def test_templates_carry_no_inline_style_or_script():
    found = [
        f"{name(path)}:{number}: {line.strip()[:80]}"
        for path in sources(".html")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if INLINE.search(line) and not DATA_SCRIPT.search(line)
    ]
    assert found == []


def test_templates_do_not_mark_safe():
    found = [
        f"{name(path)}:{number}"
        for path in sources(".html")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"\|\s*safe(?:seq)?\b|\{%\s*autoescape\s+off", line)
    ]
    assert found == []


def test_few_modules_mark_safe():
    found = []
    for path in sources(".py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            word = getattr(called, "id", getattr(called, "attr", ""))
            if word in {"mark_safe", "SafeString", "SafeText"} and name(path) not in MAY_MARK_SAFE:
                found.append(f"{name(path)}:{node.lineno}")
    assert found == []


def is_of_pages(path):
    """views.py, views_members.py, forms_members.py … and what lies in a folder of theirs."""
    return any(re.fullmatch(r"(views|forms)(_\w+)?", word) for word in (path.stem, path.parent.name))


#: Calls that start from `.objects` and yet not from `visible_to`, each with its reason.
MAY_READ_PAST_THE_DOOR = {
    "src/fardplan/config/views.py": "health asks whether the database answers",
    "src/fardplan/indicators/views_indicator.py": "organisations are the shared library, of no programme; read by keys that the programme's own query gave",
    "src/fardplan/reminders/views.py": "the settings of whoever asks, of no programme",
}


def test_views_read_through_the_one_door():
    """A view starts from `Model.objects.visible_to(user)`: nobody forgets whose rows they are."""
    found = []
    for path in sources(".py"):
        if not re.fullmatch(r"views(_\w+)?", path.stem) or name(path) in MAY_READ_PAST_THE_DOOR:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Attribute)
                and node.value.attr in {"objects", "_base_manager"}
            ):
                if node.attr != "visible_to":
                    found.append(f"{name(path)}:{node.lineno}: {ast.unparse(node)}")
    assert found == []


def test_rows_are_not_saved_by_views():
    """Writes are verbs in services.py: views never call .save(), .create(), .update() or .delete() on rows."""
    found = []
    for path in sources(".py"):
        if is_of_pages(path):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    on_rows = ".objects" in ast.unparse(node.func.value)
                    if node.func.attr == "save" or (
                        on_rows and node.func.attr in {"create", "bulk_create", "update", "delete", "get_or_create"}
                    ):
                        found.append(f"{name(path)}:{node.lineno}: {ast.unparse(node.func)}")
    assert found == []


# Where the clock may be read: views and commands, and what stands here with its reason.
MAY_READ_THE_CLOCK = {"views", "web", "middleware", "cli", "commands"}
CLOCK_READERS = {
    "src/fardplan/reports/views_together.py": "views: the moment of a comment, an answer, of being ready",
    "src/fardplan/plan/views_plans.py": "a view: the moment a plan is sent to its parties",
    "src/fardplan/overview/views_history.py": "a view: the moment of reading what is new",
    "src/fardplan/indicators/views_indicator.py": "a view: the moment a figure is entered",
    "src/fardplan/imports/commands.py": "a command: the day that a programme is shown as of, unless it says",
    "src/fardplan/imports/loader.py": "a command's work: the moment shares are computed",
    "src/fardplan/governance/views_decisions.py": "a view: the moment of closing",
    "src/fardplan/governance/views_matters.py": "a view: the moment of sending on",
    "src/fardplan/governance/views_meetings.py": "a view: the moments of sending and closing",
    "src/fardplan/governance/views_raised.py": "a view: the moment of a letter",
    "src/fardplan/overview/views_calendar.py": "a view: the moments an address is made, taken back and read",
    "src/fardplan/parties/base.py": "visible_to(user): what somebody may see is always a question about today",
    "src/fardplan/parties/models.py": "the same, for programmes",
    "src/fardplan/reports/models.py": "the same, for reports on their way",
    "src/fardplan/consultations/models.py": "the same, for a party's drafts",
    "src/fardplan/selfassessment/models.py": "the same, for what a unit answers",
    "src/fardplan/selfassessment/apps.py": "the same, for the documents that hang there",
    "src/fardplan/status/models/frictions.py": "the same, for a party's own friction",
    "src/fardplan/status/models/reports.py": "the same, for drafts of status reports",
    "src/fardplan/overview/views_my_page.py": "a view: my page is over all programmes, each with a today of its own",
    "src/fardplan/kit/editing.py": "the half of every editing view that all of them share",
    "src/fardplan/attachments/services.py": "the moment a file came in, or was withdrawn, is the moment it is written",
    "src/fardplan/audit/writes.py": "the moment of a write is the moment it is written",
    "src/fardplan/accounts/jobs.py": "jobs are run when their time has come: the clock is what they ask",
    "src/fardplan/accounts/mail.py": "the same, for letters",
    "src/fardplan/effects/jobs.py": "the same, for evaluations",
    "src/fardplan/imports/kinds_effects.py": "a plan read from a file is written the day it is read",
    "src/fardplan/accounts/runner.py": "the same, for the process that runs them",
    "src/fardplan/accounts/oidc.py": "a claim has expired or not at the moment it is shown",
    "src/fardplan/parties/views_invitations.py": "views, in a file of their own",
    "src/fardplan/reports/views_files.py": "views, in a file of their own",
    "src/fardplan/reports/jobs.py": "a job is done when the runner comes to it",
    "src/fardplan/imports/services.py": "the moment of a receipt is the moment it is written",
    "src/fardplan/imports/kind_values.py": "the same, for the vintage it stores",
    "src/fardplan/imports/context.py": "the half of every import that page and command share",
    "src/fardplan/indicators/recording.py": "figures are fetched at the moment they are stored, unless told",
    "src/fardplan/indicators/services.py": "the same, for a single figure",
}
CLOCK = {
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("time", "time"),
}


def reads_the_clock(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name | ast.Attribute):
            owner = getattr(node.func.value, "id", getattr(node.func.value, "attr", ""))
            if (owner, node.func.attr) in CLOCK and not node.args:
                yield node.lineno


def test_time_is_an_argument():
    found = []
    for path in sources(".py"):
        room, *inside = path.relative_to(SRC).parts
        if room == "config" or MAY_READ_THE_CLOCK & {path.stem, *inside} or "management" in inside or name(path) in CLOCK_READERS:
            continue
        found += [f"{name(path)}:{line}" for line in reads_the_clock(ast.parse(path.read_text(encoding="utf-8")))]
    assert found == []


@pytest.mark.parametrize("room", rooms())
def test_templates_live_under_the_rooms_name(room):
    """templates/<room>/…: two rooms with a `list.html` would otherwise answer for each other. Error pages are Django's own names, and the
    pages of log-in (`account`, `mfa`) are called what the library calls them."""
    folder = SRC / room / "templates"
    known = {room, "400.html", "403.html", "404.html", "500.html"} | ({"account", "mfa"} if room == "accounts" else set())
    stray = [p.name for p in folder.iterdir() if p.name not in known] if folder.exists() else []
    assert stray == []


def test_everything_that_is_not_python_is_packed():
    """An installed Färdplan has its templates, fonts and catalogues: pyproject's package-data names every kind of file."""
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]["fardplan"]
    packed = {found for pattern in patterns for found in glob.glob(pattern, root_dir=SRC, recursive=True)}
    files = {str(path.relative_to(SRC)) for path in SRC.rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc"}}
    files -= {name for name in files if name.endswith("max_migration.txt")}  # for git, not for the product
    assert sorted(files - packed) == []
