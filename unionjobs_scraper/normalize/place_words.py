"""Words around the names of places, and the few names that no public list has."""

from __future__ import annotations

import re
from typing import Final

# GeoNames numbers these regions itself: download.geonames.org/export/dump/admin1CodesASCII.txt.
GEONAMES_REGIONS: Final = {
    "CA": {
        "01": "AB", "02": "BC", "03": "MB", "04": "NB", "05": "NL", "07": "NS", "08": "ON",
        "09": "PE", "10": "QC", "11": "SK", "12": "YT", "13": "NT", "14": "NU",
    },
    "AU": {
        "01": "ACT", "02": "NSW", "03": "NT", "04": "QLD", "05": "SA", "06": "TAS", "07": "VIC", "08": "WA",
    },
}  # fmt: skip

# ISO 3166-2:GB names the four nations as parts; its 200 councils are not used on job boards.
HOME_NATIONS: Final = {
    "england": "ENG", "scotland": "SCT", "wales": "WLS", "northern ireland": "NIR",
    "eng": "ENG", "sct": "SCT", "wls": "WLS", "nir": "NIR",
}  # fmt: skip

# Abbreviations of the AP Stylebook, the older ones still typed, and names that ISO writes otherwise.
REGION_NAMES: Final = {
    "US": {
        "ala": "AL", "ariz": "AZ", "ark": "AR", "cal": "CA", "calif": "CA", "colo": "CO", "conn": "CT",
        "del": "DE", "dist of columbia": "DC", "fla": "FL", "ill": "IL", "ind": "IN",
        "kan": "KS", "kans": "KS", "mass": "MA", "mich": "MI", "minn": "MN", "miss": "MS", "mont": "MT",
        "neb": "NE", "nebr": "NE", "nev": "NV", "n mex": "NM", "okla": "OK", "ore": "OR", "penn": "PA",
        "penna": "PA", "tenn": "TN", "tex": "TX", "wash": "WA", "w va": "WV", "wva": "WV", "wis": "WI",
        "wisc": "WI", "wyo": "WY", "us virgin islands": "VI", "usvi": "VI",
    },
    "CA": {
        "alta": "AB", "man": "MB", "nfld": "NL", "newfoundland": "NL", "labrador": "NL", "ont": "ON",
        "pei": "PE", "que": "QC", "quebec": "QC", "sask": "SK", "yukon": "YT",
    },
    "AU": {"vic": "VIC", "tas": "TAS"},
}  # fmt: skip

COUNTRY_NAMES: Final = {
    "us": "US", "usa": "US", "u s": "US", "united states of america": "US", "america": "US",
    "nationwide": "US", "uk": "GB", "great britain": "GB", "britain": "GB", "south korea": "KR",
    "russia": "RU", "turkey": "TR", "the netherlands": "NL", "holland": "NL", "ivory coast": "CI",
    # as the countries call themselves, and names that ISO 3166-1 writes otherwise
    "schweiz": "CH", "suisse": "CH", "svizzera": "CH", "deutschland": "DE", "allemagne": "DE", "osterreich": "AT",
    "italia": "IT", "espana": "ES", "belgique": "BE", "belgie": "BE", "nederland": "NL", "polska": "PL",
    "danmark": "DK", "sverige": "SE", "norge": "NO", "suomi": "FI", "eire": "IE", "republic of ireland": "IE",
    "czech republic": "CZ", "magyarorszag": "HU", "hrvatska": "HR", "brasil": "BR", "royaume uni": "GB",
    "etats unis": "US", "estados unidos": "US", "korea": "KR", "republic of korea": "KR", "uae": "AE", "vietnam": "VN",
    "aotearoa": "NZ", "aotearoa new zealand": "NZ", "slovakia": "SK", "macedonia": "MK", "tanzania": "TZ",
}  # fmt: skip

