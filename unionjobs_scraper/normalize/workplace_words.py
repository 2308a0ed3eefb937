"""The company that a word for a place of work keeps when it speaks of the job, and when it does not."""

from __future__ import annotations

import re

from unionjobs_scraper.normalize.matching import Sense, needles, words

ONSITE, HYBRID, REMOTE = "onsite", "hybrid", "remote"

JOB = r"(?:position|role|job|opportunity|post|appointment)"
OF_OTHERS = r"""
    \b(?:members|workers|volunteers|employers?|compan(?:y|ies)|management|agenc(?:y|ies)|they|clients|students)
      \ (?:\w+\ ){0,2}?(?:won|win|works?|have|had|wants?|ordered|require[sd]?|pa(?:y|id)|voted|can|may|are|were
      |gets?|got|fought|return\w*|comes?|go|stay\w*|report|demand\w*|forced?|told|asked|will|must|do)\b[^.]*$
    | \b(?:members|workers|volunteers)\ $"""
"""Whoever else works, pays or decides before the word."""
OF_THIS_JOB = words(rf"""
    \b(?:we|our\ (?:office|organi[sz]ation|staff|team))\ (?:is|are)\ (?:an?\ )?(?:\w+\ )?$
  | \b(?:this|it)\ (?:is|will\ be)\ (?:an?\ )?(?:[\w,%-]+\ ){{0,4}}$
  | \b(?:this|the|our)\ (?:[\w/-]+\ ){{0,3}}?{JOB}\ (?:is|will\ be|operates|works|may\ be
      |can\ be)\ (?:\w+\ )?(?:an?\ )?
    (?:[\w,%/-]+\ ){{0,4}}$
  | \b(?:fully|entirely|completely|primarily|mostly|predominantly|partially|partly|100\s?%)\ $
  | \ball\ (?:\w+\ )?(?:our\ )?(?:{JOB}s|staff|employees)\ (?:are\ |will\ )?(?:work\ )?(?:\w+ly\ )?$
  | \b(?:this|the|our|your)\ (?:\w+\ )?(?:schedule|arrangement|model|workplace|work)\ is\ (?:\w+\ )?$
  | \b(?:location|workplace|work\ ?site|setting|arrangements?|environment|schedule|model|type|mode|pattern|style|format
      |duty\ station|position|remote)\s?(?:type\s?)?:[^:]{{0,45}}$
  | \bthis\ (?:\w+\ )?$ | \bhybrid\W+$ | \b(?:full|part)[- ]time,\ $ | (?:^|\ )position\ is\ (?:an?\ )?$
  | \b(?:may|can|will|must)\ be\ (?:performed|done|worked)\ $ | \bwork\ is\ (?:done|performed|carried\ out)\ $
  | \bthis\ {JOB}\ will\ work\ $ | \bour\ (?:staff|employees|team)\ (?:all\ )?works?\ (?:\w+ly\ )?$
  | ^\W*(?:staff|employees)\ (?:all\ )?work\ $
  | \b(?:you|staff|employees?|candidates?|incumbents?|hires?|organi[sz]ers?|officers?|holders?|persons?\ hired
      |the\ (?:\w+\ ){{0,2}}\w+(?:er|or|ey|st|nt|ve))
    (?:(?:\ will|[’']ll)\ (?:be\ )?(?:work(?:ing)?\ )?|\ works\ )(?:\w+\ )?$
""")
NOT_OF_THIS_JOB = words(
    r"""\b(?:ability\ to|able\ to|experience|facilitate|attend|conduct|lead|hold|both|online\ and|virtual\ and
      |responsible\ for|provid(?:e|es|ing)|deliver\w*|perform(?:s|ing)?|manag(?:e|es|ing)|maintain\w*|supporting
      |troubleshoot\w*|coordinat(?:e|es|ing)|support\ for|via|through|using|represent(?:s|ing)?|organiz(?:e|es|ing)
      |negotiat\w+|won|win(?:s|ning)?|defend\w*|bargain\w*|enforc\w+|fight\w*|oppos\w+|draft\w*|writ(?:e|es|ing)
      |stud(?:y|ies|ying)|research(?:es|ing)?|analy[sz]\w+|advis\w+|monitor\w*|review\w*|survey\w*|discuss\w*|explor\w+
      |implement\w*|creat\w+|improv\w+|administer\w*)
      \ (?:[\w/,-]+\ ){0,3}$
    | \b(?:exp[ée]rienc\w*|trabajador\w*|travailleu\w+)\ [^.]*$
    | \b(?:occasional(?:ly)?|inclement|weather|emergenc\w+|pandemic|covid\S*|probation\w*|temporarily|sometimes|ad\ hoc
      |flex\ ?time|perks?|flexibility|initially|at\ first|first\ \w+\ (?:days|weeks|months)
      |(?:during|throughout)\ (?:\w+\ ){0,2}(?:training|onboarding|orientation))\b | """
    + OF_OTHERS
)
ONLY_AT_TIMES = (
    r"[^.\n]{0,45}\b(?:(?:when|as|if|where)\ (?:needed|necessary|required|approved|appropriate)"
    r"|occasional\w*(?!\ travel)|inclement|emergenc\w+|pandemic|covid\S*|from\ time\ to\ time|at\ times|temporarily"
    r"|for\ now|considered|at\ the\ (?:\w+\ )?discretion|case[- ]by[- ]case|on\ occasion"
    r"|(?:special|certain|some|limited|rare|except\w+|extra\w+|unusual)\ (?:circumstances|cases|situations))\b"
)
REFUSED = (
    r"(?:not|cannot|never)\b|(?:is|are|will\ be|has|have)\ (?:currently\ )?(?:not|no|n[o’']t)\b|(?:isn|aren|won)[’']t\b"
)
KIND_AFTER = rf"""[\s/(-]*(?:(?:work|office|in-office|on-?site|remote|full[- ]time)\W+)?
    (?:{JOB}|schedule|arrangement|model|basis|workplace|environment|eligible|policy|setting|working\b|work\b|organi[sz]ation\b(?!s))"""
