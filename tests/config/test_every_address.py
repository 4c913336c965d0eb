"""Every address of the service, asked for by every role in the example county: who gets it, what goes with it, and that asking changes nothing."""

import hashlib
import re
from dataclasses import dataclass, field
from html import unescape

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from fardplan.accounts.models import User
from fardplan.accounts.permissions import GRANTS
from fardplan.config.demo import CAST
from tests import stock
from tests.addresses import COUNTY, FOR_THE_COORDINATOR, LEAD, addresses

ROLES = {username: role for username, _name, role in CAST}
#: Every page is drawn on both databases, for one who may see most; the others ask the same of one.
EVERYBODY = [LEAD, *(pytest.param(username, marks=pytest.mark.once) for username in ROLES if username != LEAD)]
#: With the module's scope pytest puts what concerns one person side by side, so that one worker asks for it, once.
of_every_role = pytest.mark.parametrize("username", EVERYBODY, scope="module")
#: Only drawn once: a document takes a second to write, and who may read it is the same question for all four files.
SLOW = {"report_pdf", "report_docx", "report_pptx", "report_xlsx"}
#: A party's own, or moved only from a certain state, which the examples' first row is not in.
NOT_NOW = {
    "answer",
    "answer_write",
    "answer_discard",
    "escalation_answer",
    "escalation_matter",
    "friction_echo",
    "consultation_section_add",
}
#: The row itself says who: its party, who leads the work, who sits in the forum, who sent the file. `tests/access` asks each in turn.
OF_SOMEBODY = {
    *("assessment", "assessment_reopen", "assessment_file"),
    *(f"citizen_dialogue_{move}" for move in ("edit", "remove")),
    *(f"dialogue_finding_{move}" for move in ("add", "edit", "remove")),
    *("invitation_send_again", "invitation_withdraw", "member_end"),
    *("meeting_pack", "meeting_pack_pdf", "meeting_pack_docx", "follow_up_report"),
    *(f"milestone_{move}" for move in ("edit", "done", "reopen", "remove")),
    *(f"activity_{move}" for move in ("edit", "close", "reopen", "remove")),
    *(f"activity_review_{move}" for move in ("add", "edit", "remove")),
    *(f"tip_{move}" for move in ("add", "edit", "remove", "use", "stop")),
    *(
        f"plan_{move}"
        for move in ("add", "edit", "remove", "send", "carry", "baseline", "item_add", "item_edit", "item_remove", "item_place")
    ),
    *(f"ongoing_work_{move}" for move in ("edit", "remove")),
    *(f"effect_{move}" for move in ("add", "edit", "remove", "evaluate")),
    *(f"benefit_{move}" for move in ("edit", "chain", "remove", "part_add", "part_edit", "part_remove")),
    *("benefit_value_add", "benefit_value_edit", "benefit_value_remove", "benefit_value_answer"),
    *("import_job", "import_original", "import_file", "import_template"),
    *("status_write", "status_report_edit", "status_report_send", "status_report_correct", "status_report_remove"),
    *("deviation_edit", "deviation_note", "deviation_close", "deviation_reopen", "risk_assess", "risk_state"),
}
#: Routes whose view asks for more than the permission of its policy, with what else may be answered.
ALSO_ASKS = {
    **{name: {403, 404} for name in FOR_THE_COORDINATOR | NOT_NOW | OF_SOMEBODY},
    "benefit_value_answer": {403},  # its party's own
    "party_year_edit": {302, 403, 404},  # locked: on to the party's page
    "attachment_add": {403},  # who may edit the row it hangs on
    "attachment_withdraw": {403},
    "bulk_change": {404},  # whoever made it
    "row_restore": {403},  # who may edit the row
    "initiative_edit": {403},  # the one I lead, or my party takes part in
    "programme_add": {403},  # whoever leads a programme, and operators
    "report": {404},  # a draft is there for those who write and approve
    "report_numbers": {403, 404},  # a draft's
    "report_number_free": {403, 404},  # a number that the text has
    "report_number_ask_again": {403, 404},
    "local_handed_in": {404},  # handed in on the pages, as nothing in the examples has
    "report_files": {404},  # as the report
    "report_text": {403, 404},  # written in a draft only
    **{
        f"report_{page}": {403, 404}
        for page in ("work", "versions", "compared", "take_over", "assign", "reviewers", "ready", "look_through")
    },
    **{f"report_comment_{move}": {403, 404} for move in ("add", "edit", "answer", "reopen", "remove")},
    "report_filing": {403, 404},
    "report_review": {403, 404},
    "report_approve": {403, 404},
    "report_freeze": {403, 404},
    "report_reopen": {403, 404},
    "report_correct": {403, 404},
    "report_json": {404},
    "report_html": {404},
    "mfa_deactivate_totp": {404},  # nothing is switched on
    "mfa_view_recovery_codes": {404},
    "mfa_download_recovery_codes": {404},
    "oidc_login": {404},  # no such provider
    "oidc_callback": {404},
    "invitation": {404},  # a link that nobody made
    "calendar_feed": {404},
}


