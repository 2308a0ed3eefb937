"""Parameters of an address that say where a visitor comes from: the one list for all that compares addresses."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from w3lib.url import url_query_cleaner

TRACKING = re.compile(
    r"""utm_\w+|fbclid|gclid|dclid|[gw]braid|yclid|ttclid|twclid|msclkid|li_fat_id|mkt_tok|vero_\w+|mc_[ce]id|_hs\w+|hsa_\w+
    |(?:pk|mtm|piwik|matomo|ajs)_\w+|__hs\w+|hsctatracking|elq\w+|epik|srsltid|ref_src|gad_source|spm|scid|utm
    |_branch_match_id|oly_enc_id|wickedid|fb_action_\w+|amp;utm_\w+|irclickid|cjevent|s_cid|_ga|_gl|igshid|trk|rcid|source|src
    |gh_src|lever-\w+|pcr-id|selectedmenukey|jwid""",
    re.IGNORECASE | re.VERBOSE,
)
"""Parameters that say where a visitor comes from; the last line has those of applicant systems."""


def without_tracking(url: str, also: re.Pattern[str] | None = None, *, keep_fragment: bool = False) -> str:
    """An address without the parameters that say where a visitor comes from, the others as they are.

    Args:
        url: the address; one that cannot be parsed is given back as it is.
        also: further parameters to drop, by their whole names.
        keep_fragment: whether what follows `#` stays.
    """
    try:
        names = [name for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True)]
    except ValueError:
        return url
    dropped = [name for name in names if TRACKING.fullmatch(name) or (also and also.fullmatch(name))]
    if not dropped:
        return url if keep_fragment else url.partition("#")[0]
    cleaned: str = url_query_cleaner(url, dropped, remove=True, unique=False, keep_fragments=keep_fragment)
    return cleaned
