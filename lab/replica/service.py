"""What the connections share: the pages, the faults in force and the log."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from lab.replica.answers import Answer, notice
from lab.replica.faults import Fault
from lab.replica.log import Log
from lab.replica.messages import Incoming
from lab.replica.pages import Pages
from lab.replica.rules import Rules
from lab.replica.spoil import Cache, spoiled
from lab.replica.wire import sent_status

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Decides what every request is answered, and records it."""

    pages: Pages
    log: Log
    rules: Rules = field(default_factory=Rules)
    cache: Cache = field(default_factory=Cache)

    def respond(self, request: Incoming) -> tuple[Answer, Fault | None]:
        """The answer to a request, spoiled where a fault says so, and that fault."""
        fault = self.rules.strike(request)
        try:
            found = self._found(request, fault)
        except Exception as error:  # a generator's or a rewriter's own mistake must not end the replica
            logger.exception("no answer to %s %s", request.method, request.url)
            found = notice(500, f"{type(error).__name__} in the replica")
        self.log.add(request, sent_status(fault, found) if fault else found.status, fault.kind if fault else "")
        return found, fault

    def connect(self, request: Incoming) -> Fault | None:
        """The fault that strikes a CONNECT request, if any."""
        fault = self.rules.strike(request)
        status = sent_status(fault, Answer()) if fault else 200
        self.log.add(request, status, fault.kind if fault else "")
        return fault

    def _found(self, request: Incoming, fault: Fault | None) -> Answer:
        if fault is None:
            return self.pages.answer(request)
        if fault.kind == "stale":
            return self.cache.answer(fault, request).with_headers(fault.headers)
        return spoiled(fault, self.pages.answer(request))
