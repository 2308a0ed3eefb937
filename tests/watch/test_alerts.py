"""Alerts: once when a source turns unwell, once when it is well again, and never at the cost of a run."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.settings import Settings

from lab.program.program import ROOT, Program
from lab.replica import Fault, Replica
from tests.conftest import Site, ad
from tests.support.deploy_receivers import Mailbox, mailbox, silence
from unionjobs_scraper.boards import crawled
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.settings import EXTENSIONS
from unionjobs_scraper.storage.queries.history import RunRow
from unionjobs_scraper.watch.alerts import heartbeat
from unionjobs_scraper.watch.alerts.deliver import channel, deliver, with_environment
from unionjobs_scraper.watch.alerts.message import GUIDE, Message, message
from unionjobs_scraper.watch.alerts.state_changes import State, Turn, turn

pytestmark = pytest.mark.slow

ADS = [ad(number) for number in range(101, 113)]
LIST = "/staffing_list.php"
DAY = timedelta(days=1)
START = datetime(2026, 5, 1, 6, tzinfo=UTC)
REASONS = {
    "C": "",
    "F": "list-unread: HTTP 503 (https://www.unionjobs.com/staffing_list.php)",
    "T": "list-unread: no answer in time (https://www.unionjobs.com/staffing_list.php)",
    "B": "blocked: HTTP 403 (https://www.unionjobs.com/staffing_list.php)",
    "L": "list-unread: no div.organization on the list (https://www.unionjobs.com/staffing_list.php)",
    "P": "fewer: 3 postings listed, where 12 are usual",
    "I": "interrupted: the process ended before the run was recorded",
    "X": "taken-over: another run took this source over while this one was under way",
}
"""Runs by a letter each."""


def rows(history: str) -> list[RunRow]:
    """A source's runs as the database has them, newest first, from letters, oldest first."""
    return [
        RunRow(
            run_id=number + 1,
            source="unionjobs",
            started_at=START + number * DAY,
            verdict="complete" if letter == "C" else "partial" if letter == "P" else "failed",
            reason=REASONS[letter],
            listed=12,
            refused=0,
        )
        for number, letter in enumerate(history)
    ][::-1]


def told(history: str, after: int = 2) -> str:
    """What each run of a history tells when it ends: u, w, or . for nothing."""
    said = ""
    for length in range(1, len(history) + 1):
        found = turn(rows(history[:length]), length, after)
        said += "." if found is None else found.now.value[0]
    return said


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ("CCC", "..."),
        ("CFFFFC", "..u..w"),  # unwell is told once, at the second run, and its end once
        ("CFCFC", "....."),  # one bad day is nobody's trouble
        ("FF", ".u"),  # also where no run was ever complete
        ("CPTC", "..uw"),
        ("CBBBC", ".u..w"),  # a refusal does not pass by itself
        ("CLC", ".uw"),  # nor does a page of another shape
        ("CFBB", "..u."),
        ("CFIFC", "...uw"),  # a killed run cannot tell, so it does not count
        ("CFXFC", "...uw"),
        ("CFFCFFC", "..uw.uw"),
        ("CI", ".."),
    ],
)
def test_only_a_change_of_state_is_told(history: str, expected: str) -> None:
    assert told(history) == expected


def test_what_the_environment_adds_is_not_set_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPIDERMON_EMAIL_TO", "ops@example.org")
    monkeypatch.setenv("ALERT_AFTER", "9")
    settings = Settings({"ALERT_AFTER": 3, "RETRY_TIMES": 7})
    merged = with_environment(settings)
    assert merged["SPIDERMON_EMAIL_TO"] == "ops@example.org"
    assert (merged.getint("ALERT_AFTER"), merged.getint("RETRY_TIMES")) == (3, 7)
    assert "SPIDERMON_EMAIL_TO" not in settings


@given(st.text("CFTBLPIX", max_size=30), st.integers(1, 4))
def test_unwell_and_well_alternate(history: str, after: int) -> None:
    said = told(history, after).replace(".", "")
    assert "uu" not in said
    assert "ww" not in said
    assert not said.startswith("w")


