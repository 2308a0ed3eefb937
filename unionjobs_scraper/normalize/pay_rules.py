"""The words around an amount that tell pay from every other sum of money, and its period."""

from __future__ import annotations

import re
from functools import lru_cache

from unionjobs_scraper.normalize.matching import Hinted, Phrases

YEAR, MONTH, WEEK, DAY, HOUR = "YEAR", "MONTH", "WEEK", "DAY", "HOUR"
UNLISTED = "UNLISTED"  # stated, but none of the five: biweekly, per pay period

# What one person is paid in each period, in any of the currencies read; other sums are not pay.
PLAUSIBLE = {
    HOUR: (5.0, 500.0),
    DAY: (40.0, 3_000.0),
    WEEK: (100.0, 10_000.0),
    UNLISTED: (200.0, 20_000.0),
    MONTH: (400.0, 50_000.0),
    YEAR: (8_000.0, 900_000.0),
}


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


PAY_WORD = Phrases(
    "salar compensa comp_ top_of expect_to remun wage per_annum pay start base_pay base_ra annual hourly gross_pay "
    "competitive_pay current_pay "
    "rate daily_ra weekly monthly grade step hiring_ra this_position this_job this_role the_position the_job the_role "
    "paid_ pago range yearly band level tier fellow intern apprenticeship_ position_pays "
    "position_is_paid position_starts job_pays job_is_paid job_starts role_pays role_is_paid role_starts staff_ "
    "organizer organiser representatives_ everyone_ you_w you_a you_b you_e you_r you_p commensurate_ doe sala rémun "
    "traitement taux sueldo tarifa mindestgehalt gehalt lohn jahres monats stunden brutto grundgehalt entgelt vergüt "
    "retribu wynagrodzenie scale_ spin and_pays that_pays which_pays it_pays min max",
    r"""
    salar(?:y|ies|ied)\b | compensat(?:ion|ed)\b | remuneration\b | wages?\b | per\ annum\b
  | (?:(?<![^\n])|(?<=\n[^\w\n])|(?<=\n[^\w\n]{2}))pay\b
  | pay\b(?=\s*(?:[:–—(=-]|ranges?|rate|scale|grade|band|level|is\b|of\b|for\b|at\b|from\b|starts?|starting
      |between|and\ benefits|&))
  | (?:starting|base|annual|hourly|gross|competitive|current)\ pay\b | rates?\ of\ pay\b
  | comp\s*: | top\ of\ (?:the\ )?scale\b
  | (?:starting|annual|yearly|hourly)\ base\b | (?:(?<![^\n])|(?<=\n[^\w\n]))range\b(?=\s[$£€])
  | (?:hourly|annual|daily|weekly|monthly|grade|step|starting|hiring|base|pay)\ (?:rate|range)s?\b
  | (?:this|the)\ (?:position|job|role)\ (?:pays|starts\ at)\b | paid\ (?:\w+ly\ )?(?:at|between|from)\b
  | paid\ (?:internship|fellowship|apprenticeship)\b | pago\b(?=\s*:|\ (?:por\ hora|es\ de)\b)
  | start(?:s|ing)?\ (?:at|from)\b | starting(?:\ point)?(?=[\s:]*[$£€]*$) | (?:rate|range)(?:\s+\w{1,3})?\s*:
  | (?:hourly|annually|annual|yearly|monthly|weekly)\s*: | rates?\ (?:of|is|are)\b | wage\b
  | (?:grade|step|band|level|tier|pay\ point)\s+[a-z]?\d{0,2}\s*[:(–-]?\s*[$£€]*$
  | (?:fellowship|internship|apprenticeship|position|job|role)\ (?:pays|is\ paid|starts\ at)\b
  | (?:staff|interns?|fellows?|organi[sz]ers?|representatives|everyone|you)\ (?:will\ |all\ )?(?:be\ |are\ )?
    (?:earns?|receives?|paid)\b
  | commensurate\ (?:with|to)\b | do[eq]\b(?=[\s:,–-]*[$£€])
  | (?:and|that|which|it)\ pays\b(?=\s[^.;\n]{0,12}[$£€]) | (?:scale|spinal?)\ (?:column\ )?points?\b
  | salarial(?:e|es)?\b | (?:min|max)(?:imum)?\s*:(?=\s*[$£€]?$)
  | traitement\ (?:annuel|mensuel|hebdomadaire|de\ base)\b
  | salaires?\b | r[ée]mun[ée]ration\b | traitement\b(?=[^.\n]{0,30}[\d$:]) | taux\ (?:horaire|de\ salaire)\b
  | salarios?\b | sueldo\b | remuneraci[óo]n\b | tarifa\b
  | (?:mindest|grund)?gehalt\b | lohn\b | entgelt\b
  | (?:brutto-?)?(?:jahres|monats|stunden)(?:brutto)?(?:gehalt|lohn|entgelt)\b | brutto(?:gehalt|lohn|entgelt)\b
  | vergütung\b | retribuzione\b | wynagrodzenie\b
  | you\ will\ earn\b | expect\ to\ earn\b
""",
)
PAY_WORD_AFTER = _words(
    r"^\s*(?:\([^()$£€]{0,50}\))?[\s)]*(?:(?:is\soffered\sas|is|as)\s(?:the\s|an?\s|our\s)?)?(?:(?:annual|yearly|annually|base|hourly|starting"
    r"|gross)\s)*(?:salary|wages?|compensation)\b"
    r"|\s*(?:base(?=\s*(?:[+,;.]|plus\b|$))|FTE\b|actual\b)"
    r"|,?\s*salaried\b"
    r"|[\s,;(]*(?:(?:commensurate|depend(?:ing|ent)|based)\s(?:with|on|upon)\s(?:\w+\s){0,2}experience\b|DO[EQ]\b)"
)