class Page:
    """What a test asks about a page: its title, where it leads. Read by patterns: a parser in Python takes as long as the page."""

    def __init__(self, html):
        self.title = unescape(found[1]) if (found := TITLE.search(html)) else ""
        self.links = {unescape(href).split("#")[0] for href in LINK.findall(html)}
        self.sends_to = {
            unescape(found[1]) for form in FORM.findall(html) if METHOD.search(form) and (found := ACTION.search(form)) and found[1]
        }


TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)  # the first: drawings have titles too
LINK = re.compile(r'<a\s(?:[^>]*\s)?href="([^"]+)"')
FORM = re.compile(r"<form\s[^>]*>")
METHOD = re.compile(r'\smethod="post"', re.IGNORECASE)
ACTION = re.compile(r'\saction="([^"]*)"')


@dataclass
class Answers:
    """What one person got from every address; `changed` are the tables that differ afterwards."""

    statuses: dict = field(default_factory=dict)
    headers: dict = field(default_factory=dict)
    pages: dict = field(default_factory=dict)
    changed: list = field(default_factory=list)


@pytest.fixture(scope="module")
def asked_by(examples, django_db_blocker):
    """`asked_by("lasare")`: the Answers of that log-in ("" for nobody), asked for once."""
    known = {}
    with django_db_blocker.unblock():
        urls = {address.name: address.url() for address in addresses()}  # makes the reports that some are about

    def ask(username):
        if username not in known:
            known[username] = ask_all(username, urls)
        return known[username]

    return ask


def ask_all(username, urls):
    client, answers = Client(raise_request_exception=False), Answers()
    if username:
        client.force_login(User.objects.get(username=username))
        client.get("/min-sida/")  # counts what waits for the first time: kept on the user's row, and no fact of the programme
    before = fingerprints()
    for name, url in urls.items():
        if name in SLOW and username != LEAD:
            continue
        answer = client.get(url)
        read_out(answer)
        answers.statuses[name], answers.headers[name] = answer.status_code, answer.headers
        if (
            answer.status_code == 200
            and answer.headers["Content-Type"].startswith("text/html")
            and "Content-Disposition" not in answer.headers
        ):
            answers.pages[name] = Page(answer.content.decode())
    after = fingerprints()
    answers.changed = [table for table in before if before[table] != after[table]]
    return answers


def read_out(answer):
    """A file is read to its end, as by a browser, and its handle closed."""
    if answer.streaming:
        for _part in answer.streaming_content:
            pass
        if file := getattr(answer, "file_to_stream", None):
            file.close()


def fingerprints():
    return {model._meta.label: hashlib.sha256(repr(rows).encode()).hexdigest() for model, rows in stock.read_all().items()}


def policy_of(address):
    return resolve(address.url().split("?")[0]).func.policy


@of_every_role
def test_a_role_gets_what_its_permissions_say(asked_by, db, username):
    """The policy of the URL, and what the role is granted, give the answer; what a view asks besides stands in ALSO_ASKS."""
    statuses, wrong = asked_by(username).statuses, []
    for address in addresses():
        if address.name not in statuses:
            continue
        policy = policy_of(address)
        may = policy in {"open", "logged in"} or any(permission in GRANTS[ROLES[username]] for permission in policy.split("+"))
        expected = {200, *ALSO_ASKS.get(address.name, ())} if may else {403}
        if may and not address.is_page:
            expected |= {302, 405}  # a button's address, asked for without pressing it
        if statuses[address.name] not in expected:
            wrong.append(f"{address.name} ({policy}): {statuses[address.name]}, not {sorted(expected)}")
    assert wrong == []


def test_nobody_gets_anything_but_the_door(asked_by, db):
    answers = asked_by("")
    for address in addresses():
        if address.name in answers.statuses and policy_of(address) != "open":
            assert answers.statuses[address.name] == 302, address
            assert answers.headers[address.name]["Location"].startswith("/logga-in/?next="), address


