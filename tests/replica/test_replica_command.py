"""The replica as a process of its own, and a real Scrapy crawl through it."""

from __future__ import annotations

import json
import os
import signal
import ssl
import subprocess
import sys
import urllib.request
from pathlib import Path
from textwrap import dedent

import pytest

from lab.replica import Fault, Replica
from lab.replica.__main__ import main

ROOT = Path(__file__).parents[2]

SPIDER = """
    import scrapy

    class Jobs(scrapy.Spider):
        name = "jobs"
        custom_settings = {"LOG_LEVEL": "INFO", "RETRY_TIMES": 1, "DOWNLOAD_DELAY": 0}
        start_urls = ["https://jobs.example.org/list"]

        def parse(self, response):
            yield from response.follow_all(css="a", callback=self.parse_job)

        def parse_job(self, response):
            yield {"title": response.css("h1::text").get(), "url": response.url}
"""


def test_the_command(tmp_path: Path) -> None:
    (tmp_path / "pages/jobs.example.org").mkdir(parents=True)
    (tmp_path / "pages/jobs.example.org/list").write_text("<p>list</p>")
    (tmp_path / "faults.toml").write_text('[[fault]]\nkind = "status"\nstatus = 418\npath = "/tea"')
    log, ca_file = tmp_path / "log.jsonl", tmp_path / "ca.pem"
    options: list[str | Path] = [
        "--faults",
        tmp_path / "faults.toml",
        "--log",
        log,
        "--ca-file",
        ca_file,
        "--alias",
        "b=jobs.example.org",
    ]
    command: list[str | Path] = [sys.executable, "-W", "error", "-m", "lab.replica", tmp_path / "pages", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        url = process.stdout.readline().strip()
        context = ssl.create_default_context(cafile=ca_file)
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({"http": url, "https": url}),
            urllib.request.HTTPSHandler(context=context),
        )
        with opener.open("https://jobs.example.org/list", timeout=20) as response:
            assert response.read() == b"<p>list</p>"
        with opener.open("http://b/list", timeout=20) as response:
            assert response.read() == b"<p>list</p>"
        with pytest.raises(urllib.error.HTTPError, match="418") as raised:
            opener.open("http://jobs.example.org/tea", timeout=20)
        raised.value.close()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
        assert process.stderr.read() == ""
    logged = [json.loads(line) for line in log.read_text().splitlines()]
    assert [(each["method"], each["status"], each["fault"]) for each in logged] == [
        ("CONNECT", 200, ""),
        ("GET", 200, ""),
        ("GET", 200, ""),
        ("GET", 418, "status"),
    ]


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    assert "--faults FILE" in capsys.readouterr().out


def outside() -> dict[str, str]:
    """The environment outside of this project: a test that asked for its settings has named them in this one."""
    return {name: value for name, value in os.environ.items() if name != "SCRAPY_SETTINGS_MODULE"}


def test_a_scrapy_crawl(tmp_path: Path) -> None:
    spider, items = tmp_path / "jobs.py", tmp_path / "items.jsonl"
    spider.write_text(dedent(SPIDER))
    with Replica() as replica:
        links = "".join(f"<a href='/job?id={number}'>job</a>" for number in range(10))
        replica.put("https://jobs.example.org/list", links)
        for number in range(10):
            replica.put(f"https://jobs.example.org/job?id={number}", f"<h1>Organizer {number}</h1>")
        replica.break_(Fault(kind="status", status=503, path="/job?id=3", times=1), Fault(kind="tls", times=1))
        crawl = subprocess.run(
            [sys.executable, "-m", "scrapy", "runspider", spider, "-o", items],
            cwd=tmp_path,
            env=outside() | replica.environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert crawl.returncode == 0, crawl.stderr
        assert replica.count("https://jobs.example.org/job?id=*") == 11
        assert replica.hosts == {"jobs.example.org"}
        assert {request.fault for request in replica.tunnels} == {"", "tls"}
    found = {json.loads(line)["title"] for line in items.read_text().splitlines()}
    assert found == {f"Organizer {number}" for number in range(10)}
