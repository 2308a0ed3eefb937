"""The faults in force, and how often each has met and struck a request."""

from __future__ import annotations

import re
import threading
from fnmatch import translate

from lab.replica.faults import Fault
from lab.replica.messages import Incoming


class Rule:
    """A fault and its counts; only the replica's own thread counts."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self._host = re.compile(translate(fault.host.lower()))
        self._method = re.compile(translate(fault.method.upper()))
        self._path = _pattern(fault.path)
        self._met = 0
        self._struck = 0

    def covers(self, host: str) -> bool:
        """Whether it may strike requests to this host."""
        return self._host.match(host) is not None

    def fits(self, request: Incoming) -> bool:
        """Whether the request is one of those it is about, due or not."""
        connecting = request.method == "CONNECT"
        if request.scheme == "https" and self.fault.at_connect != connecting:
            return False
        if request.scheme != "https" and self.fault.kind == "tls":
            return False
        if not self.covers(request.host):
            return False
        return connecting or bool(self._method.match(request.method) and self._path.search(request.target))

    def meet(self) -> bool:
        """Counts one request that fits, and tells whether it is due to be struck."""
        self._met += 1
        past = self._met - self.fault.after
        spent = self.fault.times is not None and self._struck >= self.fault.times
        return past > 0 and past % self.fault.every == 0 and not spent

    def strike(self) -> Fault:
        """Counts one request that is struck."""
        self._struck += 1
        return self.fault


def _pattern(path: str | re.Pattern[str]) -> re.Pattern[str]:
    if isinstance(path, re.Pattern):
        return path
    if path.startswith("re:"):
        return re.compile(path.removeprefix("re:"))
    return re.compile(r"\A" + translate(path))


class Rules:
    """The faults in force, the earliest first. Every method may be called from any thread."""

    def __init__(self) -> None:
        self._rules: tuple[Rule, ...] = ()
        self._lock = threading.Lock()

    def add(self, *faults: Fault) -> None:
        """Puts faults in force, after those that already are."""
        with self._lock:
            self._rules += tuple(Rule(fault) for fault in faults)

    def drop(self, *faults: Fault) -> None:
        """Ends these faults, or all."""
        with self._lock:
            self._rules = tuple(rule for rule in self._rules if faults and rule.fault not in faults)

    def strike(self, request: Incoming) -> Fault | None:
        """The first due fault that fits the request; every rule that fits counts the request as met."""
        due = [rule for rule in self._rules if rule.fits(request) and rule.meet()]
        return due[0].strike() if due else None
