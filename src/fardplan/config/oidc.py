"""The identity providers of an installation, from the YAML file that FARDPLAN_OIDC names. See docs/drift.md."""

import os
import re
from pathlib import Path

import yaml

from fardplan.accounts.trust import ALGORITHMS, KEY_TYPES, LOOPBACK

KEYS = {"id", "name", "issuer", "client_id", "secret", "secret_env", "scopes", "algorithms", "acr", "userinfo", "claims", "params", "roles"}


def providers_from(path):
    """A list of providers, each with every key filled in. Raises ValueError that says where the file is wrong."""
    if not path:
        return []
    document = yaml.safe_load(Path(path).read_text(encoding="utf-8")) or {}
    found = [_provider(row, number) for number, row in enumerate(document.get("providers") or [], 1)]
    ids = [row["id"] for row in found]
    if len(set(ids)) != len(ids):
        raise ValueError(f"{path}: two providers have the same id")
    return found


def _provider(row, number):
    where = f"FARDPLAN_OIDC, provider {number}"
    if unknown := row.keys() - KEYS:
        raise ValueError(f"{where}: unknown {', '.join(sorted(unknown))}")
    for name in ("id", "name", "issuer", "client_id"):
        if not isinstance(row.get(name), str) or not row[name]:
            raise ValueError(f"{where}: {name} is missing")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["id"]):
        raise ValueError(f"{where}: id has only a-z, 0-9 and hyphens")
    if not re.match(rf"https://|http://({'|'.join(sorted(map(re.escape, LOOPBACK)))})[:/]", row["issuer"]):
        raise ValueError(f"{where}: issuer begins with https://")
    algorithms = tuple(row.get("algorithms") or ALGORITHMS)
    if any(name[:2] not in KEY_TYPES for name in algorithms):
        raise ValueError(f"{where}: algorithms are among RS256, PS256, ES256 and their longer kin")
    return {
        "id": row["id"],
        "name": row["name"],
        "issuer": row["issuer"],
        "client_id": row["client_id"],
        "secret": os.environ.get(row["secret_env"], "") if row.get("secret_env") else row.get("secret", ""),
        "scopes": list(row.get("scopes") or ["openid", "profile", "email"]),
        "algorithms": algorithms,
        "acr": tuple(row.get("acr") or ()),
        "userinfo": bool(row.get("userinfo")),
        "claims": {"name": "name", "email": "email", **(row.get("claims") or {})},
        "params": dict(row.get("params") or {}),
        "roles": [_role(role, f"{where}, role {n}") for n, role in enumerate(row.get("roles") or [], 1)],
    }


def _role(row, where):
    when = row.get("when")
    if not isinstance(when, dict) or not when:
        raise ValueError(f"{where}: when names at least one claim and its value")
    for name in ("programme", "role"):
        if not isinstance(row.get(name), str) or not row[name]:
            raise ValueError(f"{where}: {name} is missing")
    return {
        "when": {str(name): str(value) for name, value in when.items()},
        "programme": row["programme"],
        "role": row["role"],
        "party": row.get("party") or "",
    }
