"""The words and addresses by which groups of records and their rows are judged."""

from __future__ import annotations

import re

JOB_FOLDER = re.compile(
    r"""(?:^|[/_=-])(?:jobs?|careers?|vacanc(?:y|ies)|positions?|postings?|openings?|opportunit(?:y|ies)|employment|hiring
    |recruit\w*|join-us|offres?|emplois?|postes?|carrieres?|stellen\w*|jobangebot\w*|karriere|empleos?|vacantes?|ofertas?
    |puestos?|roles?|work-with-us)(?:$|[/_.?&-])""",
    re.IGNORECASE | re.VERBOSE,
)
ABOUT_APPLYING = re.compile(
    r"""\bto\s+apply\b|\bappl(?:y|ying|ications?|icants?)\b|\br[ée]sum[ée]s?\b|\bcover\s+letter\b|\bqualifications?\b
    |\bsalary\b|\bresponsibilities\b|\bduties\b|\bdeadline\b|\bclosing\s+date\b|\bcandidates?\b|\bexpressions?\s+of\s+interest\b
    |\bletters?\s+of\s+(?:interest|application)\b|\bC\.?V\.?\b|\bseek(?:s|ing)\b|\bhiring\b|\bcandidat\w*\b|\bpostul\w+\b|\bbewerb\w+\b
    |\bsolicitud\w*\b|\bcurr[íi]culum\b|\bfaites\s+parvenir\b|\b(?:competition|vacancy|posting)\s+closes\b""",
    re.IGNORECASE | re.VERBOSE,
)
ABOUT_A_POST = re.compile(
    r"""\b(?:this|the)\s+(?:(?:full|part)[\s-]time\s+|permanent\s+|temporary\s+)?(?:position|role|post|job)\b
    |\breport(?:s|ing)?\s+to\b|\bsupervised\s+by\b|\b(?:position|role|post)\s+(?:description|purpose)\b|\bvacanc(?:y|ies)\b
    |\b(?:is|are)\s+responsible\s+for\b|\bposte\b|\bpuesto\b|\bstelle\b|\baufgaben\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words of a page about one post, where a row of a list of jobs led to it."""
TERMS = re.compile(
    r"""\b(?:full|part)[\s-]?time\b|\bpermanent\b|\btemporary\b|\bfixed[\s-]term\b|\bremote\b|\bhybrid\b|\bon-?site\b|[$£€]\s?\d
    |\d\s?€|\bsalary\b|\bclos(?:es|ing)\b|\bdeadline\b|\bposted\b|\bapply\b|\btemps\s+(?:plein|partiel)\b|\b(?:voll|teil)zeit\b
    |\bunbefristet\b|\btiempo\s+(?:completo|parcial)\b|\bfecha\b|\bdate\s+limite\b|\bcdi\b|\bcdd\b|\bcontract\b|\blocation\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""What the record of a job says beside its title: hours, pay, dates, applying."""
NO_POSTING = re.compile(
    r"""\b(?:how\s+to\s+apply|privacy|cookies?|terms\s+(?:of|and)|polic(?:y|ies)|benefits?(?:\s+(?:summary|guide|package))?$
    |equal\s+(?:employment\s+)?opportunity|eeo\b|faqs?|newsletter|subscribe|sign\s+up|log\s?in|job\s+alerts?|all\s+(?:jobs|positions
    |openings|vacancies)|application\s+(?:form|guide|pack)|(?:employment|job|staff)\s+applications?|about\s+us|by-?laws|constitution|minutes|calendar|directions|handbook|annual\s+report|organi[sz]ation(?:al)?\s+chart|contact\s+us|our\s+\w+$|accessibility|collective\s+agreement
    |brochure|sitemap|home$|back\s+to|view\s+(?:all|more)|see\s+all|salary\s+(?:scale|grid)s?|sample
    |volunteer(?:s|ing)?|scholarships?|donat(?:e|ions?)|discounts?|mailing\s+list|bourses?\s+d['’]études|bénévol\w+|becas?)\b
    |^\W*(?:(?:our\s+|the\s+)?(?:executive\s+board|board\s+of\s+(?:directors|trustees)|officers|staff(?:\s+directory)?|team)
      |(?:meet|know)\s+(?:the|our)\s.*|(?:life|working)\s+at\b.* | (?:why|who|what)\s.*\b(?:work|join|us|we|choose)\b.*
      |join\s+(?:us|our|the)\b.* | become\s+an?\s+(?:union\s+)?member\b.*
      |(?:[^\W\d_]+\W+){0,5}(?:conferences?|conventions?|trainings?|workshops?|webinars?|retreats?|funds?|trusts?|news|events?)
      )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
"""Rows of a list of jobs that are none."""
SAMPLE = re.compile(
    r"[(\[]\s*(?:sample|template|example|model)s?\s*[)\]]|\b(?:sample|template)s?\W*$|^\W*(?:sample|template)\b",
    re.IGNORECASE,
)
"""A title that says that it is a pattern for others."""
NO_JOB = re.compile(
    r"(?:the\s+|our\s+|paid\s+)?(?:apprentice|intern|fellow)ships?(?:\s*(?:and|&|/|,|et)\s*(?:apprentice|intern|fellow)ships?)*(?:\s+programs?)?",
    re.IGNORECASE,
)
"""The name of a page about them, where no posting is called otherwise."""
PROGRAMS = re.compile(r"ships\b|\bprograms?\b|^\W*apprenticeship\W*$", re.IGNORECASE)
"""Of these names, the ones that surely are no posting's."""
NEWS = re.compile(r"/(?:news|blog|articles?|actualites?|noticias|aktuelles?)/|/20\d\d/\d\d?/", re.IGNORECASE)
"""Folders of addresses that say when something was written."""
GENERAL = re.compile(
    r"""\b(?:open|general|spontaneous|speculative|unsolicited)\s+(?:job\s+)?applications?\b|\btalent\s+(?:pool|community|network)\b
    |\bcandidatures?\s+spontanées?\b|\binitiativbewerbung\w*|\bcandidatura\s+espontánea\b|\bfuture\s+(?:opportunit\w+|openings?)\b
    |\b(?:don['’]?t|do\s+not)\s+see\b|\bno\s+(?:open\s+)?(?:position|role|job|vacancy)\s+(?:needs?|fits?|matches|for\s+you)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""An offer to write although no job is open."""
DOCUMENT = re.compile(r"\.(?:pdf|docx?|rtf|odt|pages)$", re.IGNORECASE)
PLACE_COLUMN = re.compile(
    r"\b(?:locations?|city|place|office|lieu|ville|région|standort|ort|ubicación|lugar|ciudad|sede)\b", re.IGNORECASE
)
MORE_SAID = re.compile(r"[^\W\d_]{3}[.!?]\s+[A-ZÀ-Þ]")
LONGEST_TITLE = 120
LONGEST_HEADING = 40
SHORTEST_TEXT = 80
"""Characters that a posting without a link has at least below its title."""
SHORT_TEXT = 400
"""Up to so many characters, a record's text is the row of a list."""
JOB_TYPE = re.compile(
    r"(?:^|[_-])(?:jobs?|careers?|vacanc(?:y|ies)|positions?|openings?|opportunit(?:y|ies)|employment|jobpost|stellen\w*|emplois?|empleos?"
    r"|offres?)(?:$|[_-])"
)
"""A WordPress post type whose entries are postings: `job_listing`, `awsm_job_openings`."""
OTHER_TYPE = re.compile(
    r"(?:^|[_-])(?:staff|teams?|persons?|people|members?|events?|products?|testimonials?|leaders?|officers?|locals?)(?:$|[_-])"
)
CERTAIN = 9
"""Points of a group of which the site itself says so."""
LINKS = ("a", "button")
ENOUGH = 5
"""Points from which a group is a list of postings."""


ROW_TAIL = re.compile(r"(?:,|\s[–—|-])\s+(?=[A-ZÀ-Þ])|\s*\|\s*(?=[A-ZÀ-Þ])")
TAIL_NAME = re.compile(r"[A-ZÀ-Þ][\w.’'-]+(?:\s[A-ZÀ-Þ][\w.’'-]+){0,3}")
