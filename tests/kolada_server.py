"""A server on this machine that answers as Kolada's API v3 does: pages, lists of at most 25, 429, and everything that may go wrong.

    python -m tests.kolada_server [--port 8765]     then: fardplan kolada catalogue --base-url http://127.0.0.1:8765/v3

It serves the collected fixtures when their folder is there (KOLADA_FIXTURES), else the extract that ships with the example county. In tests:

    with serving(Kolada(values=[…])) as server: …     server.base_url, server.asked
    server.kolada.faults["data/"] = ["429", "broken"]       # one for each question to that path; then it is well again
"""

import csv
import gzip
import json
import os
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

MOST_IDS, MOST_PER_PAGE = 25, 5000
FIXTURES = Path(os.environ.get("KOLADA_FIXTURES", "/work/shared/data/kolada/fixtures_v3_reconstructed"))
EXTRACT = Path(__file__).parents[1] / "examples/vasternorrland/kolada"
FILES = {
    "kpi": "kpi_naravard_selection.json",
    "municipality": "municipality.json",
    "kpi_groups": "kpi_groups_from_2024-09_tags.json",
    "municipality_groups": "municipality_groups_VN.json",
    "data": "data_naravard_VN_2015-2022.json",
}


def kpi(code, title="Mått, andel (%)", **more):
    record = {
        "id": code,
        "title": title,
        "description": "Källa: Myndigheten.",
        "is_divided_by_gender": True,
        "municipality_type": "A",
        "auspice": "X",
        "operating_area": "Hälso- och sjukvård",
        "perspective": "Kvalitet och resultat",
        "prel_publication_date": None,
        "publication_date": "2026-09-01",
        "publ_period": "2025",
        "has_ou_data": False,
    }
    return {**record, **more}


def data(code, area, period, value, *, sex="T", **more):
    return {
        "kpi": code,
        "municipality": area,
        "period": period,
        "values": [{"gender": sex, "count": 1, "status": "", "value": value, "isdeleted": False, **more}],
    }


@dataclass
class Kolada:
    """What the server knows, and what it does wrong on purpose."""

    kpis: list = field(default_factory=list)
    areas: list = field(default_factory=list)
    kpi_groups: list = field(default_factory=list)
    groups: list = field(default_factory=list)
    values: list = field(default_factory=list)
    faults: dict = field(default_factory=dict)
    page_size: int = MOST_PER_PAGE

    @classmethod
    def from_fixtures(cls, folder=FIXTURES):
        read = {name: json.loads((folder / file).read_text(encoding="utf-8"))["values"] for name, file in FILES.items()}
        return cls(read["kpi"], read["municipality"], read["kpi_groups"], read["municipality_groups"], read["data"])

    @classmethod
    def from_extract(cls, folder=EXTRACT):
        """What the example county's extract holds, the newest of each figure, as Kolada would answer it."""
        catalogue = json.loads((folder / "catalogue.json").read_text(encoding="utf-8"))
        manifest = json.loads((folder / "extract.json").read_text(encoding="utf-8"))
        known = {}
        for vintage in manifest["vintages"]:
            with gzip.open(folder / vintage["file"], "rt", encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    known[row["kpi"], row["municipality_id"], row["period"], row["gender"]] = float(row["value"])
        values = [data(code, area, int(period), value, sex=sex) for (code, area, period, sex), value in known.items()]
        return cls(catalogue["kpis"], catalogue["areas"], catalogue["kpi_groups"], catalogue["municipality_groups"], values)

    def records(self, path, query):
        """(records, error) for a question. The lists are what Kolada's own limits allow."""
        for name in ("kpi_id", "municipality_id", "year"):
            if len(query.get(name, [""])[0].split(",")) > MOST_IDS:
                return None, 400
        if path != "data/":
            known = {"kpi": self.kpis, "municipality": self.areas, "kpi_groups": self.kpi_groups, "municipality_groups": self.groups}
            return (known[path], None) if path in known else (None, 404)
        codes, areas = (set(filter(None, query.get(name, [""])[0].split(","))) for name in ("kpi_id", "municipality_id"))
        return [v for v in self.values if (not codes or v["kpi"] in codes) and (not areas or v["municipality"] in areas)], None


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def do_GET(self):
        split = urlsplit(self.path)
        self.server.asked.append(self.path)
        path, query = split.path.removeprefix("/v3/"), parse_qs(split.query)
        faults = self.server.kolada.faults.get(path, [])
        fault = faults.pop(0) if faults else ""
        try:
            if fault and getattr(self, f"fault_{fault.split(':')[0]}")(*fault.split(":")[1:], path=path, query=query):
                return
            self._answer(path, query, fault)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _answer(self, path, query, fault=""):
        found, error = self.server.kolada.records(path, query)
        if error:
            return self._send(error, b'{"detail": "no"}')
        page = int(query.get("page", ["1"])[0])
        size = min(int(query.get("per_page", ["5000"])[0]), self.server.kolada.page_size)
        part, following = found[(page - 1) * size : page * size], None
        if page * size < len(found):
            words = {name: value[0] for name, value in query.items()}
            following = f"{self.server.base_url}/{path}?{urlencode({**words, 'page': page + 1})}"
        if fault.startswith("next="):
            following = fault[5:]
        body = {"values": part, "count": len(part), "next_url": following, "previous_url": None}
        return self._send(200, json.dumps(body, ensure_ascii=False).encode())

    def _send(self, status, body, kind="application/json; charset=utf-8", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    # What goes wrong. Each returns True when it has answered.

    def fault_429(self, seconds="1", **_question):
        self._send(429, b"{}", Retry_After=seconds)
        return True

    def fault_status(self, status, **_question):
        self._send(int(status), b"{}")
        return True

    def fault_broken(self, **_question):
        self._send(200, b'{"values": [{"kpi": ')
        return True

    def fault_truncated(self, **_question):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.wfile.write(b'{"values": [')
        self.close_connection = True
        return True

    def fault_html(self, **_question):
        self._send(200, b"<!doctype html><title>Logga in</title>", "text/html; charset=utf-8")
        return True

    def fault_redirect(self, url="http://192.0.2.1/", **_question):
        self._send(302, b"", Location=":".join([url]))
        return True

    def fault_bomb(self, megabytes="200", **_question):
        self._send(200, gzip.compress(b" " * (int(megabytes) << 20), 9), Content_Encoding="gzip")
        return True

    def fault_drip(self, **_question):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        for _ in range(600):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.05)
        self.close_connection = True
        return True

    def fault_body(self, text, **_question):
        self._send(200, text.encode())
        return True

    def fault_next(self, **question):
        """The next page is where the server's `elsewhere` says."""
        self._answer(question["path"], question["query"], f"next={self.server.elsewhere}")
        return True


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that hangs up in the middle of an answer, as one refused by its text does, is no error of ours to print."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(kolada=None, port=0):
    server = Server(("127.0.0.1", port), Handler)
    server.kolada, server.asked, server.elsewhere = kolada or Kolada(), [], ""
    server.base_url = f"http://127.0.0.1:{server.server_address[1]}/v3"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def main(arguments):
    port = int(arguments[arguments.index("--port") + 1]) if "--port" in arguments else 8765
    known = Kolada.from_fixtures() if FIXTURES.is_dir() and "--extract" not in arguments else Kolada.from_extract()
    with serving(known, port) as server:
        print(f"{server.base_url}  (Ctrl-C)", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main(sys.argv[1:])
