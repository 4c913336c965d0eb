"""`fardplan kolada`."""

import json
from contextlib import contextmanager

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from fardplan.indicators.known import problems_of
from fardplan.indicators.kolada import sync as syncing
from fardplan.indicators.kolada.client import BASE_URL, Client, KoladaError
from fardplan.parties.models import Programme

BASE = click.option(
    "--base-url", default=BASE_URL, show_default=True, help="Kolada's API v3, or a server on this machine that answers as it."
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")


@click.group("kolada")
def kolada():
    """Fetch the catalogue and the figures of Kolada, and look for what to be careful with."""


@contextmanager
def told(as_json):
    """A refusal in words (or JSON) and exit code 1."""
    try:
        yield
    except KoladaError as error:
        if as_json:
            click.echo(json.dumps({"status": "refused", "errors": [{"message": str(error)}]}, ensure_ascii=False))
        else:
            click.echo(str(error), err=True)
        raise SystemExit(1) from error


@kolada.command("catalogue")
@BASE
@AS_JSON
def catalogue(base_url, as_json):
    """Fetch key figures, areas and groups. Titles and descriptions that were changed since are told."""
    with told(as_json):
        with click.progressbar(length=4, label=_("Fetching the catalogue"), hidden=as_json, item_show_func=lambda what: what or "") as bar:
            done = syncing.fetch_catalogue(Client(base_url), by="kolada", at=timezone.now(), progress=lambda what: bar.update(1, what))
    if as_json:
        answer = {
            "status": "accepted",
            "areas": done.areas,
            "kpis": {"new": done.kpis.new, "changed": done.kpis.changed, "same": done.kpis.same},
            "reworded": [{"kpi": code, "before": before, "after": after} for code, before, after in done.kpis.reworded],
            "kpi_groups": done.kpi_groups,
            "municipality_groups": done.municipality_groups,
        }
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    click.echo(
        _("%(new)s new key figures, %(changed)s changed, %(same)s unchanged; %(areas)s new areas, %(groups)s groups")
        % {
            "new": done.kpis.new,
            "changed": done.kpis.changed,
            "same": done.kpis.same,
            "areas": done.areas,
            "groups": done.kpi_groups + done.municipality_groups,
        }
    )
    for code, before, after in done.kpis.reworded:
        click.echo(_("%(code)s was reworded: “%(before)s” is now “%(after)s”") % {"code": code, "before": before, "after": after})


@kolada.command("sync")
@click.option("--kpi", "kpis", multiple=True, metavar="ID", help="A key figure, such as U79133. May be given several times.")
@click.option("--kpi-group", default="", metavar="ID", help="All of a group, such as G2KPI168393 (Nära vård).")
@click.option("--programme", default="", help="Only what this programme's indicators read.")
@click.option("--area", "areas", multiple=True, metavar="CODE", help="Only these areas (2281, 0022). All unless told.")
@click.option("--from-date", type=click.DateTime(["%Y-%m-%d"]), help="Only figures changed since that day, deletions too.")
@BASE
@AS_JSON
def sync(kpis, kpi_group, programme, areas, from_date, base_url, as_json):
    """Fetch figures as a new retrieval. What was fetched before stays and can be shown again. Interrupted, it goes on where it stopped."""
    with told(as_json):
        chosen = Programme.objects.filter(slug=programme).first() if programme else None
        if programme and chosen is None:
            raise KoladaError(_("There is no programme “%(slug)s”.") % {"slug": programme})
        codes = syncing.wanted_kpis(kpis=kpis, group=kpi_group, programme=chosen)
        if not codes:
            raise KoladaError(_("No programme reads any of Kolada's key figures. Name them with --kpi or --kpi-group."))
        with click.progressbar(
            length=len(codes), label=_("Fetching figures"), hidden=as_json, item_show_func=lambda code: code or ""
        ) as bar:
            done = syncing.synchronise(
                Client(base_url),
                codes,
                by="kolada",
                at=timezone.now(),
                from_date=from_date.date() if from_date else None,
                areas=areas,
                progress=lambda code: bar.update(1, code),
            )
    answer = {
        "status": "refused" if done.failed else "accepted",
        "kpis": done.fetched,
        "already": done.already,
        "added": done.added,
        "revised": done.revised,
        "deleted": done.deleted,
        "same": done.same,
        "unknown_areas": done.unknown_areas,
        "vintage": done.vintage,
        "errors": [{"kpi": code, "message": why} for code, why in done.failed],
    }
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        click.echo(
            _("%(kpis)s key figures fetched: %(added)s new figures, %(revised)s revised, %(deleted)s taken away, %(same)s unchanged")
            % {**answer, "kpis": len(done.fetched)}
        )
        for code, why in done.failed:
            click.echo(_("%(code)s was not kept: %(why)s") % {"code": code, "why": why}, err=True)
    if done.failed:
        raise SystemExit(1)


@kolada.command("checks")
@click.option("--programme", required=True)
@AS_JSON
def check(programme, as_json):
    """What to be careful with in a programme's figures: same figures under two definitions, breaks, ended key figures, gaps."""
    with told(as_json):
        chosen = Programme.objects.filter(slug=programme).first()
        if chosen is None:
            raise KoladaError(_("There is no programme “%(slug)s”.") % {"slug": programme})
        found = problems_of(chosen, on=timezone.localdate())
    if as_json:
        click.echo(json.dumps([{"indicator": code, "message": message} for code, message in found], ensure_ascii=False))
        return
    for code, message in found:
        click.echo(f"{code}: {message}")
    if not found:
        click.echo(_("Nothing to be careful with was found."))
