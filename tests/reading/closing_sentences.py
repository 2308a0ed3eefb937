"""Sentences that close a posting, and sentences of open postings that only look like it."""

from __future__ import annotations

ENGLISH = """
The Education Coordinator position has been filled.
The position of Field Organizer has been filled.
The Regional Director position has now been filled and we thank everyone who applied.
Thank you for your interest in working with us, but this position has been filled.
Unfortunately this role has already been filled.
Please note that this posting has closed.
Update: this position has been filled!
We are sorry, but this vacancy is no longer available.
We regret to inform you that this position has been filled.
It looks like this job is no longer available.
It seems that this listing has expired.
This job posting is no longer available on our website.
This posting was removed by the employer.
This vacancy was filled on May 3.
This vacancy closed and is no longer available.
The competition for this role has ended.
This competition has been cancelled due to budget changes.
This search has been concluded.
The search has concluded; thank you to all who applied.
This opportunity has closed because the board withdrew the budget.
This position is not currently accepting applications.
This position is currently not available.
This role isn’t available: it has been filled.
This requisition does not exist.
The requested job could not be found.
The job you followed has been taken down.
The position you were looking for has expired.
The job you’re looking for no longer exists.
This job (req 4711) has been closed.
This job #4711 is closed.
Job 4711 has been closed.
This position is closed for new applications.
This position is no longer open to applicants.
We are no longer accepting applications for the Staff Attorney position.
We are not accepting applications for this position at this time.
Résumés are no longer being accepted.
CVs are not accepted at this time.
We’re no longer recruiting for this role.
We have closed this posting.
We couldn’t find that job.
You can no longer apply for this job.
Applications for this role are no longer being accepted.
Applications are not being accepted at this time.
The application window for this position has closed.
The deadline for applications has passed.
The application deadline for this position has passed.
The closing date has passed.
Closing date passed
Currently not accepting applications
No longer accepting résumés
Vacancy filled
Posting expired
Position closed.
Application status: closed
*** POSITION FILLED ***
**This position has been filled.**
*** Filled ***
[CLOSED]
(This posting has been closed.)
This job may no longer be available.
The vacancy has been filled, please visit our careers page for other openings.
This position has been filled, but if you wish, ask to be told of the next one.
This role was closed on 14 April 2026.
We've closed applications for this role.
Hiring for this role has ended.
Hiring for this position is complete.
Applications for this job closed on May 3, 2026.
The application period closed on June 1.
Closed to applications
This is no longer an active posting.
You are viewing an expired job.
This position has been closed by the hiring team.
We have completed our search for this position.
We are pleased to announce that this position has been filled.
This job posting expired 12 days ago.
The search for our next Executive Director has concluded.
This employer is no longer accepting applications for this job.
""".strip().splitlines()

ELSEWHERE = """
Le poste a été pourvu.
Ce poste est maintenant comblé.
Ce poste n’est plus disponible.
Malheureusement, cette offre n'est plus disponible.
Cette offre d’emploi est expirée.
L'offre que vous recherchez n'existe plus.
L’affichage est terminé.
La période de mise en candidature est terminée.
Le concours est clos depuis le 3 mai.
La date limite pour postuler est dépassée.
La date limite de dépôt des candidatures est passée.
Nous n’acceptons plus de candidatures pour ce poste.
Les candidatures sont closes.
Le poste de conseillère syndicale a été comblé.
Cette annonce a été retirée par l’employeur.
Concours terminé
Poste comblé
Affichage expiré
POSTE COMBLÉ
Esta vacante ya no está disponible.
Este puesto ya ha sido cubierto.
El puesto ha sido cubierto.
La convocatoria está cerrada.
Lo sentimos, esta oferta de empleo ha caducado.
Esta oferta ya no existe.
Ya no se aceptan solicitudes para este puesto.
Ya no aceptamos postulaciones.
El plazo de solicitud ha finalizado.
Las inscripciones están cerradas.
La plaza de organizador ha sido cubierta.
Vacante cubierta
Oferta caducada
Convocatoria cerrada.
Esta búsqueda ha sido cancelada.
Die Stelle ist bereits besetzt.
Diese Stellenanzeige ist nicht mehr online.
Die Bewerbungsfrist ist abgelaufen.
Le processus de recrutement pour ce poste est terminé.
Vous ne pouvez plus postuler à cette offre.
Poste pourvu – merci à toutes les personnes qui ont postulé.
Le délai pour postuler est expiré.
Nous avons comblé le poste.
Le concours 2026-14 est terminé.
La fecha límite para postular ha pasado.
Oferta no disponible
Hemos cubierto esta vacante.
Ya no es posible postularse a esta oferta.
El periodo de postulación ha terminado.
""".strip().splitlines()

