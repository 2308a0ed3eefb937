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
    r"|Rabbi|Imam|Pastor|Father|Judge|Monsieur|Madame|Maître|Señora?|Doña"
    r"|(?:(?<=\ba )|(?<=\bcon ))Don|Frau|Herrn?)\b\.?"
)
TITLE_FIRST = re.compile(TITLE + r"[ \t]+")
SURE_TITLES = frozenset(
    "ms mrs mr mx dr prof mme mlle sra srta monsieur madame maître señora señor lic dra frau herr"
    " herrn doña don".split()
)
"""Before any other ("Sr. Data Engineer", "Sister Cities"), the name itself has to be known."""
STRONG = re.compile(
    r"""(?<![\w-])(?:(?i:contact(?:[ ]+(?:person|name|info(?:rmation)?))?|attn|attention(?:[ ]of)?
          |c/o|in[ ]care[ ]of|care[ ]of
          |(?:hiring|search|recruit(?:ment|ing)|selection|staff|project|direct|immediate)[ ]
            (?:manager|contact|lead|coordinator|chair|committee|partner)(?:['’]s[ ]name)?
          |(?:manager|supervisor|contact)['’]s[ ]name|contact[ ]person(?:s|\(s\))|contacts|point[ ]of[ ]contact
          |interview(?:er|ed[ ]by)?s?|current(?:ly)?[ ](?:incumbent|held[ ]by)|signed|meet[ ]the[ ]team|cc
          |recruiter|supervisor|manager|your[ ]contact|applications?|candidatures?|renseignements|signé|signature
          |sup[ée]rieure?[ ]immédiate?|gestionnaire|supervisora?|gerente(?:[ ]de[ ]contratación)?|preguntas|informes
          |reports?[ ]to|questions|inquiries|enquiries
          |e-?mail|call|text|notify|dear
          |(?:posted|submitted|approved|prepared|drafted)[ ]by|approved|(?:à[ ])?l['’]attention[ ]d(?:e|u)
          |personne[- ]ressource
          |(?:personne|responsable|persona)(?:[ ](?:à|de|du)[ ](?:contacter|contacto|recrutement))?
          |contacto|a?[ ]?(?:la[ ])?atención(?:[ ]de)?|ansprech(?:partner(?:in)?|person))
        (?:[ \t]*[:;–—-]+\s{0,3}|(?<=c/o)[ \t]+|(?<=[yY]our[ ]contact)[ ]is[ ]
          |(?<=attention[ ]of)[ \t]+|(?<=[aA]ttn)\.?[ \t]+|(?<=are[ ]of)[ \t]+|(?<=[dD]ear)[ \t]+
          |(?<=ttention[ ]d[eu])[ \t]+|(?<=tención[ ]de)[ \t]+)
        (?:(?i:is|to|with)[ \t]+)?
      | (?i:sincerely(?:[ ]yours)?|regards|in[ ]solidarity|yours[ ](?:truly|faithfully|sincerely)|thank[ ]you|thanks
          |cheers|best[ ]wishes|best|respectfully|warmly|cordialement|solidairement|merci|atentamente|saludos|gracias
          |in[ ]unity|yours[ ]in[ ](?:struggle|solidarity|unity)|bien[ ]à[ ]vous|amitiés(?:[ ]syndicales)?|un[ ]saludo)
        (?:[,!.]?[ \t]*\n\s{0,3}|[,!.]?[ \t]*[–—-]+[ \t]*|(?<!best)(?<!merci),[ \t]+)
      | (?i:cc)[ \t]+
      | (?i:(?:(?:point[ ]of[ ])?contact(?:[ ]person)?|(?:hiring|search|recruiting)[ ](?:manager|lead|chair))
          (?:[ ]for[ ][a-z ]{3,40})?[ ](?:is|will[ ]be)|my[ ]name[ ]is)[ \t]+
        )(?=["“(]?[^\W\d_a-zà-öø-ÿ])""",
    re.VERBOSE,
)
SPEAK_TO = re.compile(
    r"""(?<![\w-])(?i:(?:ask|look)[ ]for|(?:speak|talk|chat|meet|connect)[ ](?:to|with)|pregunt(?:e|ar)[ ]por
      |demande[rz]|habl(?:e|ar)[ ]con|parle[rz][ ](?:à|avec)|(?:whatsapp|signal|tel|tél|mobile|cell|message)\.?)[ \t]+
      (?:(?i:con|avec|with|to|para|a|à|de)[ \t]+)?(?:(?:[Ll]a|[Ee]l)[ ](?:compañer[oa]|señora?|hermana?o?)[ ])?
      (?=[^\W\d_a-zà-öø-ÿ])""",
    re.VERBOSE,
)
"""Behind these a person is named by the first name alone; no office is spoken to without an article."""
WEAK = re.compile(
    r"""(?<![\w-])(?:
        (?P<direct>(?i:contact(?:er|ez|e|ar)?|call|ring|phone|telephone|write(?:[ ]to)?|find|follow|message
          |go(?:es)?[ ]to|e-?mail|text|notify
          |reach(?:[ ]out[ ]to)?|reports?[ ]to
          |(?:joined|mentored|trained|coordinated|directed|guided|posted|submitted|led|chaired|supervised|managed|conducted|checked|reviewed|run|headed|facilitated|signed
            |hosted|interviewed|overseen|prepared|drafted|approved|authori[sz]ed|written)[ ]by
          |(?:details|info(?:rmation)?|particulars|pack|form)[ ](?:(?:is|are)[ ])?(?:available[ ])?from
          |(?:questions|inquiries|enquiries)[ ](?:to|for)|supervisor|recruiter
          |side[ ]by[ ]side[ ]with|dropped[ ]off[ ]with|learn[ ]from
          |travaill(?:er(?:ez|a)?|ez)[ ](?:étroitement[ ])?avec
          |équipe[ ]avec|répond(?:ez|re)[ ]à|auprès[ ]d[eu]
          |under[ ](?:the[ ])?(?:direction|supervision|leadership|guidance|mentorship)[ ]of|bajo
          |trabajar(?:ás?|án)?[ ](?:con|junto[ ]a)|(?:informaci[óo]n|entrevistas?)[ ]con|mensaje[ ]a
          |(?:entrevistad|coordinad)[oa][ ]por
          |joindre|joignez|(?:enquire|inquire|check|time|appointment|visit|arranged|discuss(?:ed|ion)?|zoom|touch|liaise|interview|meeting|partner|call
            |conversation)[ ]with
          |copy|report(?:ing)?[ ](?:directly[ ])?to|work(?:ing)?[ ](?:closely[ ]|alongside[ ]|directly[ ])?with
          |alongside          |sa(?:ys|id)|according[ ]to|join(?:ing)?|ask|meet|recruiter,|president,
          |relève(?:ra|rez)?[ ]d[eu]|sous[ ]la[ ](?:responsabilité|direction|supervision)[ ]d[eu]
          |(?:présid|dirig|supervis)ée?[ ]par|reporta(?:rá)?[ ]a|bajo[ ]la[ ](?:dirección|supervisión)[ ]de
          |(?:supervisad|dirigid|presidid)[oa][ ]por
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
    according, address*, adress*, alongside, appelez, application*, apply, arranged with, ask, atenci n,
    atentamente, attention, attn, bajo, best, best wishes, bro, brother, c o, call, care of, cc, cell, chaired by,
    chat to, chat with, checked by, cheers, communiqu*, comun quese, comun*, conducted by, connect to, connect with,
    contact*, contacts, conversation with, copy, cordialement, crire, crivez, current*, cv, cvs, dear, demande*, dir
    jase, direct, direct*, directed, dirig*, dirigir*, discuss with, discussed with, discussion with, do a, dr, dra,
    e mail*, email*, enquir*, env e*, envi*, envoye*, escriba a, facilitated, faire parvenir, faites parvenir,
    father, fax*, forward, gerente, gestionnaire, go to, goes to, gracias, habl*, hable con, headed, hiring contact,
    hiring manager, hiring*, hon, hosted, imam, immediate*, in care, in solidarity, informes, ing, inquir*,
    interview*, joignez, joindre, join, joining, judge, l attention, la atenci n, led by, letter*, liaise with, lic,
    llam*, look for, m, ma tre, madame, mail*, managed by, manager*, mande, material*, me, meet the, meet with,
    meeting with, merci, message, miss, mlle, mme, mobile, monsieur, mr, mrs, ms, mx, my name, notify, overseen,
    parle*, partner with, pastor, persona, personne, phone, point of, posted by, pr sid*, pregunt*, pregunta*,
    presid*, prof, project*, question*, r sum *, rabbi, reach, recruit*, recruiter, regards, rel ve*, renseign*,
    reply, report directly, report to, reporta*, reporting directly, reporting to, reports directly, reports to,
    respectfully, respond, responsable, resume*, rev, reviewed by, ring, run, said, saludos, says, se or*, search*,
    selection*, send, sign, signal, signed, sincerely, sincerely yours, sis, sister, solidairement, soumet*, sous
    la, speak to, speak with, sr, sra, srta, staff contact, submit, submitted by, sup rieur*, supervis*, supervisor,
    write, find, follow, side by, dropped off, learn from, travaill*, quipe avec, trabajar*, informaci n con, mensaje,
    entrevistad*, coordinad*, joined by, mentored by, trained by, coordinated by, directed by, guided by, info *,
    particulars *, approved, in unity, yours in, bien, amiti s, un saludo, time with, appointment with, visit with,
    entrevista*, r pond*, aupr s, under the,
    under direction, under supervision,
    t l, talk to, talk with, tel, telephone, text, thank you, thanks, touch with, transm*, warmly, whatsapp, work
    alongside, work closely, work directly, work with, working alongside, working closely, working directly, working
    with, write to, ansprech*, approved by, authori*, details *, information *, pack *, form *,
    drafted by, frau, herr, herrn, prepared by, written by, your contact, yours faithfully, yours truly, zoom
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
RIGHT_BEFORE = re.compile(
    rf"(?P<office>[^\W\d_]+,?[ ])?(?P<run>(?<![\w’'-]){UPPER}[^\W\d_]*(?:['’-][^\W\d_]+)?\.?"
    rf"(?:[ ]{UPPER}[\w’'-]*\.?){{0,3}})"
    r"(?:[ ]?[,:–—|-][ ]?|[ ]?[(<]|[ ](?:at|on|via|au|à|al|en[ ]el)[ ])"
    r"(?:(?:e-?mail|phone|tel|cell|courriel|tél)\b[.:]?[ ]?(?:at[ ])?)?$"
)
"""The capitalized words that a contact follows at once, and the word before them."""
OFFICE_NEXT = re.compile(rf",[ \t]+((?:{UPPER}[\w’'-]*[ \t]+){{0,3}}{UPPER}[\w’'-]*)")
"""A few capitalized words behind a comma."""
END_OF_TEXT = re.compile(r"[ \t]*(?:\([a-z/ ]{2,16}\))?[ \t]*(?:\n[^\n]{0,80}){0,3}\s*$")
"""A line or two of a signature."""
IN_A_WORD = re.compile(r"[\w-]")
STREET_NEXT = re.compile(r",[ ]\d{1,5}[ ](?=[\w ]*[A-Z])")
"""The address of a house."""
AFTER_A_NAME = re.compile(
    r"[ \t]*(?:$|[,.;:()\n<\[|–—-]|(?:at|by|of|from|via|with|for|or|and|to|on|in|if|when"
    r"|before|after|no|prior|who|is|will|can|au|à|par|ou|et|pour|avant|si|dès|al?|por|para|antes|o|y|en)\b)"
)
