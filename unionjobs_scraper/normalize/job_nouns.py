"""Which nouns name a job, in English, French and Spanish: the one list that every reader of titles uses.

A noun belongs here when a union's staff job can be called so. What members do ("teacher", "driver") does not,
because a union's page is full of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from unionjobs_scraper.normalize.matching import any_of, in_small

ENGLISH = """
    accountant actuary adjuster administrator advisor adviser advocate agent analyst apprentice apprenticeship
    architect archivist assistant associate attorney auditor bookkeeper campaigner canvasser caseworker clerk
    comptroller consultant controller coordinator co-ordinator copywriter counsel counselor counsellor creator
    designer developer director dispatcher economist editor educator engineer estimator examiner facilitator fellow
    fellowship fundraiser generalist grantwriter historian hygienist illustrator inspector instructor intern
    internship interpreter investigator journalist lawyer lead liaison librarian litigator lobbyist manager mediator
    mobilizer mobiliser navigator negotiator nurse officer ombudsman ombudsperson operator organiser organizer
    paralegal photographer planner president processor producer programmer publicist receptionist registrar
    recruiter rep reporter representative researcher scientist secretary servicer solicitor specialist spokesperson
    staffer statistician steward strategist superintendent supervisor technician technologist trainee trainer
    translator treasurer typist videographer webmaster writer
"""
FRENCH = """
    adjoint adjointe agente analyste animateur animatrice apprenti apprentie archiviste assistante attaché attachée
    avocat avocate chargé chargée chercheur chercheuse chef cheffe commis comptable conseiller conseillère
    coordinateur coordinatrice coordonnateur coordonnatrice délégué déléguée directeur directrice enquêteur
    enquêteuse enquêtrice formateur formatrice gestionnaire graphiste juriste médiateur médiatrice négociateur
    négociatrice organisateur organisatrice préposé préposée recherchiste recruteur recruteuse rédacteur rédactrice
    réceptionniste représentant représentante responsable réviseur réviseure secrétaire spécialiste stagiaire
    superviseur superviseure technicien technicienne traducteur traductrice trésorier trésorière vérificateur
    vérificatrice
"""
SPANISH = """
    abogada abogado administrador administradora analista asesor asesora asistente auxiliar capacitador capacitadora
    consejera consejero contador contadora coordinador coordinadora defensor defensora delegada delegado directora
    diseñador diseñadora economista educador educadora encargada encargado especialista facilitador facilitadora
    gerente instructora intérprete investigador investigadora jefa jefe negociador negociadora organizador
    organizadora pasante periodista promotor promotora recepcionista reclutador reclutadora redactor redactora
    representante secretaria secretario supervisora tesorera tesorero traductor traductora técnico
"""
PHRASES = r"""
    head(?=\s+of\b) | chief(?=\s+(?:of|executive)\b) | business\s+partner
  | (?:building|hall|head)\s+(?:custodian|janitor)
  | (?:administrative|clerical|law|legislative|office|program|research|staff)\s+aide
  | (?:field|support|program|legal|research|uniserv)\s+staff
  | (?:social|support|outreach|project|youth|development|case)\s+worker
  | permanente?\s+syndicale? | employée?(?=\W{0,2}(?:e\W)?\s?de\s(?:bureau|soutien|secrétariat)\b)
"""
"""Jobs that only two words name, or a word in one company only: "Head of Campaigns", but no "Head Office"."""
STUDIES = frozenset(("apprenticeship", "fellowship", "internship"))
"""Of the nouns, the ones that are no person: behind "of the" they do not end a title."""


def _forms(noun: str) -> tuple[str, ...]:
    """Returns a noun's singular and plural: secretaries, organizers, organizadores."""
    plural = noun[:-1] + "ies" if noun[-1] == "y" and noun[-2] not in "aeo" else noun + "s"
    return (noun, plural, noun + "es") if noun.endswith(("or", "iar")) else (noun, plural)


_PLAIN = str.maketrans("\u0130\u0131\u017f", "iis")
"""Letters that a pattern without case takes for others."""


@cache
def _noun() -> re.Pattern[str]:
    """The pattern, over small letters; made when first asked for: a program that reads no title does without."""
    words = any_of({form for noun in (ENGLISH + FRENCH + SPANISH).split() for form in _forms(noun)})
    # the end of a word is looked for behind all of them
    return re.compile(rf"\b(?:{words.replace('(?![a-z])', '')}|(?:{PHRASES})s?)\b", re.VERBOSE)


class JobNoun:
    """A noun that names a job, by itself or in the plural.

    Looks as a pattern without case does, in half the time; what it finds is in small letters.
    """

    @staticmethod
    def finditer(text: str) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        return _noun().finditer(_small(text))

    @staticmethod
    def search(text: str) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return _noun().search(_small(text))

    @staticmethod
    def fullmatch(text: str) -> re.Match[str] | None:
        """As `re.Pattern.fullmatch`."""
        return _noun().fullmatch(_small(text))


JOB_NOUN = JobNoun()


def _small(text: str) -> str:
    return text.lower() if text.isascii() else in_small(text.translate(_PLAIN))