def test_a_run_of_another_machine_changes_nothing_of_what_an_earlier_one_tells() -> None:
    for history in ("CFF", "CFFC", "CFFFC"):
        for length in range(1, len(history) + 1):
            assert turn(rows(history), length) == turn(rows(history[:length]), length)


def test_how_long_it_must_last_can_be_chosen() -> None:
    assert told("CFFFC", after=1) == ".u..w"
    assert told("CFFFC", after=3) == "...uw"


# --------------------------------------------------------------------------------------- the words


def unwell(source: str = "unionjobs", reason: str = REASONS["F"]) -> Turn:
    """A change for the worse."""
    return Turn(
        source=source,
        now=State.UNWELL,
        at=START + DAY,
        since=START,
        runs=2,
        verdict="failed",
        reason=reason,
        last_complete=START - DAY,
    )


def test_a_message_says_all_that_is_needed() -> None:
    said = message([unwell()], guide="https://example.org/operations")
    assert said.subject == "[unionjobs] unionjobs is unwell: list-unread"
    for words in (
        "unwell since 2026-05-01 06:00 UTC (2 runs, the newest failed)",
        "HTTP 503 (https://www.unionjobs.com/staffing_list.php) [list-unread]",
        "last complete  2026-04-30 06:00 UTC",
        "https://example.org/operations (list-unread)",
    ):
        assert words in said.body()