def test_every_page_has_somebody_who_reaches_it(asked_by, db):
    """The lead, but for what is a party's own."""
    answered = {address.name: asked_by(address.who).statuses[address.name] for address in addresses() if address.is_page}
    assert {name: status for name, status in answered.items() if status != 200} == {}


@pytest.mark.parametrize("username", ["", *EVERYBODY], scope="module")
def test_asking_changes_nothing(asked_by, db, username):
    assert asked_by(username).changed == []


@of_every_role
def test_every_page_goes_with_headers_that_keep_it_safe(asked_by, db, username):
    answers = asked_by(username)
    for name in answers.pages:
        headers = answers.headers[name]
        csp = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
        assert csp["default-src"] == "'none'", name
        assert csp["script-src"] == csp["style-src"] == csp["form-action"] == "'self'", name
        assert csp["frame-ancestors"] == "'none'", name
        assert headers["X-Frame-Options"] == "DENY", name
        assert headers["X-Content-Type-Options"] == "nosniff", name
        assert headers["Referrer-Policy"] == "same-origin", name
        assert headers["Content-Language"] == "sv", name
        assert set(re.split(r",\s*", headers["Cache-Control"])) >= {"private", "no-store"}, name


def test_every_page_has_a_title_of_its_own(asked_by, db):
    titles = {}
    for name, page in asked_by(LEAD).pages.items():
        assert page.title.endswith(" – Färdplan"), name
        titles.setdefault(page.title, []).append(name)
    same_page = [["start", "programmes"]]
    shared = {
        title: names for title, names in titles.items() if len(names) > 1 and names not in same_page and not all(map(asks_first, names))
    }
    assert shared == {}


def asks_first(name):
    """“Take away “Programme lead”?”: the title names the row, and a post and an assignment can have the same name."""
    return name.endswith(("_end", "_reopen", "_remove"))


@of_every_role
def test_no_page_leads_where_the_role_may_not_go(asked_by, db, username):
    """No dead links: at most three of each kind are followed, and every button's address is one the role has the permission for."""
    client, followed, dead, answers = Client(), {}, [], asked_by(username)
    known = {address.url(): answers.statuses[address.name] for address in addresses() if address.name in answers.statuses}
    client.force_login(User.objects.get(username=username))
    for name, page in answers.pages.items():
        for link in sorted(page.links):
            if not link.startswith("/") or link.startswith("/static/"):
                continue
            try:
                route = resolve(link.split("?")[0]).url_name
            except Resolver404:
                dead.append(f"{name} leads to {link}, which is no address")
                continue
            seen = followed.setdefault(route, set())
            if link in seen or len(seen) >= 3 or route in SLOW or route == "gallery":  # shows what errors look like
                continue
            seen.add(link)
            if (status := known.get(link)) is None:
                answer = client.get(link)
                read_out(answer)
                status = answer.status_code
            if status not in {200, 302}:
                dead.append(f"{name} leads to {link}, which answers {status}")
        for action in page.sends_to:
            policy = resolve(action.split("?")[0]).func.policy
            if policy not in {"open", "logged in"} and not any(permission in GRANTS[ROLES[username]] for permission in policy.split("+")):
                dead.append(f"{name} has a button for {action}, which is not for this role")
    assert dead == []


def test_somebody_elses_programme_is_not_there(examples, db, carin, logged_in):
    client = logged_in(carin)
    for address in addresses():
        if address.in_programme and address.name not in SLOW:
            assert client.get(address.url(COUNTY)).status_code == 404, address


def test_the_files_of_a_report(asked_by, db):
    headers = asked_by(LEAD).headers
    for name, kind in {"report_json": "application/json", "report_html": "text/html"}.items():
        assert headers[name]["Content-Type"].split(";")[0] == kind
        assert re.fullmatch(rf'attachment; filename="[\w.-]+\.{name.removeprefix("report_")}"', headers[name]["Content-Disposition"])
    for suffix in ("docx", "pdf", "pptx", "xlsx"):  # made by the job runner: until then the address leads to where they are asked for
        assert headers[f"report_{suffix}"]["Location"].endswith(f"/filer/?format={suffix}")


def test_health_is_a_word_for_machines(client, db):
    answer = client.get("/halsa/")
    assert (answer.status_code, answer.content, answer.headers["Content-Type"]) == (200, b"ok\n", "text/plain")