_THINGS = (
    r"vehicles?|cars?|meetings?|events?|trainings?|class(?:es)?|learning|conferences?|areas?|communit\w+"
    r"|locations?|regions?"
    r"|villages?|control|access|workers?|sites?|parts?|support|technolog\w+|desktop|staff|visits?|actions?"
    r"|inspections?|offshore|off-?site|cloud|sensing|patients?|monitoring|services?|care\b|therapy|providers?|programs?"
    r"|organi[sz](?!ation\b)\w+|conversations?|interviews?|child\w*|campaigns?|unions?|workshops?|sessions?|work\s?forces?"
    r"|workplaces|clients?|customers?|applicants?|candidates?|collaboration|projects?|perks?"
    r"|teams?|bargaining|rall\w+|outreach|gatherings?|membership"
)
_GOES_ON = words(
    rf"""\s*(?:$|[.,;:!()\[\]\n|•·–—/-]
      |(?:and|or|in|at|from|with|within|for|but|based|only|to|throughout|on|mondays?|daily|across|unless|work|working|workplace|office
        |eligible|full|part|first|company|hybrid|remote|onsite|exempt|anywhere|as|per|position|role|job|opportunity|post
        |schedule|arrangement|model|basis|environment|setting|policy|organi[sz]ation|required|presence)\b
      |(?:à|ou|et|dans|partout|con|para|y|o|en|desde)\b
      |(?:[\w-]+\ ){{1,4}}{JOB}\b)"""
)
"""What follows a word for a place of work; any other noun is what the word belongs to."""


OR_ELSE = words(
    r"\b(?:remote|in[- ]person|on-?site|in[- ]office|office)[ ,]{1,2}(?:and|or)\ $"
    rf"| {NOT_OF_THIS_JOB.pattern}"
)
"""One of several ways, which nobody has chosen yet; or of something else."""


def sense(
    value: str,
    pieces: tuple[str, ...],
    *,
    word: str = "",
    yes_after: str = KIND_AFTER,
    yes_before: re.Pattern[str] = OF_THIS_JOB,
    no_before: re.Pattern[str] = NOT_OF_THIS_JOB,
    no_after: str = "(?!)",
    anything_after: bool = False,
    lead: int = 0,
    standalone: bool = True,
) -> Sense:
    """A sense of `pieces`, which `word` finds from `lead` characters before them on.

    `yes_after`, `yes_before`: company in which it speaks of the job. `no_after`, `no_before`: company in which it does
    not; but for `anything_after`, a noun of its own behind it is one.
    """
    goes_on = "(?!)" if anything_after else rf"(?!{_GOES_ON.pattern})"
    return Sense(
        value=value,
        needles=needles(*pieces),
        word=words(word or r"\b(?:" + "|".join(map(re.escape, pieces)) + r")\b"),
        yes_before=yes_before,
        yes_after=words(yes_after),
        no_before=no_before,
        no_after=words(rf"{goes_on} | [\s/-]*(?:(?:and|or)\s\w+\s)?(?:\w+\s)?(?:{_THINGS})\b | {no_after}"),
        lead=lead,
        standalone=standalone,
    )
