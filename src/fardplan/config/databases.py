from urllib.parse import parse_qsl, unquote, urlsplit

# WAL lets readers and one writer work at once; IMMEDIATE takes the write lock at BEGIN, so that two writers wait
# for each other instead of failing half-way; FULL means that what was acknowledged survives a power cut.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-20000;",
}


def database_from(url, home):
    """Django's settings for `url` (`postgres://…`), or for the embedded SQLite file in the folder `home` when empty."""
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": home / "fardplan.sqlite3", "OPTIONS": dict(SQLITE_OPTIONS)}
    parts = urlsplit(url)
    if parts.scheme in {"sqlite", "sqlite3"}:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": parts.path, "OPTIONS": dict(SQLITE_OPTIONS)}
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL must begin with postgres:// or sqlite:///, not {parts.scheme}://")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # A socket folder cannot stand in the host part of a URL: `?host=/run/postgresql`.
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "")),
        "OPTIONS": query,
    }