# Anywhere before the amount in its sentence: another's money.
OTHERS_MONEY = Phrases(
    "negotiat won win salaries campaign fight fought push rall victor recover back minimum living settle members "
    "workers employees nurses teachers educators drivers janitors ceo aides housekeepers cooks clerks servers guards "
    "cashiers rent price ticket wage_theft rose climbed jumped gagn gana every each_ no_worker no_member no_one "
    "baristas temps hospital employer compan boss contractor prevailing",
    r"""
    negotiated\ (?:\w+\ ){0,3}(?:salaries|wages|raises)\b
  | salaries\ (?:at|in|of)\ (?:\w+\ ){0,2}
    (?:compan(?:y|ies)|employers?|plants?|hospitals?|universit(?:y|ies)|industry|firms?)\b |
    (?:campaign|fight|push|rall)\w*\ (?:\w+\ )?for\b | fought\ for\b
  | (?:members(?!\ of\ (?:the\ |our\ )?(?:staff|team))|workers|nurses|teachers|drivers|janitors|aides|housekeepers|cooks
      |clerks|servers|guards|cashiers|baristas|temps|rents?|prices?|tickets)\b[^,;]{0,40}
    \b(?:start|starts|started|average[sd]?|paid|offered|take\ home)\b
  | (?:hospital|employers?|compan(?:y|ies)|boss(?:es)?|contractors?)\b[^,;]{0,30}\b(?:offer(?:s|ed)?|pays?|paid)\b
  | wage\ theft\b | (?:rose|climbed|jumped)\ (?:to|by|from)\b | (?:gagn(?:ent|aient)|gana(?:n|ban))\b
  | (?:every|each|no)\ (?:worker|member|nurse|teacher|family|one)\b |
    (?:won|wins?|winning|victor(?:y|ies)|recovered|back\ pay|minimum\ wage|living\ wage|prevailing\ wage|settlements?)\b
  | (?:members(?!\ of\ (?:the\ |our\ )?(?:staff|team))|workers|employees|nurses|teachers|educators|drivers
      |janitors|ceos?)\b[^,;]{0,40}
    \b(?:earn(?:s|ed|ing)?|make|making|made|get|paid|pay|struck|demand(?:ed|ing)?|fought|deserve|want)\b
""",
)
OTHERS_EARN = _words(r"""
    \b(?!staff\b|organi[sz]ers\b|representatives\b|interns\b|fellows\b|apprentices\b)[a-z]+s\b
    (?:\ (?:we|it|our\ \w+)\ (?:represents?|organi[sz]ed?))?\ (?:now\ |often\ |already\ )?
    (?:earn|make|struck|demand(?:ed)?|fought|deserve|live\ on|survive\ on|average)\b
""")
# Right before the pay word: more pay for a few, or pay as a cause.
EXTRA_PAY = Hinted(
    "additional,extra,supplement,higher,rais,increas,stolen,unpaid,strike,severance,hazard,holiday,overtime,picket"
    ",lockout,equal to,times,% of,percent of",
    r"\b(?:additional|extra|supplement(?:al|ary)|higher|raised?|raising|increased?(?:\ in)?|stolen|unpaid"
    r"|strike|severance|hazard|holiday|overtime|picket|lockout)"
    r"(?:[ \t]\w+)?[ \t]$|(?:\bequal\ to|\btimes|%[ \t]of|\bpercent[ \t]of)[ \t](?:\w+[ \t]){0,2}$",
)
# Before the pay word, in one clause: what a person must earn for a rule to apply.
IF_PAID = Hinted(
    "if,unless,whose,those who,employees who,household,threshold,legal,or more,at least",
    r"\b(?:if|unless|whose|those\ who|employees\ who|household|threshold|legal(?:ly)?)\b[^,.;:\n]*$"
    r"|\b(?:or\ more|at\ least)\ to\ be\b[^,.;\n]*$",
)
# Between the pay word, or the last comma, and the amount: what the amount is for.
NOT_PAY_BEFORE = Phrases(
    "allow bonus fringe per_diem reimb insur liab deduct budget grant dues fee fine fund raise raising donat "
    "revenue asset expense secured strike fight prevail poverty worth saving saved cap increas adjust differen "
    "premium longev supplement additional extra another plus contribut match scholar tuition annuity take_home "
    "takehome ote on_target "
    "commission net benefit earning prime indemn allocation rembours cotisation presupuesto bono voucher sales "
    "cost spen charge need "
    "potential",
    r"""
    (?:allowances?|bonus(?:es)?|fringe|per\ diem|reimburse(?:d|ment|s)?|insurance|insured|liability|deductible)\b
  | (?:budgets?|grants?|dues|fees?|fines?|funds?|fundrais\w+|raised|raising|donat\w+)\b
  | (?:revenue|assets|expenses?)\b
  | (?:secured|strike|fight\w*|prevailing|poverty|worth|savings?|saved|cap(?:ped)?\ at)\b
  | (?!(?<=this\ )increases\ to|(?<=which\ )increases\ to)
    (?:raises?|increases?|increased|adjustments?|differentials?|premiums?|longevity|supplement\w*)\b
  | (?:additional|extra|another|plus|contribut\w+|match\w*|scholarships?|tuition|annuity)\b
  | take-?\s?home\b | ote\b | on[- ]target\b | commissions?\b | net(?:s|to\w*)?\b(?!\s*worth)
  | earnings?\ potential\b | benefits?\ (?:\w+\ ){0,2}valued?\ (?:at|of)\b
  | primes?\b | indemnit[ée]s?\b | allocations?\b | remboursements?\b | cotisations?\b
  | presupuesto\b | bonos?\b
  | vouchers?\b | sales\b | costs?\b | spen(?:ds?|t|ding)\b | charges?\b | needs?\b(?=[^.;\n]{0,12}$)
""",
)
GROSS = _words(r"\b(?:gross|brut(?:s|to)?|bruto)\b")
"""Only pay is said to be before taxes."""
STIPEND = _words(r"\bstipends?\b")
EXPENSE = Hinted(
    "car,auto,vehicle,cell,phone,mileage,gas,travel,internet,parking,housing,relocation,health,meal,wellness,clot "
    "h,child,equipment,tech,office",
    r"\b(?:cars?|autos?|automobile|vehicle|cell|phone|mileage|gas|travel|internet|parking|housing|relocation"
    r"|health|meal"
    r"|wellness|clothing|child\ ?care|equipment|technology|home\ office)\b",
)
# After the amount, up to the end of its clause.
NOT_PAY_AFTER = Phrases(
    "allow bonus per_p per_i per_a per_o per_d per_m per_c deduct coverage insur liab property reimb dues budget "
    "grant fund fine raise increas "
    "contribut match differen premium longev additional expense fee scholar tuition toward annuity signing "
    "retention settlement donation bilingual minimum living prevailing step cost_of allocation indemn net sign "
    "take_home takehome ote on_target "
    "target commission prime meal voucher to into for_all for_every",
    r"""
    (?:allowances?|bonus(?:es)?|per\ (?:person|incident|accident|occurrence|diem|mile|member|child))\b
  | (?:deductible|coverage|insurance|liability|property|reimburse\w*|dues|budgets?|grants?|funds?|fines?)\b
  | (?:raises?|increases?|contribut\w+|match\w*|differentials?|premiums?|longevity|additional|expenses?)\b
  | (?:fees?|scholarships?|tuition|towards?|annuity|signing|retention|settlement|donations?|bilingual)\b
  | (?:minimum|living|prevailing)\ wages? | (?:step|cost\ of\ living)\ adjustments?\b
  | allocations?\b | indemnit[ée]s?\b | net(?:s|to)?\b(?!\s*worth) | sign-?\ ?on\b | take-?\s?home\b | ote\b
  | (?:on[- ])target\b | commissions?\b | primes?\b | vouchers?\b
  | for\ (?:all|every)\ (?:\w+\ ){0,2}(?:workers?|members?|employees|families)\b
  | (?:in)?to\ (?:the\ |your\ |an?\ |our\ )?(?:[\w-]+\ )?(?:pensions?|retirement|annuity|welfare)\b
""",
)
# Where the words about an amount end.
CLAUSE_END = _words(
    r"[,;)\n•|+$£€] | [.!?](?:\s|$) | \b(?:plus|and|with|including|includes|inclusive|excluding|exclusive|before"
    r"|depending|DOE|commensurate)\b"
)
NEXT_AMOUNT = re.compile(r"\W*(?:of\s)?[$£€]?$")
# Beside an amount: it is one measure of the pay beside the pay of this job.
ASIDE_BEFORE = Hinted(
    "fte,equivalent,internal,employee,total,range",
    r"""
    \b(?:FTE(?!\ (?:position|role|job|post)\b)
      |full[- ]time\ equivalent|internal(?:\ (?:candidates?|applicants?|range|hires?))?|current\ employees
      |total\ (?:cash\ |target\ )?compensation(?!\ (?:range|package))|total\ rewards
      |total\ (?:(?:hourly|wage|labor)\ )?package(?=\W{0,3}[$£€\d])
      |(?:full|entire|overall)\ (?:\w+\ )?range
      |(?<=\()range\ max(?:imum)?|max(?:imum)?\ of\ the\ range)\b[^.;\n$£€\d(]{0,30}[$£€\s]*$
""",
)
ASIDE_AFTER = _words(r"""
    \W{0,3}(?:per\ annum|p\.?a\.?|annually|a\ year|per\ year)?\W{0,3}
    (?:(?:\(|based\ on\ |for\ )?(?:FTE\b(?!\s*[:\d$£€])|full[- ]time\ equivalent\b)
      |\(?(?:for\ )?internal\ (?:candidates?|applicants?|hires?)
      |(?:with|including|incl\.?|if)\s(?:the\s|a\s|your\s|an\s)?(?:\w+\s)?(?:bonus|overtime|commissions?|incentives?)\b)
""")
# A sum for a whole engagement, whose length in months is not said.
WHOLE_AFTER = _words(r"""
    [^.;\n\d$£€]{0,25}\b(?:per|for|each|every|/)\s?(?:the\ |an?\ |each\ |this\ )?
    (?:(?:full|entire|whole|academic|fall|spring|winter|summer|\w+[- ](?:week|month|day))\ )*
    (?:seasons?|courses?|semesters?|class(?:es)?|sessions?|terms?|summer|engagements?|appointments?|projects?|programs?|programme
      |contracts?|fellowship|internship|games?|matches|match|articles?|pieces?|assignments?|events?|campaigns?|cycle
      |duration|shifts?|visits?|trimesters?|quarters?|credits?|weeks|months|case|trip|show|performance|gig|album|page)\b
    (?!\s(?:coordinator|director|manager|associate|assistant|organi[sz]er|officer|staff|position|lead|specialist|analyst))
  | [\s,(]{0,2}(?:lump[- ]sum|flat(?:[- ](?:fee|rate))?|honorari\w+|one[- ]time|in\ total)\b
  | \s?/\s?(?:season|course|semester|class|session|term|project|game|article|event|shift|credit)\b
""")
WHOLE_BEFORE = Hinted(
    "lump,flat,honorari,season,one-time,one time,stipend,total,program,summer,semester,course,project,fellowship"
    ",internship",
    r"""
    \b(?:lump[- ]sum|flat[- ](?:fee|rate)|honorari\w+|seasonal\ pay|one[- ]time|stipends?
      |(?:total|program|summer|semester|course|season|project|fellowship|internship)
       \ (?:stipend|pay|compensation|salary|fee))\b
    [^.;\n\d$£€]{0,30}[$£€\s]*$
""",
)