# English names of regions that ISO 3166-2 has in the country's own language, in the form of `gazetteer.fold`.
REGIONS_IN_ENGLISH: Final = {
    "bavaria": "DE-BY", "hesse": "DE-HE", "lower saxony": "DE-NI", "north rhine westphalia": "DE-NW",
    "rhineland palatinate": "DE-RP", "saxony": "DE-SN", "saxony anhalt": "DE-ST", "thuringia": "DE-TH",
    "mecklenburg western pomerania": "DE-MV", "geneva": "CH-GE", "bern": "CH-BE", "lucerne": "CH-LU",
    "st gallen": "CH-SG", "grisons": "CH-GR", "basel city": "CH-BS", "vienna": "AT-9", "lower austria": "AT-3",
    "upper austria": "AT-4", "styria": "AT-6", "tyrol": "AT-7", "carinthia": "AT-2", "brussels": "BE-BRU",
    "brussels capital region": "BE-BRU", "flanders": "BE-VLG", "wallonia": "BE-WAL", "antwerp": "BE-VAN",
    "east flanders": "BE-VOV", "west flanders": "BE-VWV", "flemish brabant": "BE-VBR", "brittany": "FR-BRE",
    "normandy": "FR-NOR", "lombardy": "IT-25", "tuscany": "IT-52", "piedmont": "IT-21", "sicily": "IT-82",
    "sardinia": "IT-88", "apulia": "IT-75", "catalonia": "ES-CT", "andalusia": "ES-AN", "basque country": "ES-PV",
    "community of madrid": "ES-MD", "valencian community": "ES-VC", "north holland": "NL-NH",
    "south holland": "NL-ZH", "north brabant": "NL-NB", "lisbon": "PT-11", "prague": "CZ-10", "masovian": "PL-14",
    "lesser poland": "PL-12", "capital region of denmark": "DK-84", "stockholm": "SE-AB", "mexico city": "MX-CMX",
    "cdmx": "MX-CMX",
}  # fmt: skip

# Spellings of cities that GeoNames has under one name only, in its table's form, and the country that is meant.
CITY_SPELLINGS: Final = {
    "geneve": ("geneva", "CH"), "genf": ("geneva", "CH"), "ginevra": ("geneva", "CH"), "bale": ("basel", "CH"),
    "berne": ("bern", "CH"), "lucerne": ("luzern", "CH"), "st gallen": ("sankt gallen", "CH"),
    "biel": ("biel/bienne", "CH"), "bienne": ("biel/bienne", "CH"), "wien": ("vienna", "AT"),
    "munchen": ("munich", "DE"), "muenchen": ("munich", "DE"), "cologne": ("koln", "DE"), "koeln": ("koln", "DE"),
    "nurnberg": ("nuremberg", "DE"), "nuernberg": ("nuremberg", "DE"),
    "duesseldorf": ("dusseldorf", "DE"), "frankfurt": ("frankfurt am main", "DE"),
    "frankfurt a m": ("frankfurt am main", "DE"), "milano": ("milan", "IT"), "roma": ("rome", "IT"),
    "torino": ("turin", "IT"), "firenze": ("florence", "IT"), "napoli": ("naples", "IT"), "venezia": ("venice", "IT"),
    "genova": ("genoa", "IT"), "praha": ("prague", "CZ"), "warszawa": ("warsaw", "PL"), "cracow": ("krakow", "PL"),
    "lisboa": ("lisbon", "PT"), "oporto": ("porto", "PT"), "bruxelles": ("brussels", "BE"),
    "brussel": ("brussels", "BE"), "antwerpen": ("antwerp", "BE"), "anvers": ("antwerp", "BE"), "ghent": ("gent", "BE"),
    "bruges": ("brugge", "BE"), "den haag": ("the hague", "NL"),
    "kobenhavn": ("copenhagen", "DK"), "goteborg": ("gothenburg", "SE"), "bucuresti": ("bucharest", "RO"),
    "beograd": ("belgrade", "RS"), "athina": ("athens", "GR"), "kiev": ("kyiv", "UA"), "moskva": ("moscow", "RU"),
    "seville": ("sevilla", "ES"), "bangalore": ("bengaluru", "IN"), "bombay": ("mumbai", "IN"),
    "calcutta": ("kolkata", "IN"), "madras": ("chennai", "IN"), "gurgaon": ("gurugram", "IN"),
    "ciudad de mexico": ("mexico city", "MX"), "peking": ("beijing", "CN"), "quebec city": ("quebec", "CA"),
    "ville de quebec": ("quebec", "CA"), "mt view": ("mountain view", "US"),
    "st pete": ("st petersburg", "US"), "vegas": ("las vegas", "US"),
}  # fmt: skip

