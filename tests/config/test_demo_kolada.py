"""The server that a demonstration fetches from: the shipped extract, as Kolada would answer it."""

import pytest
from click.testing import CliRunner

from fardplan.config import demo
from fardplan.indicators import commands
from fardplan.indicators.kolada import client as asking
from fardplan.indicators.models import KoladaKpi
from tests.kolada_server import Kolada, serving

pytestmark = pytest.mark.django_db


def run(*words):
    done = CliRunner().invoke(commands.kolada, words)
    assert done.exit_code == 0, done.output
    return done.output


def test_catalogue_and_figures_of_the_extract_can_be_fetched(monkeypatch):
    monkeypatch.setattr(asking, "APART", 0)
    with serving(Kolada.from_extract()) as server:
        run("catalogue", "--base-url", server.base_url)
        assert KoladaKpi.objects.filter(code="U79133").exists()
        told = run("sync", "--kpi", "U79133", "--base-url", server.base_url, "--json")
    assert '"status": "accepted"' in told
    assert '"added": 0' not in told


def test_the_demonstrations_server_answers_and_stops():
    with serving(Kolada()) as taken:
        port = int(taken.base_url.split(":")[2].split("/")[0])
    process = demo.start_kolada(port)
    process.terminate()
    assert process.wait(timeout=20) is not None
