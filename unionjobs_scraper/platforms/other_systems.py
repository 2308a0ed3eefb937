"""Applicant systems that are not read: postings elsewhere link to them, so their addresses have to be understood."""

from __future__ import annotations

OTHERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "applicantpro": (("applicantpro.com", "isolvedhire.com"), ()),
    "careers-page": (("careers-page.com",), (r"careers-page\.com/([\w-]+)/job/(\w+)",)),
    "click2apply": (("click2apply.net",), ()),
    "governmentjobs": (("governmentjobs.com",), ()),
    "oracle": (("oraclecloud.com",), (r"(?<![\w.-])([\w.-]+)\.oraclecloud\.com/.*/job/(\d+)",)),
    "recruitcrm": (("recruitcrm.io",), ()),
}
"""Name: domains, and where an address names an opening (`Platform.openings`)."""
