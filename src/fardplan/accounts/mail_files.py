"""Letters as files, for demonstrations and for trying things: one .eml per letter in FARDPLAN_HOME/mail."""

import os
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.text import slugify


class Backend(BaseEmailBackend):
    """The file is named after the Message-ID: a letter sent again after a crash is the same file, as it is the same letter."""

    def send_messages(self, messages):
        folder = Path(settings.MAIL_FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        for message in messages:
            name = slugify(str(message.extra_headers.get("Message-ID", "")).partition("@")[0]) or os.urandom(8).hex()
            # Links carry secrets: for the owner only. Whole or not at all, whatever happens meanwhile.
            half = folder / f".{name}-{os.getpid()}"
            with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(message.message().as_bytes())
            half.rename(folder / f"{name}.eml")
        return len(messages)
