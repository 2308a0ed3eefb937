"""Network errors in words."""

from __future__ import annotations

CAUSES = {
    "CannotResolveHostError": "the host name was not found: is the network up?",
    "DownloadConnectionRefusedError": "the connection was refused: is the network, or its proxy, up?",
    "DownloadTimeoutError": "no answer in time",
    "DownloadFailedError": "the connection broke",
    "ResponseDataLossError": "the page broke off before its end",
    "DownloadCancelledError": "the page is larger than any page should be",
    "TunnelError": "the proxy could not reach the host",
}
"""By the name of the exception's class, Scrapy's own."""


WRONG_CERTIFICATE = ("certificate verify failed", "VerificationError", "hostname mismatch")
"""In the words of OpenSSL and of service_identity."""


def words_for(error: BaseException | str | None) -> str:
    """What went wrong; `error` is the exception or the name of its class."""
    if isinstance(error, str):
        return CAUSES.get(error, error)
    said = " ".join(str(error).split()).strip(" .")
    if any(sign in said for sign in WRONG_CERTIFICATE):
        return "the certificate of the site is not valid for it: nothing it says is believed"
    name = type(error).__name__
    return CAUSES.get(name) or (f"{name}: {said}" if said else name)