CLOSED = [*ENGLISH, *ELSEWHERE]

TITLES = """
Staff Attorney (POSITION FILLED)
Staff Attorney (filled)
Staff Attorney – CLOSED
Staff Attorney - Position filled
CLOSED: Staff Attorney
[Filled] Staff Attorney
FILLED – Staff Attorney
Staff Attorney (this position has been filled)
Staff Attorney *** CLOSED ***
Conseillère syndicale, Organizer (poste comblé)
Organizer (vacante cubierta)
""".strip().splitlines()
"""Titles of closed postings, as they stand on their own pages."""

OPEN = """
CVs are not accepted.
Please complete the application form; CVs are not accepted.
Résumés are not accepted without a cover letter.
The hourly rate depends on the city where the position is filled.
Actual pay may vary with the office in which this role is filled.
Compensation is set by the level at which the position is filled.
Pay: $60,000 to $70,000, according to where the position is filled
The final salary depends on the location in which the job is filled.
Applications sent by fax are no longer accepted.
We are no longer accepting applications by e-mail.
We are no longer accepting paper applications.
We are no longer accepting applications on LinkedIn; use the form below.
Applications are no longer accepted by mail.
We are no longer accepting applications from recruiters.
We are not accepting unsolicited résumés.
We are not accepting applications from agencies.
We are no longer accepting applications for the Reno office.
The Reno location is closed; the position is in Las Vegas.
This position is closed to outside applicants.
This position is closed to internal applicants only.
This position is not open to contractors.
This position is not available for remote work.
This role is no longer available as a hybrid position.
This job is no longer available to residents of Colorado.
This position is no longer being offered at the lower grade.
The internal application period has closed.
The first round of applications has closed.
The early application period has ended and regular applications are due May 1.
The priority deadline has passed, but applications are reviewed as they come.
The deadline for members has passed; others may apply until June 1.
The initial review of applications has ended.
Phase one of the recruitment has ended.
The bidding period for unit members is over; the posting is now open to the public.
The internal bidding process is closed.
Internal candidates: the posting period has ended.
The posting was closed in error and is open again.
This posting was closed by mistake and has been reopened.
This posting has been closed and reopened with a new date.
The application period has ended but has been extended to June 1.
The search was concluded without a hire and has been reopened.
Two of the three positions have been filled.
One position has been filled, one remains.
All positions have been filled except that of the researcher.
Some of these positions have been filled.
Our previous openings have been filled.
Other positions have been filled from our list.
The student positions have been filled.
All volunteer positions have been filled.
The acting director position has been filled by the deputy.
This position was previously filled by a member on leave.
This position is filled through an election.
This position is currently filled in an acting capacity.
This position has been filled temporarily, and we seek somebody for good.
This position is closed on weekends and holidays.
Positions are filled as funding allows.
Jobs are removed from this page after 30 days.
Postings are closed after four weeks.
Expired postings are removed every night.
Postings that have expired are archived.
The job was removed from the exempt list.
The listing was closed-captioned.
In the event that this position has been filled, we keep your letter.
Provided the position has not been filled, later applications are read.
You will be told as soon as the position has been filled.
We cannot say whether this position has been filled.
This position has been filled, unless the candidate declines.
This position is filled, depending on the budget, by June.
Applicants are told when this competition is closed.
The role is not filled yet.
The posting has not yet closed.
Has this position been filled?
The position will have been filled by the time the convention begins.
Candidates may ask that their application be withdrawn.
The number of positions filled varies by year.
Positions filled: 3
Monday to Friday 9 a.m. to 5 p.m. (Sunday: closed)
The contract has expired and bargaining has begun.
The campaign has ended in a first contract.
You will keep track of which grievances are closed.
Your organizing experience is not over: it begins.
Maintain records of all positions filled and closed.
Si ce poste est comblé, nous garderons votre dossier.
Le salaire varie selon le lieu où le poste est pourvu.
L’affichage interne est terminé; les candidatures externes sont acceptées.
Le poste est pourvu par concours.
Les candidatures par télécopieur ne sont plus acceptées.
Le poste sera affiché jusqu’à ce qu’il soit comblé.
Ce poste n’est pas encore pourvu.
La première période de candidature est terminée.
Le concours reste ouvert tant que le poste n'est pas comblé.
Les bureaux sont fermés le vendredi.
El salario depende de la ciudad donde se cubra el puesto.
Cuando el puesto haya sido cubierto, le avisaremos.
Si la vacante ya no está disponible, le informaremos.
El proceso interno ha finalizado y ahora pueden postular candidatos externos.
Ya no se aceptan solicitudes por correo.
La oficina está cerrada los viernes.
El primer plazo ha vencido; la convocatoria sigue abierta.
Esta vacante no ha sido cubierta.
Todas las plazas han sido cubiertas excepto una.
Sobald die Stelle besetzt ist, informieren wir Sie.
Applications for our Spring internship have closed, but this job is open.
The senior organizer position has been filled, and we now look for two organizers.
Pay is determined by the region in which the position is filled and the candidate's skills.
The range reflects the minimum and maximum for the location where this job is filled.
Final pay may differ by the market in which the position is ultimately filled.
Hiring is complete only after references are checked.
Hiring for the first cohort has ended; hiring for the second begins in May.
Once hiring is complete, training begins.
The search committee has completed its first round.
When our search is complete, we will tell everybody.
Our hiring process is completed in four steps.
The recruitment process was completed within six weeks for past candidates.
Applications closed on weekends are read on Monday.
After the posting period has ended, a panel reads the applications.
Two weeks after applications have closed we hold interviews.
Interviews begin when the application window has closed.
Applicants are notified after this job is closed.
This position was last filled in 2019.
This newly created position has not been filled before.
The position is currently vacant because it was never filled.
This is no longer an entry-level position.
This is no longer an open plan office.
You are viewing an expired session.
Applications will no longer be accepted after June 1.
No applications will be accepted after this posting is closed.
Applications are no longer accepted after the deadline.
We are not accepting applications from outside the province.
We are not accepting applications for other positions at this time.
We are not currently accepting volunteers.
Applications for funding are closed.
The bargaining has concluded and the contract was ratified.
Ensure that all cases are closed within 90 days.
Knowledge of how vacancies are filled under the contract.
Experience running searches until positions are filled.
The position is filled through the civil service list.
Vacancies are filled by seniority.
This posting is no longer limited to members.
This position is no longer part-time: it is full-time.
This role is no longer remote.
The posting is not available in French.
The application form is not available offline.
This job is not available to non-residents.
The deadline of May 1 has passed, so we have extended it to June 1.
Deadline extended: the previous deadline has passed.
The local's previous office has closed.
Your profile has been closed.
Job alerts: get an e-mail when this job is closed.
Report this job: expired, filled or closed
Reason: Position filled
Was this job filled? Tell us.
Hide jobs that are closed
Show closed jobs
Closed: Saturday and Sunday
Le taux horaire est fonction de la région dans laquelle le poste est pourvu.
Le poste est pourvu selon l'ancienneté.
Les postes sont comblés par ancienneté.
Une fois le concours terminé, une liste d'admissibilité est créée.
Après que l'affichage est terminé, un comité se réunit.
Les candidatures reçues après la date limite ne sont plus acceptées.
L'affichage syndical est terminé et le poste est maintenant ouvert au public.
La période d'essai est terminée après six mois.
Vous recevrez un avis quand le concours sera clos.
Le bureau de Gatineau est fermé.
Les inscriptions aux cours sont fermées.
Ce poste n'est plus temporaire: il est permanent.
Cette offre n'est pas disponible en anglais.
Postes similaires: poste pourvu
El plazo para miembros ha terminado; ahora puede postular el público.
El pago depende de la región en la que el puesto es cubierto.
Una vez que el concurso ha finalizado, se crea una lista.
Los puestos son cubiertos por antigüedad.
Después de que la convocatoria está cerrada, se reúne un comité.
Las solicitudes recibidas después de la fecha ya no se aceptan.
El proceso interno ha concluido y el puesto está abierto al público.
La oficina de Fresno ha sido cerrada.
Este puesto ya no es temporal.
La oferta no está disponible en inglés.
El período de prueba ha terminado a los seis meses.
Le avisaremos cuando el proceso haya concluido.
""".strip().splitlines()
