"""Mail, by Spidermon's settings and Python's own smtplib.

Spidermon 1.27's SendSmtpEmail is not used: it sends through scrapy.mail, which Scrapy has deprecated, puts one mail
inside another's text, insists on a password, and needs premailer, whose last release is of 2021.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from scrapy.settings import BaseSettings

from unionjobs_scraper.watch.alerts.message import Message

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
