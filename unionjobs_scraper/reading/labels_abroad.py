"""Labels of facts in French, Spanish, Catalan and German, by field, as `labels.NAMES` has them in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

NAMES_ABROAD: Mapping[str, str] = MappingProxyType(
    {
        "department": r"service|département|direction|departamento|área|departament|abteilung|fachbereich",
        "date_posted": (
            r"date\s+d['’]affichage|affiché\s+le|publié\s+le|mise\s+en\s+ligne|fecha\s+de\s+publicación|publicad[oa](?:\s+el)?"
            r"|data\s+de\s+publicació|veröffentlicht(?:\s+am)?|ausgeschrieben\s+am"
        ),
        "valid_through": (
            r"date\s+limite(?:\s+(?:pour\s+postuler|de\s+candidature|d['’]inscription|de\s+dépôt))?|date\s+de\s+clôture"
            r"|fin\s+de\s+l['’]affichage|clôture|fecha\s+(?:límite|de\s+cierre)|plazo(?:\s+de\s+\w+)?|cierre|data\s+límit"
            r"|bewerbungs(?:frist|schluss|ende)|bewerben\s+bis"
        ),
        "employment_type": (
            r"statut|type\s+(?:de\s+contrat|de\s+poste|d['’]emploi)|contrat|horaire|temps\s+de\s+travail|jornada(?:\s+laboral)?"
            r"|tipo\s+de\s+(?:contrato|jornada)|contrato|tipus\s+de\s+contracte|arbeitszeit|anstellungsart"
            r"|beschäftigungs(?:art|umfang)|umfang|vertragsart"
        ),
        "salary": (
            r"salaire(?:\s+(?:annuel|horaire|offert))?|rémunération|échelle\s+salariale|traitement|taux\s+horaire|salario|sueldo"
            r"|remuneración|retribución|salari|retribució(?:\s+brut\s+anual)?|gehalt|vergütung|entgelt(?:gruppe)?"
        ),
    }
)
