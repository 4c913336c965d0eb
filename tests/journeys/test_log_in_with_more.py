"""More ways in: through an identity provider in a process of its own, with codes from an app, by an invitation."""

import re
import socket

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail as sent
from playwright.sync_api import expect

from fardplan.accounts import runner
from fardplan.config import demo_sso
from fardplan.config.oidc import providers_from
from tests.factories import PASSWORD
from tests.journeys.helpers import assert_accessible, assert_reflows, assert_well_made, log_in, press, save, screenshot, write

pytestmark = pytest.mark.once


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def look_at(page, name):
    assert_accessible(page)
    assert_reflows(page)
    assert_well_made(page)
    screenshot(page, name)


@pytest.fixture
def provider(programme, settings, tmp_path, complaints):
    import yaml

    port = free_port()
    process = demo_sso.run_provider(
        port, [{"sub": "lasare", "name": "Prov Läsare", "groups": ["lasare"]}, {"sub": "okand", "name": "Prov Okänd"}]
    )
    file = tmp_path / "oidc.yaml"
    file.write_text(yaml.safe_dump({"providers": [demo_sso.provider(port)]}))
    settings.OIDC_PROVIDERS = providers_from(str(file))
    complaints.forgive(rf"127\.0\.0\.1:{port}|pico|status of [45]\d\d|ERR_")
    yield process
    process.terminate()
    process.wait(timeout=30)


def when_i_go_through_the_provider(page, sub):
    page.goto("/logga-in/")
    page.get_by_role("link", name="Logga in med Demolänet").click()
    page.locator("input[name=sub]").fill(sub)
    page.get_by_role("button", name="Authorize").click()


def test_somebody_whom_the_provider_vouches_for_comes_in(page, provider, programme):
    page.goto("/logga-in/")
    look_at(page, "logga-in-organisation")
    when_i_go_through_the_provider(page, "lasare")
    expect(page).to_have_url(re.compile(rf"/{programme.slug}/$"))
    page.goto("/min-inloggning/")
    expect(page.get_by_text("Demolänet")).to_be_visible()
    look_at(page, "min-inloggning-organisation")


def test_a_stranger_is_told_whom_to_ask(page, provider):
    when_i_go_through_the_provider(page, "okand")
    expect(page.get_by_role("heading", name="Du har ingen roll här än")).to_be_visible()
    look_at(page, "logga-in-okand")


def test_a_provider_that_is_down_says_so(page, provider):
    provider.terminate()
    provider.wait(timeout=30)
    page.goto("/logga-in/")
    page.get_by_role("link", name="Logga in med Demolänet").click()
    expect(page.get_by_text("svarar inte just nu")).to_be_visible()
    look_at(page, "logga-in-svarar-inte")


def code_for(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_codes_from_an_app_are_switched_on_and_asked_for(page, alva, programme):
    log_in(page, "alva")
    page.goto("/min-inloggning/")
    look_at(page, "min-inloggning")
    page.get_by_role("link", name="Slå på koder från en app").click()
    look_at(page, "min-inloggning-visa")
    write(page, password=PASSWORD)
    save(page)
    look_at(page, "min-inloggning-koder")
    secret = page.locator("dd.fp-long").inner_text()
    write(page, code=code_for(secret))
    save(page)
    expect(page.get_by_role("heading", name="Reservkoder")).to_be_visible()
    look_at(page, "min-inloggning-reservkoder")
    spare = page.locator("main ul.fp-num li").first.inner_text()
    page.context.clear_cookies()
    page.goto("/logga-in/")
    write(page, username="alva", password=PASSWORD)
    save(page)
    look_at(page, "logga-in-kod")
    write(page, code=spare)
    save(page)
    expect(page).to_have_url(re.compile(rf"/{programme.slug}/$"))


def test_somebody_is_invited_and_comes_in(page, new_context, alva, programme, live_server, settings):
    settings.BASE_URL = live_server.url
    log_in(page, "alva")
    page.goto(f"/{programme.slug}/behorigheter/")
    page.get_by_role("link", name="Bjud in någon").click()
    look_at(page, "behorigheter-bjud-in")
    write(page, address="ny@exempel.example", role="reader")
    save(page)
    expect(page.get_by_role("heading", name="Inbjudna")).to_be_visible()
    look_at(page, "behorigheter-inbjudna")
    runner.run_once()
    invited = new_context().new_page()
    invited.goto(re.search(r"http://\S+/inbjudan/\S+", sent.outbox[-1].body).group())
    look_at(invited, "inbjudan")
    write(invited, display_name="Prov Inbjuden", password="ett alldeles nytt lösenord")
    save(invited)
    expect(invited.get_by_text("Ditt användarnamn är prov-inbjuden")).to_be_visible()
    invited.goto("/losenord/")
    expect(invited.get_by_role("heading", name="Byt lösenord")).to_be_visible()


def test_a_forgotten_password_is_asked_for(page, db):
    page.goto("/logga-in/")
    press(page, page.get_by_role("link", name="Glömt lösenordet?"))
    look_at(page, "losenord-glomt")
    write(page, email="ingen@exempel.example")
    save(page)
    look_at(page, "losenord-skickat")
