"""The replica: one local stand-in for whole web sites, used by the demo, the tests and the benchmarks.

It is a forward proxy on 127.0.0.1 that answers http and https for any host from folders of pages, and
misbehaves on demand. Programs reach it through `http_proxy` and `https_proxy`, exactly as in production:

    with Replica("pages/monday") as replica:
        subprocess.run(["scrapy", "crawl", "unionjobs"], env=os.environ | replica.environment)
        assert replica.count("https://www.unionjobs.com/*") == 3

The names of page files are described in `replica.addresses`, the kinds of fault in `replica.faults`.
"""

from __future__ import annotations

from lab.replica.addresses import file_for
from lab.replica.answers import Answer, answer
from lab.replica.faults import Fault, load_faults
from lab.replica.log import Request
from lab.replica.server import Replica

__all__ = ["Answer", "Fault", "Replica", "Request", "answer", "file_for", "load_faults"]
