"""The words and marks by which a contact person's name is known: cues, honorifics, contacts beside it."""

from __future__ import annotations

import re

from unionjobs_scraper.normalize.matching import any_of
from unionjobs_scraper.publish.release.contacts import MAIL, TELEPHONE

UPPER = r"[^\W\d_a-zà-öø-ÿ]"
WORD = re.compile(r"[^\W\d_]+(?:['’‑-][^\W\d_]+)*\.?")
GAP = re.compile(r"[ \t]+(?:[\"“(][^\W\d_]{2,12}[\"”)][ \t]+)?|(?<=\.)")
TITLE = (
    r"(?:Ms|Mrs|Mr|Mx|Miss|Dr|Prof|Rev|Bro|Sis|Brother|Sister|Hon|Sr|Sra|Srta|Dra|Lic|Ing|Mme|Mlle|Me|M(?=\.)"
    r"|Monsieur|Madame|Maître|Señora?|Doña)\b\.?"
)
SURE_TITLES = frozenset("ms mrs mr mx dr prof mme mlle sra srta monsieur madame maître señora señor lic dra".split())
"""Before any other ("Sr. Data Engineer", "Sister Cities"), the name itself has to be known."""
STRONG = re.compile(
    r"""(?<![\w-])(?:(?i:contact(?:[ ]+(?:person|name|info(?:rmation)?))?|attn|attention(?:[ ]of)?
          |c/o|in[ ]care[ ]of|care[ ]of
          |hiring[ ](?:manager|contact)|recruiter|supervisor|your[ ]contact|applications?|candidatures?
          |reports?[ ]to|questions|inquiries|enquiries
          |e-?mail|call|text|notify|dear
          |(?:posted|submitted)[ ]by|(?:à[ ])?l['’]attention[ ]d(?:e|u)
          |personne[- ]ressource
          |(?:personne|responsable|persona)(?:[ ](?:à|de|du)[ ](?:contacter|contacto|recrutement))?
          |contacto|a?[ ]?(?:la[ ])?atención(?:[ ]de)?)
        (?:[ \t]*[:;–—-]+\s{0,3}|(?<=c/o)[ \t]+|(?<=[yY]our[ ]contact)[ ]is[ ]
          |(?<=attention[ ]of)[ \t]+|(?<=[aA]ttn)\.?[ \t]+|(?<=are[ ]of)[ \t]+|(?<=[dD]ear)[ \t]+
          |(?<=ttention[ ]d[eu])[ \t]+|(?<=tención[ ]de)[ \t]+)
        (?:(?i:is|to|with)[ \t]+)?
      | (?i:sincerely|regards|in[ ]solidarity|yours[ ](?:truly|faithfully)|thank[ ]you|thanks|best[ ]wishes|respectfully
          |warmly|cordialement|atentamente|saludos),?[ \t]*\n\s{0,3}
      | (?i:contact(?:[ ]person)?(?:[ ]for[ ][a-z ]{3,40})?[ ]is|my[ ]name[ ]is)[ \t]+
        )(?=["“(]?[^\W\d_a-zà-öø-ÿ])""",
    re.VERBOSE,
)
WEAK = re.compile(
    r"""(?<![\w-])(?:
        (?P<direct>(?i:contact(?:er|ez|e|ar)?|call|ring|phone|telephone|write[ ]to|go(?:es)?[ ]to|e-?mail|text|notify
          |ask[ ]for          |reach(?:[ ]out[ ]to)?|reports?[ ]to
          |(?:posted|submitted)[ ]by|(?:questions|inquiries|enquiries)[ ](?:to|for)|supervisor|recruiter|joindre|joignez
          |écri(?:re|vez)[ ]à|appelez
          |communiqu(?:er|ez)[ ]avec|comun[ií]que(?:se|rse)?[ ]con|llam(?:e|ar)[ ]a|escriba[ ]a|hable[ ]con
          |(?:speak|talk)[ ](?:to|with)|re(?:ply|spond)[ ]to
          |pregunt(?:e|ar)[ ]por)[ \t]+
          (?:(?:our|the)[ ][a-z]{3,20}(?:[ ][a-z]{3,20})?,[ ])?(?:(?i:to|with|directly|avec|con|a)[ \t]+)?)
      | (?i:send|submit|e-?mail(?:ed)?|forward|mail(?:ed)?|fax(?:ed)?|address(?:ed)?|direct(?:ed)?|apply|applications?
          |reply|respond|résumés?|resumes?|cvs?|letters?|materials|envoye[rz]|faire[ ]parvenir|faites[ ]parvenir
          |adresse[rz]|transmett(?:re|ez)
          |soumettre|soumettez|envi(?:ar|e)|envíe(?:nos)?|dirigir(?:se)?|diríjase|mande)\b
        [^.\n;:\[\]]{0,90}?\b(?:to|with|à|a|con|de)[ \t]*:?[ \t]+
    )(?=["“(]?[^\W\d_a-zà-öø-ÿ])""",
    re.VERBOSE,
)
OF_THE_TEXT = re.compile(r"(?:\b(?:we|they|i|you|people|which|who|is|are|what|some)|[’']d)[ ]+$", re.IGNORECASE)
"""Before "call" or "text": a name that is given to something, no invitation."""
HONORIFIC = re.compile(rf"(?<![\w-]){TITLE}[ \t]+(?={UPPER})")
CUES = """
    ring, phone, telephone, write to, go to, goes to, sincerely, regards, in solidarity, yours truly, yours
    faithfully, thank you, thanks, best wishes, respectfully, warmly, saludos, my name, cordialement, atentamente,
    contact*, attn, attention, c o, care of, in care, hiring manager,
    hiring contact, recruiter, supervisor, your contact, report to, reports to, question*, inquir*, enquir*, call,
    e mail*, email*, text, dear, notify, posted by, submitted by, send, submit, forward, mail*, fax*, address*,
    direct, directed, apply, application*, reply, respond, r sum *, resume*, cv, cvs, letter*, material*, reach,
    ask for, speak to, speak with, talk to, talk with, personne, persona, responsable, l attention, la atenci n,
    atenci n, envoye*, faire parvenir, faites parvenir, adress*, transm*, soumet*, joindre, joignez, appelez,
    communiqu*, comun quese, comun*, llam*, escriba a, hable con, pregunt*, envi*, env e*, dirigir*, dir jase,
    mande, crire, crivez, ms, mrs, mr, mx, miss, dr, prof, rev, bro, sis, brother, sister, hon, sr, sra, srta,
    dra, lic, ing, mme, mlle, me, m, monsieur, madame, ma tre, se or*, do a
"""
BEGINNINGS = re.compile(f" {any_of(' '.join(cue.split()) for cue in CUES.split(','))}".encode())
"""Where a cue may begin, in a text as `lettered` shows it: a letter with an accent is a space."""
FURTHER = re.compile(
    rf"[ \t]*(?:,[ \t]*(?:and|or|et|ou|y|o)[ \t]+|[ \t](?:and|or|&|et|ou|y|o)[ \t]+|[/,][ \t]*)(?:{TITLE}[ \t]+)?"
)
MARKS = "|".join(map(re.escape, (MAIL, TELEPHONE)))
MASKED = re.compile(MARKS)
CONTACT_NEXT = re.compile(rf"[ \t]*(?:[,(:–—|@-]|\b(?:at|by|on|via|au|à|al)\b|\n|[ \t])[^\n.;\[\]]{{0,60}}?(?:{MARKS})")
CONTACT_AT_ONCE = re.compile(
    r"[ \t]*(?:[,(:–—|-]|\b(?:at|via|au|à|al|en\ el)\b|\bby (?:e-?mail|phone)\b(?: at)?)?"
    rf"[ \t(<]*(?:e-?mail|phone|tel|cell|courriel|tél)?[ \t:.]*(?:{MARKS})",
    re.IGNORECASE,
)
RUN = rf"(?<![\w’'-]){UPPER}[^\W\d_]*\.?(?:[ \t]+[^\W\d_][\w’'-]*\.?){{1,4}}"
RUN_BEFORE = re.compile(rf"{RUN}(?=[ \t]*(?:[,(:–—|<-]|\bat\b|\n)?[^\n.;]{{0,60}}?\[(?:e-mail|telephone)\])")
RUN_AFTER = re.compile(rf"[ \t]*[,(–—|-]?[ \t\n]*(?={RUN})")
OFFICE_NEXT = re.compile(rf",[ \t]+((?:{UPPER}[\w’'-]*[ \t]+){{0,3}}{UPPER}[\w’'-]*)")
"""A few capitalized words behind a comma."""
IN_A_WORD = re.compile(r"[\w-]")
AFTER_A_NAME = re.compile(
    r"[ \t]*(?:$|[,.;:()\n<\[|–—-]|(?:at|by|via|with|for|or|and|to|on|before|au|à|par|ou|et|al?|por|o|y)\b)"
)