FLOOR_BEFORE = Hinted(
    "start,begin,entry,min,least,less,from,floor,partir,inicial,desde,départ,ab ",
    r"""
    \b(?:
        (?: start(?:s|ing)?\ (?:at|from) | starting(?!\ date) | begin(?:s|ning)(?!\ (?:date|on|in))
          | entry[- ]level )
        [^.;$£€\d]{0,90}
      | (?: minimum | min\. | floor | at\ least | (?:no|not)\ less\ than ) [^.;$£€\d]{0,40}
      | from\s* | à\ partir\ de\s* | desde\s* | ab\s*
      | (?: salario | sueldo )\ inicial\b[^.;$£€\d]{0,20} | salaire\ de\ départ\b[^.;$£€\d]{0,20}
    ) [$£€\s]*(?:US|CA?|AU?|NZ)?[$£€\s]* $
""",
)
FLOOR_AFTER = _words(r"""
    ^\s*(?:
        \+(?=\s*(?:$|[,.;)/\n]|DOE\b|depending|commensurate|per\b|annual|an?\b))
      | and\ (?:up|above)\b | or\ more\b | minimum\b(?!\ wage) | \(?(?:to\ )?start(?:ing)?\b | \(min
    )
""")
CEILING_BEFORE = Hinted(
    "up to,max,exceed,as high,as much,no more,top,jusqu,hasta,bis ",
    r"""
    \bup\ to\ the\ max(?:imum)?\b [^;\n$£€]{0,90} [$£€\s]*$ |
    \b(?: up\ to | max(?:imum|\.)? | exceed(?:ing|s)? | as\ (?:high|much)\ as | no\ more\ than
      | top(?:s|ping)?\ out\ at | top\ of\ (?:the\ )?(?:\w+\ )?(?:scale|range) | jusqu['’]à | hasta | bis\ zu )
    [^.;$£€\d]{0,25} [$£€\s]*$
""",
)
CEILING_AFTER = _words(r"^\s*\(?max(?:imum)?\b(?!\s*(?:\w+\s*){0,2}[:$£€])")
# Marks a figure as worked out from another: "$28.85 an hour (about $60,000 a year)".
DERIVED = Hinted(
    "equ,approx,about,roughly,annualiz,which is,based on,~,=,≈",
    r"\b(?:equivalent|equals?|equates?|approx(?:imately|\.)?|about|roughly|annualized|which\ is|based\ on)\b"
    r"| [~=≈]",
)
DERIVED_AFTER = re.compile(r"\W*(?:equivalent(?!\s+to\b)|annualized)")

