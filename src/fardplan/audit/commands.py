"""`fardplan audit`: whether the log is as it was written, and the heads that are kept elsewhere."""

import json

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan.audit import verify as checks
from fardplan.audit.models import Event
from fardplan.kit.templatetags.fardplan import moment

LONGEST_LIST = 20


@click.group("audit")
def audit():
    """The log of who did what: check that nobody has rewritten it, and print its heads."""


@audit.command("head")
@click.option("--programme", default=None, help="Only this programme's chain.")
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
def head(programme, as_json):
    """Print each chain's head: keep it where whoever runs the database cannot write, and give it to `verify --head`."""
    found = checks.heads(programme)
    if as_json:
        click.echo(json.dumps([{"programme": row.programme, "number": row.number, "hash": row.hash} for row in found]))
    else:
        for row in found:
            click.echo(f"{row.hash}  {row.number:>9}  {_name(row.programme)}")
    if programme is not None and not found:
        _stop(_("There is no log for “%(programme)s”.") % {"programme": programme}, as_json)


@audit.command("verify")
@click.option("--programme", default=None, help="Only this programme's chain.")
@click.option("--head", "kept", multiple=True, metavar="HASH", help="A head noted earlier, which the log must contain. May be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
def verify(programme, kept, as_json):
    """Follow every chain from its beginning. Exit 0: the log is as it was written. Exit 1: what does not agree, and since when."""
    names = checks.chains(programme)
    if programme is not None and not checks.heads(programme) and not Event.objects.filter(programme=programme).exists():
        _stop(_("There is no log for “%(programme)s”.") % {"programme": programme}, as_json)
    kept = [each.strip().lower() for each in kept]
    inside = dict.fromkeys(kept)
    events = Event.objects.filter(programme__in=names).count()
    with click.progressbar(length=events, label=_("Checking"), hidden=as_json or events < checks.AT_A_TIME) as bar:
        # A kept head belongs to one of the chains: it is asked for where it is, and told as missing once when it is nowhere.
        for each in Event.objects.filter(hash__in=kept).values_list("hash", "programme"):
            inside[each[0]] = each[1]
        chains = [checks.verify(name, kept=[each for each in kept if inside[each] == name], progress=bar.update) for name in names]
    faults = [fault for chain in chains for fault in chain.faults] + (checks.empty_entries() if programme is None else [])
    faults += [checks.Fault(programme or "", "unknown_head") for each in kept if inside[each] not in names]
    if as_json:
        click.echo(json.dumps(_as_json(chains, faults), ensure_ascii=False))
    else:
        for chain in chains:
            _tell_chain(chain)
        for fault in [fault for fault in faults if fault.code in {"unknown_head", "empty_entry"}][:LONGEST_LIST]:
            click.echo("  " + _sentence(fault), err=True)
        click.echo(_("The log does not agree with itself.") if faults else _("The log is as it was written."), err=bool(faults))
    raise SystemExit(1 if faults else 0)


def _tell_chain(chain):
    count = ngettext("%(n)s event", "%(n)s events", chain.checked) % {"n": chain.checked}
    faults = [fault for fault in chain.faults if fault.code != "unknown_head"]
    if not faults:
        click.echo(_("%(name)s: %(count)s, agrees. Head %(head)s") % {"name": _name(chain.programme), "count": count, "head": chain.hash})
        return
    click.echo(_("%(name)s: %(count)s, does not agree:") % {"name": _name(chain.programme), "count": count}, err=True)
    for fault in faults[:LONGEST_LIST]:
        click.echo("  " + _sentence(fault), err=True)
    if len(faults) > LONGEST_LIST:
        click.echo("  " + _("… and %(n)s more.") % {"n": len(faults) - LONGEST_LIST}, err=True)


def _sentence(fault):
    """One line, with nothing in it that somebody has written: a value cannot forge another line."""
    place = _("event %(n)s") % {"n": fault.number} if fault.number is not None else ""
    about = " ".join(part for part in (place, f"({fault.label})" if fault.label else "", fault.request) if part)
    since = f", {moment(fault.at)}" if fault.at else ""
    return f"{about}{since}: {fault.words}" if about or since else str(fault.words)


def _name(programme):
    return programme or _("the installation")


def _as_json(chains, faults):
    return {
        "status": "differs" if faults else "agrees",
        "chains": [{"programme": c.programme, "events": c.checked, "number": c.number, "hash": c.hash} for c in chains],
        "faults": [
            {
                "programme": f.programme,
                "code": f.code,
                "number": f.number,
                "at": f.at.isoformat() if f.at else None,
                "object": f.label,
                "request": f.request,
                "message": str(f.words),
            }
            for f in faults
        ],
    }


def _stop(message, as_json):
    click.echo(json.dumps({"status": "refused", "message": message}, ensure_ascii=False) if as_json else message, err=not as_json)
    raise SystemExit(1)
