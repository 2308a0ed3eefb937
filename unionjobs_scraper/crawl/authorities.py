"""The certificate authorities of this machine: without them every site would seem to have a wrong certificate."""

from __future__ import annotations

import os
import ssl
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from unionjobs_scraper.errors import SettingError

KNOWN: Final = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/pki/tls/cacert.pem",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/cert.pem",
    "/etc/ssl/certs",
)
"""Where systems keep them, as pyOpenSSL has it: its own OpenSSL may look elsewhere."""


def check_authorities() -> None:
    """Raises `SettingError` where no certificate of a site could be verified: that is no failure of the sites."""
    named = os.environ.get("SSL_CERT_FILE")
    if named and not _holds(Path(named)):
        raise SettingError(f"SSL_CERT_FILE={named} cannot be read: no site's certificate could be verified")
    if named or os.environ.get("SSL_CERT_DIR") or sys.platform == "win32":
        return
    default = ssl.get_default_verify_paths()
    if not any_there([default.openssl_cafile, default.openssl_capath, *KNOWN]):
        raise SettingError(
            "no certificate authorities are on this machine, so that no site's certificate could be verified:"
            " install ca-certificates, or name a file of them with SSL_CERT_FILE"
        )


def any_there(places: Iterable[str]) -> bool:
    """Whether one of the files or folders holds something that this user may read."""
    return any(_holds(Path(place)) for place in places)


def _holds(place: Path) -> bool:
    try:
        return any(place.iterdir()) if place.is_dir() else os.access(place, os.R_OK) and place.stat().st_size > 0
    except OSError:
        return False
