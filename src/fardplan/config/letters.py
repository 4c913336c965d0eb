from urllib.parse import unquote, urlsplit


def mail_from(way):
    """Django's settings for how letters go out: `smtp://user:password@host:587` (TLS from the start of the talk), `smtps://…:465`
    (TLS all along), `smtp+plain://localhost:25` (none, for a mail server on the same machine), `file` or `console`."""
    if way == "file":
        return {"EMAIL_BACKEND": "fardplan.accounts.mail_files.Backend"}
    if way == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(way)
    if parts.scheme not in {"smtp", "smtps", "smtp+plain"} or not parts.hostname:
        raise ValueError("FARDPLAN_MAIL is smtp://user:password@host:port, smtps://…, smtp+plain://…, file or console")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtp": 587, "smtps": 465}.get(parts.scheme, 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