CITY_NICKNAMES: Final = {
    "nyc": ("New York City", "NY"), "sf": ("San Francisco", "CA"), "philly": ("Philadelphia", "PA"),
    "la": ("Los Angeles", "CA"), "slc": ("Salt Lake City", "UT"),
}  # fmt: skip

# Parts of one state, or of several (""): never a city, even with a state behind them.
AREAS: Final = {
    "bay area": "CA", "east bay": "CA", "north bay": "CA", "south bay": "CA", "tri valley": "CA",
    "inland empire": "CA", "central valley": "CA", "san joaquin valley": "CA", "sacramento valley": "CA",
    "san fernando valley": "CA", "san gabriel valley": "CA", "coachella valley": "CA",
    "imperial valley": "CA", "central coast": "CA", "north coast": "CA", "socal": "CA", "norcal": "CA",
    "high desert": "CA", "silicon valley": "CA", "napa valley": "CA", "wine country": "CA",
    "twin cities": "MN", "iron range": "MN",
    "hudson valley": "NY", "mid hudson valley": "NY", "mid hudson": "NY", "long island": "NY",
    "capital district": "NY", "southern tier": "NY", "north country": "NY", "finger lakes": "NY",
    "mohawk valley": "NY", "puget sound": "WA", "south sound": "WA", "olympic peninsula": "WA",
    "eastside": "", "willamette valley": "OR", "rogue valley": "OR", "chicagoland": "IL", "metro east": "IL",
    "hampton roads": "VA", "tidewater": "VA", "shenandoah valley": "VA", "lehigh valley": "PA",
    "mon valley": "PA", "mahoning valley": "OH", "upper peninsula": "MI", "thumb": "MI", "cape cod": "MA",
    "pioneer valley": "MA", "north shore": "", "south shore": "", "south coast": "", "merrimack valley": "MA",
    "research triangle": "NC", "triangle": "NC", "piedmont": "NC", "triad": "NC", "low country": "SC",
    "lowcountry": "SC", "panhandle": "FL", "space coast": "FL", "treasure coast": "FL", "gulf coast": "",
    "metroplex": "TX", "rio grande valley": "TX", "permian basin": "TX", "hill country": "TX",
    "front range": "CO", "western slope": "CO", "wasatch front": "UT", "treasure valley": "ID",
    "delmarva": "", "dmv": "", "tri state": "", "eastern shore": "", "lower mainland": "BC",
    "vancouver island": "BC", "interior": "", "okanagan": "BC", "gta": "ON", "golden horseshoe": "ON",
    "midlands": "ENG", "hunter valley": "NSW", "illawarra": "NSW",
}  # fmt: skip

# Ceremonial and historic counties: a second name of the place before them, which ISO 3166-2 has no part for.
GB_COUNTIES: Final = frozenset(
    """bedfordshire berkshire buckinghamshire cambridgeshire cheshire cornwall cumbria derbyshire devon dorset durham
    essex gloucestershire hampshire herefordshire hertfordshire kent lancashire leicestershire lincolnshire merseyside
    norfolk northamptonshire northumberland nottinghamshire oxfordshire rutland shropshire somerset staffordshire
    suffolk surrey warwickshire wiltshire worcestershire middlesex huntingdonshire fife angus aberdeenshire ayrshire
    lanarkshire perthshire stirlingshire gwynedd powys dyfed gwent clwyd glamorgan antrim armagh down fermanagh tyrone
    londonderry""".split()
) | {
    "east sussex", "west sussex", "sussex", "greater london", "greater manchester", "tyne and wear", "west midlands",
    "north yorkshire", "south yorkshire", "west yorkshire", "east yorkshire", "yorkshire", "isle of wight",
    "county durham", "south glamorgan", "mid glamorgan", "west glamorgan", "west lothian", "east lothian", "midlothian",
}  # fmt: skip

# How the work is done, as a part of its own: "USA - Fully Remote".
WORKPLACE: Final = re.compile(
    r"(?:(?:fully|100%|partly|mostly)\s+)?(?:remote|hybrid|on-?site|telework|telecommute|virtual|home[- ]based)"
    r"(?:\s+(?:job|position|role|work|ok|possible|optional|first))?",
    re.IGNORECASE,
)
# Words after a name that make it an office's.
OFFICE: Final = re.compile(
    r"\b(?:offices?|hqs?|headquarters|campus(?:es)?|halls?|sites?|worksites?|branch|locations?|building)\b",
    re.IGNORECASE,
)

