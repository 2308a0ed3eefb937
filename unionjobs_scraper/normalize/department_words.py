"""The words by which a department is known."""

from __future__ import annotations

DEPARTMENT_HEADS = "department dept division office team unit bureau branch section center centre program"
"""Last words that make a department of any line."""
GLUED_HEADS = "campaign campaigns fund funds group initiative institute plan plans project region sector services trust"
"""Last words that make a department of what is glued to a title, but not of a line of its own."""
OPENINGS = "Department Division Office Bureau Center Centre Institute"
"""First words of a department that is "of" or "for" something."""

DEPARTMENT_WORDS = (
    "academy accounting action admin administration advocacy affairs airport airports alliance allied analytics and"
    " apprenticeship arbitration bargaining benefits boards building campaign campaigns care charter child cities civic"
    " civil climate collective colleges communications community compliance contract contracts corporate county courts"
    " creative credits data development digital early education emergency employee enforcement engagement entertainment"
    " environment environmental equity events external facilities faculty family federal field finance financial fiscal"
    " food gaming gig global government graduate grievance growth health healthcare higher home homecare homes hospital"
    " hospitality hospitals hotel housing human immigration industrial industries industry information internal"
    " international it janitorial justice labor leadership learning legal legislative long maintenance manufacturing"
    " media medical meetings member membership mobilization multiservice municipal new nonprofit nurse nurses nursing"
    " operations organizing outreach payroll pension pensions policy political politics port private professional"
    " programs property public purchasing racial rail records relations representation research resource resources"
    " retail retiree retirement rideshare rights rural safety school schools sciences sector security services social"
    " special stadium staff standard standards state strategic strength support systems technology telecommunications"
    " training transit transportation universities university warehouse welfare women worker workers worksite"
)
"""Words that a department's name may consist of altogether."""