def test_what_to_do_is_where_the_message_says() -> None:
    file, _, anchor = GUIDE.partition("#")
    headings = re.findall(r"^#+ (.+)$", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
    assert anchor in [re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings]


def test_many_changes_are_one_message_that_fits() -> None:
    said = message([unwell(f"board{number:02}") for number in range(40)])
    assert said.subject == "[unionjobs] 40 sources turned unwell"
    assert said.body().count("is unwell since") == 40
    for limit in (300, 1900, 4000):
        assert len(said.text(limit)) <= limit
    assert "more: scrapy health" in said.text(1900)
    assert len(message([unwell(reason=f"list-unread: {'x' * 5000}")]).body()) < 1000


# ---------------------------------------------------------------------------------- whole histories


@pytest.fixture
def box() -> Iterator[Mailbox]:
    """A mail server."""
    with mailbox() as server:
        yield server


@pytest.fixture
def alerting(program: Program, box: Mailbox) -> Program:
    """The program with the extension, and mail turned on."""
    extensions = {**EXTENSIONS, "unionjobs_scraper.watch.alerts.extension.Alerts": 900}
    program.settings |= box.settings | {"EXTENSIONS": json.dumps(extensions), "ALERT_TIMEOUT": "60"}
    return program


def test_a_source_that_fails_for_days_sends_two_messages(site: Site, alerting: Program, box: Mailbox) -> None:
    site.show(ADS)
    statuses = []
    for day in range(6):
        if day == 1:
            site.replica.break_(Fault(kind="status", status=503, path=LIST))
        if day == 5:
            site.replica.mend()
        statuses.append(alerting.crawl(at=f"2026-05-0{day + 1}T06:00:00Z").status)
        assert len(box.mails) == (0, 0, 1, 1, 1, 2)[day]
    assert statuses == [0, 1, 1, 1, 1, 0]
    assert box.subjects == [
        "[unionjobs] unionjobs is unwell: list-unread",
        "[unionjobs] unionjobs is well again",
    ]
    first = box.mails[0]
    assert first["To"] == "one@example.org, two@example.org"
    assert first["From"] == "census@example.org"
    body = first.get_content()
    assert "unwell since 2026-05-02 06:00 UTC (2 runs" in body
    assert "HTTP 503" in body
    assert "last complete  2026-05-01 06:00 UTC" in body
    assert f"{GUIDE} (list-unread)" in body
    assert "since 2026-05-02 06:00 UTC, 4 runs" in box.mails[1].get_content()


def test_a_refusal_and_a_new_layout_are_told_at_once(site: Site, alerting: Program, box: Mailbox) -> None:
    site.show(ADS)
    site.replica.break_(Fault(kind="challenge", path=LIST))
    alerting.crawl(at="2026-05-01T06:00:00Z")
    assert box.subjects == ["[unionjobs] unionjobs is unwell: blocked"]
    site.replica.mend()
    alerting.crawl(at="2026-05-02T06:00:00Z")
    site.replica.break_(Fault(kind="body", path=LIST, body="<html><body><main>Find union work</main></body></html>"))
    alerting.crawl(at="2026-05-03T06:00:00Z")
    assert box.subjects[1:] == [
        "[unionjobs] unionjobs is well again",
        "[unionjobs] unionjobs is unwell: list-unread",
    ]


def test_forty_sources_that_fail_at_once_are_one_message(site: Site, alerting: Program, box: Mailbox) -> None:
    names = [name for name in crawled() if name != "unionjobs"][:40]
    site.show(ADS)  # every other host answers 404
    ended = alerting("crawlall", "unionjobs", *names, ALERT_AFTER=1)
    assert ended.status == 1
    assert box.subjects == ["[unionjobs] 40 sources turned unwell"]
    assert box.mails[0].get_content().count("is unwell since") == 40
    alerting("crawlall", "unionjobs", *names[:3], ALERT_AFTER=1)
    assert len(box.mails) == 1


def test_an_alert_does_not_wait_for_another_source(site: Site, alerting: Program, box: Mailbox) -> None:
    site.replica.break_(Fault(kind="challenge", path=LIST))
    site.replica.break_(Fault(kind="timeout", host="*seiu509.org"))
    settings = {"ALERT_AFTER": 1, "ALERT_GATHER": "0.1", "DOWNLOAD_TIMEOUT": 4}
    alerting("crawlall", "unionjobs", "seiu509", **settings)
    assert [subject.split(" is ")[0] for subject in box.subjects] == ["[unionjobs] unionjobs", "[unionjobs] seiu509"]


def test_a_store_that_fails_has_an_alert_of_its_own(
    site: Site, alerting: Program, box: Mailbox, tmp_path: Path
) -> None:
    site.show(ADS)
    (tmp_path / "damaged.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    alerting.database_url = f"sqlite:///{tmp_path}/damaged.db"
    for command in (("crawl", "unionjobs"), ("crawlall", "unionjobs")):
        assert alerting(*command).status == 2
    assert len(box.mails) == 2
    for mail in box.mails:
        assert str(mail["Subject"]).startswith("[unionjobs] the crawl itself failed: ")
        assert "restore the newest backup" in " ".join(mail.get_content().split())


# -------------------------------------------------------------------- receivers that do not receive


def test_a_receiver_that_hangs_or_refuses_changes_nothing(site: Site, alerting: Program, box: Mailbox) -> None:
    site.show(ADS)
    with silence() as port:
        site.replica.break_(Fault(kind="challenge", path=LIST))
        ended = alerting.crawl(at="2026-05-01T06:00:00Z", SPIDERMON_SMTP_PORT=port, ALERT_TIMEOUT="0.3")
        assert ended.status == 1
        assert "unionjobs: FAILED" in ended.out
        assert ended.err.count("alert not delivered by mail: ") == 1
        site.replica.mend()
        ended = alerting.crawl(at="2026-05-02T06:00:00Z", SPIDERMON_SMTP_PORT=port, ALERT_TIMEOUT="0.3")
        assert ended.status == 0
        assert ended.err.count("alert not delivered") == 1
    site.replica.break_(Fault(kind="challenge", path=LIST))
    box.refuse = True
    ended = alerting.crawl(at="2026-05-03T06:00:00Z")
    assert ended.status == 1
    assert ended.err.count("alert not delivered by mail: SMTPRecipientsRefused") == 1
    assert "Traceback" not in ended.err
    assert [row["verdict"] for row in alerting.rows("runs")] == ["failed", "complete", "failed"]


def test_nothing_is_loaded_or_sent_until_it_is_configured(site: Site, program: Program) -> None:
    program.settings["EXTENSIONS"] = json.dumps({**EXTENSIONS, "unionjobs_scraper.watch.alerts.extension.Alerts": 900})
    site.replica.break_(Fault(kind="challenge", path=LIST))
    ended = program.crawl(LOG_LEVEL="INFO")
    assert "alerts.extension" not in ended.err
    assert "alert not delivered" not in ended.err
    ended = program("alert")
    assert ended.status == 2
    assert "SPIDERMON_EMAIL_TO" in ended.err


def test_a_word_where_a_number_belongs_costs_no_crawl(site: Site, alerting: Program, box: Mailbox) -> None:
    site.show(ADS)
    ended = alerting.crawl(ALERT_AFTER="soon")
    assert ended.status == 0
    assert "ALERT_AFTER='soon' is not a number above 0: 2 is used" in ended.err


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("spidermon.contrib.actions")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "slack_sdk", None)
    settings = Settings({"SPIDERMON_SLACK_SENDER_TOKEN": "xoxb-1"})
    with pytest.raises(SettingError, match=r"slack_sdk.*unionjobs-scraper\[alerts\]"):
        channel("Slack", settings, timeout=1)
    assert "unionjobs-scraper[alerts]" in deliver(settings, Message(subject="s", blocks=("b",)))["Slack"]


# ------------------------------------------------------------------------------- Spidermon's channels

HOSTILE = "list-unread: {{ 7 * 7 }} {% nothing %} <!channel> a_b *c & d #e + 100% ``` (https://example.org/a_b?x=1&y=2)"
SECRETS = {
    "SPIDERMON_SLACK_SENDER_TOKEN": "xoxb-secret-1",
    "SPIDERMON_TELEGRAM_SENDER_TOKEN": "123:secret-2",
    "SPIDERMON_DISCORD_WEBHOOK_URL": "https://discord.com/api/webhooks/1/secret-3",
    "SPIDERMON_SENTRY_DSN": "https://secret4@sentry.example.org/7",
}
RECIPIENTS = {"SPIDERMON_SLACK_RECIPIENTS": "#census", "SPIDERMON_TELEGRAM_RECIPIENTS": "-1001"}


@pytest.fixture
def services(site: Site, monkeypatch: pytest.MonkeyPatch) -> Replica:
    """The replica in the place of slack.com, api.telegram.org, discord.com and a Sentry."""
    for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"):
        monkeypatch.setenv(name, str(site.replica.ca_file))
    for name, value in site.replica.environment.items():
        monkeypatch.setenv(name, value)
    fine = json.dumps({"ok": True, "members": []})
    for path in ("users.list", "chat.postMessage"):
        site.replica.put(f"https://slack.com/api/{path}", fine, method="POST")
        site.replica.put(f"https://slack.com/api/{path}", fine)
    site.replica.break_(Fault(kind="body", host="api.telegram.org", body='{"ok": true}'))
    site.replica.break_(Fault(kind="body", host="discord.com", body="{}"))
    site.replica.break_(Fault(kind="body", host="sentry.example.org", body="{}"))
    return site.replica


def test_words_of_a_site_arrive_as_words(services: Replica) -> None:
    settings = Settings(SECRETS | RECIPIENTS | {"ALERT_TIMEOUT": "60"})
    with pytest.warns(DeprecationWarning, match="configure_scope"):  # Spidermon 1.27 against sentry-sdk 2
        ended = deliver(settings, message([unwell(reason=HOSTILE)]))
    assert ended == {"Slack": "", "Telegram": "", "Discord": "", "Sentry": ""}
    sent = {urlsplit(request.url).hostname: request for request in services.requests if "users.list" not in request.url}

    slack = json.loads(sent["slack.com"].body)
    assert slack["channel"] == "#census"
    assert sent["slack.com"].headers["authorization"] == "Bearer xoxb-secret-1"
    assert "{{ 7 * 7 }} {% nothing %} &lt;!channel&gt; a_b *c &amp; d" in slack["text"]

    telegram = parse_qs(urlsplit(sent["api.telegram.org"].url).query)
    assert telegram["chat_id"] == ["-1001"]
    assert r"{{ 7 * 7 }}".replace("*", r"\*") in telegram["text"][0]
    assert r"<!channel> a\_b \*c & d #e + 100% \`\`\`" in telegram["text"][0]

    discord = json.loads(sent["discord.com"].body)["content"]
    assert discord.startswith("```")
    assert discord.count("```") == 2
    assert "{{ 7 * 7 }}" in discord

    assert sent["sentry.example.org"].url == "https://sentry.example.org/api/7/envelope/"


def test_what_fails_is_told_without_its_secrets(services: Replica, program: Program) -> None:
    services.mend()
    services.break_(Fault(kind="body", host="api.telegram.org", body='{"ok": false, "description": "chat not found"}'))
    services.put("https://slack.com/api/chat.postMessage", '{"ok": false, "error": "invalid_auth"}', method="POST")
    services.break_(Fault(kind="status", status=401, host="discord.com"))
    program.settings |= {name: value for name, value in SECRETS.items() if "SENTRY" not in name} | RECIPIENTS
    program.settings["ALERT_TIMEOUT"] = "60"
    ended = program("alert")
    assert ended.status == 1
    for words in ("invalid_auth", "chat not found", "401"):
        assert words in ended.out
    assert ended.out.count("NOT delivered") == 3
    services.break_(Fault(kind="reset", host="api.telegram.org"))
    services.break_(Fault(kind="reset", host="discord.com"))
    ended = program("alert", LOG_ENABLED="1")
    assert ended.err.count("alert not delivered") == 3
    assert "secret" not in ended.out + ended.err


def test_settings_come_from_the_environment_too(
    program: Program, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (box.settings | {"SPIDERMON_SMTP_USER": "me", "SPIDERMON_SMTP_PASSWORD": "pass"}).items():
        monkeypatch.setenv(name, value)
    ended = program("alert")
    assert ended.status == 0
    assert "mail: handed over" in ended.out
    assert box.recipients == ["one@example.org", "two@example.org"]
    assert box.logins == ["me pass"]
    assert program("alert", SPIDERMON_EMAIL_TO="three@example.org").status == 0  # the command line comes first
    assert box.recipients[2:] == ["three@example.org"]


# ------------------------------------------------------------------------------------- the heartbeat


def test_the_heartbeat_says_start_success_and_failure(services: Replica) -> None:
    services.mend()
    services.break_(Fault(kind="body", host="hc.example.org", body="OK"))
    settings = Settings({"HEARTBEAT_URL": "https://hc.example.org/ping/0-1?create=1"})
    heartbeat.started(settings)
    heartbeat.ended(settings, well=True, summary="9 of 9 runs complete")
    heartbeat.ended(settings, well=False, summary="é" * 100_000)
    pings = [request for request in services.requests if "hc.example.org" in request.url]
    assert [request.url.removeprefix("https://hc.example.org") for request in pings] == [
        "/ping/0-1/start?create=1",
        "/ping/0-1?create=1",
        "/ping/0-1/fail?create=1",
    ]
    assert pings[1].body == b"9 of 9 runs complete"
    assert len(pings[2].body) == heartbeat.LONGEST


def test_a_heartbeat_that_nobody_hears_is_logged_and_no_more(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(heartbeat, "PATIENCE", 0.2)
    heartbeat.started(Settings())
    assert not caplog.messages
    monkeypatch.setenv("no_proxy", "*")
    with silence() as port:
        monkeypatch.setenv("HEARTBEAT_URL", f"http://127.0.0.1:{port}/secret")
        heartbeat.started(Settings())
    heartbeat.ended(Settings({"HEARTBEAT_URL": "file:///etc/secret"}), well=True)
    heartbeat.ended(Settings({"HEARTBEAT_URL": "nothing"}), well=False)
    assert len(caplog.messages) == 3
    assert "heartbeat/start not delivered: no answer in time" in caplog.messages[0] or "timed out" in caplog.messages[0]
    assert "secret" not in " ".join(caplog.messages)