# "Must be based in", "Locations in:", "For covering": words that lead up to the name of a place.
LEAD: Final = re.compile(
    r"""(?:the|a|an|and|or|our|your|this|either|both|primarily|mainly|mostly|preferably|ideally|possibly|currently
        |position|job|role|candidates?|applicants?|will|be|is|are|must|should|can|may|to|willing
        |b\ ?ased|located|situated|headquartered|stationed|assigned|residing|reside|living|live(?=\ in)
        |primary|locations?|place|city|work|worksites?|sites?|offices?|duty|stations?|throughout|across|within
        |available|various|several|multiple|following|one|of|some|any|in|at|out|from|for|near|around|outside
        |covering|cover|serving|servicing|downtown|metropolitan|metro|greater|area|region|field|remote|hybrid
        |onsite|on-site|telework|anywhere|continental|contiguous|all|parts|rural|e\.g\.|i\.e\.|including|surrounding|inside|open)
        \b[\s:.]*""",
    re.VERBOSE,
)
"""Of small letters, which take half the time."""

# "the Olympia, WA Field Office": words that follow the name of a place.
TAIL: Final = re.compile(
    r"""(?:\s+(?:bay\ area|areas?|metro|metropolitan|metroplex|regions?|regional|field|district|branch|main
        |local|satellite|corporate|head|home(?=\ office)|headquarters|hq|hqs|offices?|cbd
        |office\ building|union\ hall|hall|campus(?:es)?|vicinity
        |suburbs?|(?:strongly\ |highly\ )?preferred
        |preferably|required|only|based|state|statewide|wide|province|locations?|sites?|worksites?|or
        |and|in|hybrid|remote|onsite|on-site|area\ office|nearby|surrounding|proper|greater|positions?))+$""",
    re.VERBOSE | re.IGNORECASE,
)

# "Northern California", "upstate New York": a part of the region, which alone is then named.
PART_OF_REGION: Final = re.compile(
    r"""^(?:(?:north|south|east|west)(?:ern)?(?:\s*(?:east|west)(?:ern)?)?|mid|mid-?west|central|upper|lower|upstate
        |downstate|coastal|inland|interior|rural|northcentral|southcentral|all\ of|most\ of|parts?\ of
        |(?:the\ )?(?:state|commonwealth|province)\ of|statewide(?:\ in|,)?|entire)\b[\s,/-]*""",
    re.VERBOSE | re.IGNORECASE,
)

COUNTY: Final = re.compile(
    r"^(?:(?:city and )?county of\s+(?P<of>[A-Z].*)"
    r"|(?P<name>[A-Z].*?)\s+(?:[Cc]ount(?:y|ies)|[Pp]arish|[Bb]orough))$"
)

# Where the words about the place end: a label run on, pay, an address, a condition of the work.
END_OF_PLACE: Final = re.compile(
    r"""(?: \b(?:reports?|reporting|responsible|accountable)\s+to\b
          | \b(?:salary|compensation|wages?|pay|hourly|hours|schedule|status|closing|deadline|department
              |division|unit|employment|job|type|position|classification|title|date|posting|posted|supervisor|immediate
              |bargaining|announcement|start|residency|summary|benefits|minimum|experience|grade|flsa|term
              |duration|apply|about|description|duties|requirements|qualifications|contact|level|travel|union|dues
              )\b (?:[ /]+[\w&/-]+){0,3} \s*:
          | \b(?:salary|compensation|pay|wage)\s+(?:is|range|of)\b
          | [$£€]\s?\d | https?://\S+ | \bwww\.\S+ | \S+@\S+ | \b[\w-]+\.(?:org|com|net)\b
          | \s(?:with|but|however|who|which|that|depending|requires?|requiring|required\ to
              |travel(?:ing|ling)?|working|work(?=\s)|will|may|must|(?:can|is|are)(?!\s*(?:$|[;|(]))|ideally|if|due|not)\b
          | (?<=[a-z]{3})(?<!\bSte)\.(?=\s+[A-Z])
          | ,\s*near\b
          | \s*[-–—:]\s*(?:no|some|must|will|this)\b )""",
    re.VERBOSE | re.IGNORECASE,
)
# Whatever it matches has one of them.
END_SIGNS: Final = frozenset("$£€:@.")
END_WORDS: Final = frozenset(
    b"to salary compensation pay wage near no some this with but however who which that depending require requires"
    b" requiring travel traveling travelling working work will may must can is are ideally if due not".split()
)

