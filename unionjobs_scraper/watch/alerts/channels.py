"""Slack, Telegram, Discord and Sentry, by Spidermon's actions.

Their messages are Jinja templates by default. Ours hold words of web sites, so they are handed over as they are:
nothing in them is a template, a mention or markup. Importing this module needs the extra `alerts`.
"""

from __future__ import annotations

import logging
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

from scrapy.settings import BaseSettings

from unionjobs_scraper.watch.alerts.message import Message

SENDER = "unionjobs_scraper"
SLACK_LIMIT, TELEGRAM_LIMIT, DISCORD_LIMIT = 4000, 3500, 1900
"""Characters that they take, less some for escapes."""

Send = Callable[[Message], None]


def slack(settings: BaseSettings) -> Send:
    """Posts to `SPIDERMON_SLACK_RECIPIENTS`."""
    from spidermon.contrib.actions.slack import SendSlackMessage

    defaults = {"SPIDERMON_SLACK_SENDER_NAME": SENDER}
    action = _action(SendSlackMessage, settings, defaults, include_attachments=False)

    def send(message: Message) -> None:
        text = message.text(SLACK_LIMIT)
        for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):  # <!channel> would call everybody
            text = text.replace(sign, entity)
        action.get_message = lambda: text
        action.run_action()

    return send


def telegram(settings: BaseSettings) -> Send:
    """Writes to `SPIDERMON_TELEGRAM_RECIPIENTS`."""
    from spidermon.contrib.actions.telegram import SendTelegramMessage

    action = _action(SendTelegramMessage, settings)

    def send(message: Message) -> None:
        text = message.text(TELEGRAM_LIMIT)
        for sign in "_*`[":  # a single one of them makes Telegram refuse a message in Markdown
            text = text.replace(sign, f"\\{sign}")
        action.get_message = lambda: quote(text, safe="")  # Spidermon puts it into an address as it is
        with _refusals("spidermon.contrib.actions.telegram"):
            action.run_action()

    return send


def discord(settings: BaseSettings) -> Send:
    """Posts to `SPIDERMON_DISCORD_WEBHOOK_URL`."""
    from spidermon.contrib.actions.discord import SendDiscordMessage

    action = _action(SendDiscordMessage, settings)

    def send(message: Message) -> None:
        # in a block of code nothing is a mention, and the columns stay
        text = message.text(DISCORD_LIMIT).replace("```", "'''")
        action.get_message = lambda: f"```\n{text}```"
        action.run_action()

    return send


def sentry(settings: BaseSettings) -> Send:
    """Records an event at `SPIDERMON_SENTRY_DSN`: an error when something turned unwell, else an information."""
    from spidermon.contrib.actions.sentry import SendSentryMessage

    defaults = {"SPIDERMON_SENTRY_PROJECT_NAME": SENDER, "SPIDERMON_SENTRY_ENVIRONMENT_TYPE": "production"}
    action = _action(SendSentryMessage, settings, defaults)

    def send(message: Message) -> None:
        action.sentry_log_level = "error" if message.bad else "info"
        action.get_message = lambda: {"title": message.subject, "failure_reasons": message.body()}
        action.run_action()

    return send


def _action(kind: Any, settings: BaseSettings, defaults: dict[str, str] | None = None, **chosen: Any) -> Any:
    """One of Spidermon's actions, which ask a crawler for nothing but its settings."""
    complete = settings.copy()
    for name, value in (defaults or {}).items():
        if not complete.get(name):
            complete.set(name, value, priority="project")
    crawler = SimpleNamespace(settings=complete)
    return kind(**{**kind.from_crawler_kwargs(crawler), **chosen})


@contextmanager
def _refusals(name: str) -> Iterator[None]:
    """Raises what Spidermon only logs. Raises `RuntimeError`."""
    said: list[str] = []

    def take(record: logging.LogRecord) -> bool:
        said.append(record.getMessage())
        return False

    log = logging.getLogger(name)
    log.addFilter(take)
    try:
        yield
    finally:
        log.removeFilter(take)
    if said:
        raise RuntimeError("; ".join(said))


PORT, TLS_PORT = 25, 465


def send(settings: BaseSettings, message: Message, *, timeout: float) -> None:
    """Sends one mail to all addresses of `SPIDERMON_EMAIL_TO`. Raises `OSError` or `smtplib.SMTPException`."""
    mail = compose(settings, message)
    encrypted = settings.getbool("SPIDERMON_SMTP_ENFORCE_SSL")
    host = settings.get("SPIDERMON_SMTP_HOST") or "localhost"
    port = settings.getint("SPIDERMON_SMTP_PORT") or (TLS_PORT if encrypted else PORT)
    with _connected(host, port, timeout, encrypted=encrypted) as server:
        if settings.getbool("SPIDERMON_SMTP_ENFORCE_TLS"):
            server.starttls(context=ssl.create_default_context())
        if settings.get("SPIDERMON_SMTP_USER"):
            server.login(settings["SPIDERMON_SMTP_USER"], settings.get("SPIDERMON_SMTP_PASSWORD") or "")
        refused = server.send_message(mail)
    if refused:
        raise smtplib.SMTPRecipientsRefused(refused)


def _connected(host: str, port: int, timeout: float, *, encrypted: bool) -> smtplib.SMTP:
    if encrypted:  # smtplib by itself checks no certificate
        return smtplib.SMTP_SSL(host, port, timeout=timeout, context=ssl.create_default_context())
    return smtplib.SMTP(host, port, timeout=timeout)


def compose(settings: BaseSettings, message: Message) -> EmailMessage:
    """The mail: plain text, and marked as automatic so that no absence notice answers it."""
    mail = EmailMessage()
    mail["Subject"] = " ".join(message.subject.split())
    mail["From"] = settings.get("SPIDERMON_EMAIL_SENDER") or f"unionjobs_scraper@{socket.getfqdn()}"
    mail["To"] = ", ".join(word.strip() for word in settings.getlist("SPIDERMON_EMAIL_TO"))
    mail["Date"] = formatdate()
    mail["Message-ID"] = make_msgid(domain="unionjobs-scraper.invalid")
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.body())
    return mail
