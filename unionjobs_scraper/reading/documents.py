"""Job descriptions in PDF and Word files as pages.

What cannot be read (a scan, a password, the Word format of before 2007, damage, a bomb) is said in words, never raised:
the posting is still listed. A file is read in a process of its own, since a small one can be made to take all memory.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import lru_cache

from unionjobs_scraper.reading.document_text import READERS, Document, kind_of

PATIENCE = 60.0
"""Seconds until a process that neither ends nor uses up its processor time is given up."""
MOST_MEMORY = 600 * 1024 * 1024
"""Bytes that a document may take, the interpreter's own 60 MB among them."""
MOST_SECONDS = 10
"""Of processor time that a document may take; a job description takes half a one."""
KEPT = 32
"""Documents whose text is kept: who fetches one has it read beside its other work, and who reads the page finds it."""


@lru_cache(maxsize=KEPT)
def read_document(body: bytes) -> Document:
    """The text of a document. Never raises."""
    kind = kind_of(body)
    if kind not in READERS:
        return Document(kind=kind, problem="unsupported")
    command = [sys.executable, "-m", "unionjobs_scraper.reading.document_text", str(MOST_MEMORY), str(MOST_SECONDS)]
    try:
        ended = subprocess.run(command, input=body, capture_output=True, check=False, timeout=PATIENCE)  # noqa: S603
    except subprocess.TimeoutExpired:
        return Document(kind=kind, problem="too large")
    try:
        said = json.loads(ended.stdout)
    except ValueError:  # it was ended by its limits
        return Document(kind=kind, problem="too large")
    return Document(kind=kind, html=said["html"], problem=said["problem"])