# "This position is based out of …", anywhere in the line.
BASED_IN: Final = re.compile(
    r"\b(?:b\ ?ased|located|headquartered|reside|residing|live|stationed"
    r"|(?:locations?|offices?|position|job|role)\s+is)"
    r"\s+(?:primarily\s+|out\s+)?(?:in|at|of|near|from)\s+",
    re.IGNORECASE,
)
BASED_SIGNS: Final = ("ased", "locat", "quartered", "resid", "live", "stationed", "is")
"""Whatever `BASED_IN` matches has one of them, in small letters."""
OFFICE_IN: Final = re.compile(
    r"^.*\b(?:headquarters|hq|offices?|locations?|hall|campus|site|assignment|area|university|college|schools?|center|hospital)\b.*?\b(?:in|at)\s+(?=[A-Z])",
    re.IGNORECASE,
)

# What a bracket says when it is not a place: how, not where, the work is done.
NOT_A_PLACE: Final = re.compile(
    r"\b(?:travel|on-?site|remote|hybrid|tele(?:work|commut\w*)|days?|weeks?|some|required|must|full|part|time"
    r"|temporary|multiple|positions?|near|metro)\b",
    re.IGNORECASE,
)

STRONG_SEPARATOR: Final = re.compile(r"\s*[;|\n\r•·•]+\s*")
SEPARATOR: Final = re.compile(
    r"""\s*(?:,\s*(?:and/or|and|or|&)\s+            # "Fresno, and Chico": one joint
          | [,/+:]                                    # "Modesto/Turlock", "California: Oakland"
          | \s(?:and/or|and|or|&|AND|plus|ou|et)\s
          | \s(?<!,\s)OR\s(?=\S+(?:\s\S+){0,2},)     # not the Oregon of "Salem, OR"
          | \s[-–—~]+\s )\s*""",
    re.VERBOSE,
)
NAME: Final = re.compile(
    r"^(?:[A-ZÀ-ÖØ-Þ][\w.'’-]*)(?:\s+(?:[A-ZÀ-ÖØ-Þ][\w.'’-]*|de|del|la|las|los|of|the|on|upon|du|des|sur|sous|under|an|am|im|bei|der|den|dem|v\.|d\.|di|da|do|dos|e|en|y|op|aan|et|i))*$"
)
# Proper nouns of an organization or of a job, which no city is called.
ORGANIZATION_WORD: Final = re.compile(
    r"\b(?:union|association|council|office|offices|headquarters|hq|department|building|center|centre|federation|local"
    r"|members?|various|multiple|location|locations|field|tbd|tba|flexible|negotiable|virtual|organizers?|director"
    r"|street|avenue|ave|suite|floor|blvd|monday|friday|full|part|time|nation|national|position|region|coast|area|team"
    r"|corporate|hq|campus(?:es)?|pharmaceuticals|hospitals?|university|college|schools?|district|state|corridor|downtown|statewide|midwest|northeast|northwest"
    r"|southeast|southwest|southern|northern|eastern|western|central|metro|international|staff|home|anywhere|preferred"
    r"|road|rd|drive|dr|lane|plaza|parkway|remote|hybrid|onsite|on-site|telework|telecommute|america|england|county|counties|worldwide|global|to|zoom)\b",
)
"""Of small letters."""


LONGEST_TAIL: Final = 200
"""Characters at either end of a name that are looked through for office words: the patterns try each start anew."""


def without_tail(name: str) -> str:
    """`name` without the office words behind it, which only a name of several words has."""
    return name[:-LONGEST_TAIL] + TAIL.sub("", name[-LONGEST_TAIL:]) if " " in name else name


def without_office(name: str) -> str:
    """`name` without "headquarters in" and its like before it."""
    said = name.lower()
    if "in " not in said and "at " not in said:
        return name
    return OFFICE_IN.sub("", name[:LONGEST_TAIL]) + name[LONGEST_TAIL:]