PERIOD_WORD = Phrases(
    "bi semi annu yearly hourly monthly weekly daily per_annum per_year per_hour per_month per_week per_day par_an "
    "par_heure par_mois par_semaine par_jour horaire mensu hebdo jahres jährlich monat brutto stunden anual semanal "
    "aux_deux toutes_les quinzaine quincena bimens",
    r"(?:bi-?weekly | semi-?monthly | annual(?:ly|ized)? | yearly | hourly | monthly | weekly | daily)\b"
    r"| per\ (?:annum | year | hour | month | week | day)\b"
    r"| par\ (?:an | ann[ée]e | heure | mois | semaine | jour)\b"
    r"| annuel(?:le)?s?\b | horaire\b | mensuel(?:le)?s?\b | hebdomadaire\b | jährlich\b | monatlich\b"
    r"| (?:brutto-?)?(?:jahres|monats|stunden)(?:brutto)?(?:gehalt|lohn)\b | annua\b"
    r"| (?:aux | toutes\ les)\ deux\ semaines\b | quinzaine\b | quincena(?:l(?:es)?)?\b | bimensuel(?:le)?s?\b"
    r"| anual(?:es)?\b | mensual(?:es)?\b | semanal(?:es)?\b",
)
_PERIODS = (
    (
        _words(
            r"bi-?weekly | semi-?month | pay\ period | two\ weeks | fortnight | deux\ semaines"
            r"| quinzaine | quincena | bimensuel"
        ),
        UNLISTED,
    ),
    (
        _words(
            r"\b(?:hour|hr)(?:ly)?\b | ^h$ | ^p[./]?h$ | \bheure\b | \bhoraire\b | \bhora\b"
            r"| \bstunden?(?:lohn)?\b | \buur\b"
        ),
        HOUR,
    ),
    (
        _words(
            r"\b(?:year|yr)(?:ly)?\b | \bann(?:um|ual|ually|ualized|uel\w*|[ée]e)\b | \bp\.?\ ?a\b"
            r"| \b(?:an|año|anual(?:es)?|annua|(?:brutto-?)?jahres\w+|jahr|jährlich|jaar|rocznie)\b"
        ),
        YEAR,
    ),
    (
        _words(
            r"\b(?:month|mo)(?:ly)?\b | ^pcm$ | \b(?:mois|mensu\w+|mes|monat(?:lich)?|(?:brutto-?)?monats\w+)\b"
            r"| \b(?:maand|miesięcznie)\b"
        ),
        MONTH,
    ),
    (_words(r"\b(?:week|wk)(?:ly)?\b | ^p[./]?w$ | \b(?:semaine|hebdomadaires?|semanal(?:es)?)\b"), WEEK),
    (_words(r"\b(?:day|daily|jour)\b"), DAY),
)


@lru_cache(maxsize=512)
def period_named(words: str) -> str:
    """The period that `words` name, or the empty string."""
    return next((period for pattern, period in _PERIODS if pattern.search(words)), "")


def period_by_size(dollars: float) -> str:
    """The period that an amount worth so many `dollars` must mean; empty when its size does not tell."""
    if dollars < 200:
        return HOUR
    if dollars >= 10_000:
        return YEAR
    return MONTH if dollars >= 2_000 else ""


def plausible(dollars: float, period: str) -> bool:
    """Whether one person can be paid what is worth `dollars` for one `period` of work."""
    low, high = PLAUSIBLE.get(period, (5.0, 900_000.0))
    return low <= dollars <= high
