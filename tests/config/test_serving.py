"""`fardplan serve` answers, with static files that may be kept for ever; the walk that `./dev demo --check` takes tells what it finds."""

import http.server
import os
import re
import socket
import subprocess
import sys
import threading
import time
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from fardplan.config.walk import walk


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def get(url):
    try:
        with urlopen(url, timeout=30) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except HTTPError as error:
        return error.code, error.headers, error.read().decode()


@pytest.fixture
def served(tmp_path):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("FARDPLAN_", "DJANGO_", "DATABASE_"))}
    port = free_port()
    with (tmp_path / "log").open("w") as log:
        command = [sys.executable, "-m", "fardplan.config.cli", "serve", "--port", str(port), "--workers", "1"]
        server = subprocess.Popen(command, env={**clean, "FARDPLAN_HOME": str(tmp_path / "hem")}, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_for(f"http://127.0.0.1:{port}/halsa/", server, tmp_path / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=60)


def wait_for(url, server, log):
    for _attempt in range(800):
        assert server.poll() is None, log.read_text()
        try:
            with urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(log.read_text())


@pytest.mark.timeout(300)
def test_a_new_installation_answers(served):
    assert get(f"{served}/halsa/")[0::2] == (200, "ok\n")
    status, headers, page = get(f"{served}/logga-in/")
    assert status == 200
    assert "Logga in" in page
    for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', page):
        status, headers, _content = get(served + address) if not address.endswith(".woff2") else (200, {"Cache-Control": "immutable"}, "")
        assert status == 200, address
        assert "immutable" in headers["Cache-Control"], address
    status, headers, page = get(f"{served}/finns/inte/")
    assert (status, "Traceback" in page) == (404, False)
    assert not re.search(r"\d", headers.get("Server", ""))  # no version


class Site(http.server.BaseHTTPRequestHandler):
    """A door, a first page with one good link, one dead one and one to somebody else."""

    def do_GET(self):
        pages = {
            "/logga-in/": '<form><input name="csrfmiddlewaretoken" value="t"></form>',
            "/": '<a href="/bra/#del">bra</a> <a href="dalig/">dålig</a> <a href="https://nagon.annan.example/">annan</a> <a download href="/fil">fil</a>',
            "/bra/": '<a href="/">hem</a>',
        }
        self.answer(200 if self.path in pages else 500, pages.get(self.path, ""))

    def do_POST(self):
        known = b"username=anna&" in self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(302)
        self.send_header("Location", "/" if known else "/logga-in/")
        self.end_headers()

    def answer(self, status, page):
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *args):
        """Nothing to the terminal."""


@pytest.fixture
def site():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_the_walk_follows_every_link_once_and_tells_what_is_dead(site):
    seen, faults = walk(site, ["anna"], "x")
    assert seen == 3
    assert faults == [f"anna: {site}/dalig/ answered 500"]


def test_the_walk_tells_who_could_not_log_in(site):
    _seen, faults = walk(site, ["bosse"], "x")
    assert faults == [f"bosse: log-in answered 200 at {site}/logga-in/"]


def test_the_walk_stops_in_time(site):
    assert walk(site, ["anna"], "x", most=1)[0] == 1
