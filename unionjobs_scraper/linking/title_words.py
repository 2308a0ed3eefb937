"""The words of titles, for `title.py`: a table to correct freely."""

from __future__ import annotations

SPELLED = {
    short: full
    for full, shorts in {
        "senior": "sr",
        "junior": "jr",
        "assistant": "asst",
        "associate": "assoc",
        "representative": "rep reps",
        "coordinator": "coord",
        "director": "dir",
        "manager": "mgr",
        "administrative": "admin",
        "communications": "comms comm",
        "department": "dept",
        "vicepresident": "vp",
        "organizing": "org organising",
        "organizer": "organiser",
        "executive": "exec",
        "government": "govt gov",
        "national": "natl",
        "international": "intl",
        "temporary": "temp",
        "deputy": "dep",
        "labor": "labour",
        "i": "1",
        "ii": "2",
        "iii": "3",
        "iv": "4",
    }.items()
    for short in shorts.split()
}
"""Short and British spellings."""

EMPTY = frozenset(
    """a an and at de for in job jobs new now hiring of on opening openings opportunity or position positions posting
    role the to with vacancy wanted we are is seeking seeks full time fulltime ft based location locations multiple
    various us usa ca req requisition id number per year hour annually hourly salary exempt non nonexempt hybrid remote
    onsite union unions staff repost reposted extended deadline updated urgent immediate m f d h x s city""".split()
)
"""Words that say nothing of the role, or that one board adds."""

GRADES = frozenset("i ii iii iv v vi".split())

RANKS = GRADES | frozenset(
    """lead senior junior assistant associate deputy chief head principal executive director manager supervisor
    coordinator vicepresident president secretary treasurer intern internship fellow fellowship apprentice trainee
    training entry level temporary interim acting part parttime regional national statewide international seasonal
    summer fall winter spring term project regular permanent limited relief volunteer""".split()
)
"""Words that set one role apart from its sisters."""

DEPARTMENTS = frozenset(
    "department division office program team unit service services group section branch area region district".split()
)
"""Words by which a part of a title is known as a department's name."""
