"""Job descriptions in PDF and Word files as pages.

What cannot be read (a scan, a password, the Word format of before 2007, damage, a bomb) is said in words, never raised:
the posting is still listed. A file is read in a process of its own, since a small one can be made to take all memory.
"""

from __future__ import annotations

import json
import subprocess
import sys
from hashlib import sha256

from unionjobs_scraper.reading.document_text import READERS, Document, kind_of

PATIENCE = 60.0
"""Seconds until a process that neither ends nor uses up its processor time is given up."""
MOST_MEMORY = 160 * 1024 * 1024
"""Bytes that a document may take besides itself, the interpreter's own 60 MB among them; sixty dense pages take 90."""
MOST_SECONDS = 10
"""Of processor time that a document may take; a job description takes half a one."""
KEPT = 32
"""Documents whose text is kept: who fetches one has it read beside its other work, and who reads the page finds it."""
TOO_LARGE = "too large"
"""The problem of a document that exhausted what one may take."""
_kept: dict[bytes, Document] = {}
"""By the digest of the file: files themselves may be large."""


def read_document(body: bytes) -> Document:
    """The text of a document. Never raises."""
    key = sha256(body).digest()
    document = _kept.get(key) or _read(body)
    _kept[key] = document
    while len(_kept) > KEPT:
        _kept.pop(next(iter(_kept)), None)
    return document


def _read(body: bytes) -> Document:
    kind = kind_of(body)
    if kind not in READERS:
        return Document(kind=kind, problem="unsupported")
    memory = MOST_MEMORY + 4 * len(body)
    command = [sys.executable, "-m", "unionjobs_scraper.reading.document_text", str(memory), str(MOST_SECONDS)]
    try:
        ended = subprocess.run(command, input=body, capture_output=True, check=False, timeout=PATIENCE)  # noqa: S603
    except subprocess.TimeoutExpired:
        return Document(kind=kind, problem=TOO_LARGE)
    try:
        said = json.loads(ended.stdout)
    except ValueError:  # it was ended by its limits
        return Document(kind=kind, problem=TOO_LARGE)
    return Document(kind=kind, html=said["html"], problem=said["problem"])
