"""Which stored postings are one job: finds candidates by index, has `linking/` decide, and keeps pairs and jobs.

What a posting's neighbors are is a function of what is stored, not of the order in which it came: a pair whose
decision rests on the employer's stock of phrases is decided again when another ad changes that stock.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    Connection,
    RowMapping,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)

from unionjobs_scraper.linking import groups, title
from unionjobs_scraper.linking.ads import Ad, at_once
from unionjobs_scraper.linking.decide import Decision, Relation, Stage, clash, decide
from unionjobs_scraper.linking.groups import Link
from unionjobs_scraper.linking.keys import keys
from unionjobs_scraper.linking.requisition import stated_requisition
from unionjobs_scraper.linking.text import Wording, fingerprint, packed, unpacked, wording
from unionjobs_scraper.linking.title import TitleAgreement, TitleWords
from unionjobs_scraper.storage.chunks import chunks
from unionjobs_scraper.storage.schema import fingerprints, job_keys, links, postings, reviews

LOCK = 0x6C696E6B
"""PostgreSQL's advisory lock for linking: two postings that are stored at once must see each other."""
SAMPLE = 32
"""Ads of an employer from which its stock of phrases is learned, at most."""
MOST_ALIKE = 256
"""Postings looked at for one key, the last by id: more ads for one role in one place than any employer has."""

Pair = tuple[str, str]
AD_COLUMNS = (
    "posting_id source url apply_url employer union local title department locations employment_type"
    " salary_min salary_max salary_period date_posted valid_through first_seen last_seen"
).split()


def lock(connection: Connection) -> None:
    """Lets one transaction link at a time; to be called before the first write of one that will."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(LOCK)))


def link(connection: Connection, posting_ids: Collection[str]) -> None:
    """Finds the jobs of new, changed, closed or reopened postings, and of those that this touches."""
    if posting_ids:
        Linking(connection).link(sorted(posting_ids))


def link_again(connection: Connection, posting_ids: Collection[str]) -> None:
    """Decides again on closed or reopened postings: what was two openings at once may now be a repost."""
    known: set[str] = set()
    for some in chunks(sorted(posting_ids)):
        for column in (links.c.posting_id, links.c.other_id):
            known.update(connection.execute(select(column).where(column.in_(some))).scalars())
    link(connection, known)


@dataclass(slots=True)
class Linking:
    """One round of linking in one transaction, with what it has read so far."""

    connection: Connection
    _ads: dict[str, Ad] = field(default_factory=dict)
    _jobs: dict[str, str] = field(default_factory=dict)
    _wordings: dict[str, Wording] = field(default_factory=dict)
    _stock: dict[tuple[int, str, str], frozenset[int]] = field(default_factory=dict)

    def link(self, posting_ids: Sequence[str]) -> None:
        """Links postings; every id must be stored."""
        self._read_texts(posting_ids)
        asked, changed = self._remember(posting_ids)
        pairs = self._candidates(asked) | self._pairs_reviewed(posting_ids) | self._pairs_learned(changed)
        before = self._linked(posting_ids)
        self._forget(posting_ids)
        self._decide(pairs, set(posting_ids))
        self._regroup({*posting_ids, *before, *(each for pair in pairs for each in pair)})

    # ------------------------------------------------------------------- what is remembered of a posting

    def _remember(self, posting_ids: Sequence[str]) -> tuple[dict[str, tuple[int, ...]], dict[int, set[str]]]:
        """Keeps the postings' fingerprints and keys; returns the keys that each asks for.

        And the employers whose ads have changed, with those ads; `EDITED` among them where one was edited.
        """
        stored = _by_id(self.connection, select(fingerprints), fingerprints.c.posting_id, posting_ids)
        asked, rows, old_keys, new_keys = {}, [], [], []
        changed: dict[int, set[str]] = {}
        for posting_id in posting_ids:
            ad, said = self._ads[posting_id], self._wordings[posting_id]
            found = keys(ad)
            asked[posting_id] = found.asks
            row = fingerprints_of(ad, said, found.has)
            old = stored.get(posting_id)
            if old is not None and all(old[name] == value for name, value in row.items()):
                continue
            rows.append(row)
            had = set(unpacked(old["keys"])) if old else set()
            changed.setdefault(row["employer"], set()).add(posting_id)
            if old:
                changed.setdefault(old["employer"], set()).add(EDITED)
            old_keys += [{"old": key, "id": posting_id} for key in had - set(found.has)]
            new_keys += [{"key": key, "posting_id": posting_id} for key in found.has if key not in had]
        _delete(
            self.connection,
            fingerprints.c.posting_id,
            [each["posting_id"] for each in rows if each["posting_id"] in stored],
        )
        self._write(rows, old_keys, new_keys)
        return asked, changed

    def _write(
        self, rows: list[dict[str, Any]], old_keys: list[dict[str, Any]], new_keys: list[dict[str, Any]]
    ) -> None:
        if rows:
            self.connection.execute(insert(fingerprints), rows)
        if old_keys:
            one = and_(job_keys.c.key == bindparam("old"), job_keys.c.posting_id == bindparam("id"))
            self.connection.execute(delete(job_keys).where(one), old_keys)
        if new_keys:
            self.connection.execute(insert(job_keys), new_keys)

    # ------------------------------------------------------------------------------ which pairs to decide

    def _candidates(self, asked: Mapping[str, Sequence[int]]) -> set[Pair]:
        """Pairs that share a key."""
        askers: dict[int, list[str]] = {}
        for posting_id, wanted in asked.items():
            for key in wanted:
                askers.setdefault(key, []).append(posting_id)
        place = func.row_number().over(partition_by=job_keys.c.key, order_by=job_keys.c.posting_id.desc())
        pairs: set[Pair] = set()
        for some in chunks(sorted(askers)):
            ranked = select(job_keys.c.key, job_keys.c.posting_id, place.label("place")).where(job_keys.c.key.in_(some))
            near = ranked.subquery()
            query = select(near.c.key, near.c.posting_id).where(near.c.place <= MOST_ALIKE)
            for key, other in self.connection.execute(query):
                pairs.update(_pair(one, other) for one in askers[key] if one != other)
        return pairs

    def _pairs_reviewed(self, posting_ids: Sequence[str]) -> set[Pair]:
        """Pairs that a person has reviewed, where both are stored."""
        pairs: set[Pair] = set()
        for some in chunks(posting_ids):
            either = or_(reviews.c.posting_id.in_(some), reviews.c.other_id.in_(some))
            query = select(reviews.c.posting_id, reviews.c.other_id).where(either)
            pairs.update((one, other) for one, other in self.connection.execute(query))
        self._read_ads({each for pair in pairs for each in pair})
        return {pair for pair in pairs if pair[0] in self._ads and pair[1] in self._ads}

    def _pairs_learned(self, changed: Mapping[int, set[str]]) -> set[Pair]:
        """Pairs whose decision rests on a stock of phrases that has changed: one of the ads is in the sample."""
        learned: dict[int, set[Pair]] = {}
        for some in chunks(sorted(changed)):
            query = select(links.c.learned_from, links.c.posting_id, links.c.other_id)
            for employer, one, other in self.connection.execute(query.where(links.c.learned_from.in_(some))):
                learned.setdefault(employer, set()).add((one, other))
        pairs: set[Pair] = set()
        for employer, its in learned.items():
            if EDITED in changed[employer] or changed[employer] & self._samples(employer):
                pairs |= its
        return pairs

    def _samples(self, employer: int) -> set[str]:
        return {row.posting_id for row in self.connection.execute(_sample_of(employer))}

    def _linked(self, posting_ids: Sequence[str]) -> set[str]:
        """Those that were linked with the postings, or of one job with them."""
        found: set[str] = set()
        for some in chunks(posting_ids):
            for mine, other in ((links.c.posting_id, links.c.other_id), (links.c.other_id, links.c.posting_id)):
                found.update(self.connection.execute(select(other).where(mine.in_(some))).scalars())
        jobs = sorted({self._jobs[each] for each in posting_ids if self._jobs[each]})
        for some in chunks(jobs):
            query = select(postings.c.posting_id).where(postings.c.job_id.in_(some))
            found.update(self.connection.execute(query).scalars())
        return found

    def _forget(self, posting_ids: Sequence[str]) -> None:
        for column in (links.c.posting_id, links.c.other_id):
            _delete(self.connection, column, posting_ids)

    # --------------------------------------------------------------------------------------- the decisions

    def _decide(self, pairs: set[Pair], forgotten: set[str]) -> None:
        """Decides on pairs; `forgotten`: postings whose old links are gone already."""
        self._read_ads({each for pair in pairs for each in pair})
        reviewed = self._reviewed(pair[0] for pair in pairs)
        textual = [pair for pair in pairs if not clash(self._ads[pair[0]], self._ads[pair[1]])]
        self._read_texts(sorted({each for pair in textual for each in pair}))
        rows = [row for pair in sorted(pairs) if (row := self._row(pair, reviewed.get(pair)))]
        for some in chunks(sorted(pair for pair in pairs if not forgotten & set(pair))):
            self.connection.execute(delete(links).where(tuple_(links.c.posting_id, links.c.other_id).in_(some)))
        if rows:
            self.connection.execute(insert(links), rows)

    def _row(self, pair: Pair, reviewed: bool | None) -> dict[str, Any] | None:
        """The pair's row; None for one that is of no interest to anybody."""
        a, b = self._ads[pair[0]], self._ads[pair[1]]
        decision = decide(a, b, lambda ad: self._wordings[ad.posting_id], self._phrases)
        if reviewed is None and decision.decided_by is Stage.CLASH and decision.why not in TELLING:
            return None
        row = _link_row(pair, decision, fingerprint(a.employer_name.key))
        if reviewed is not None:
            together = Relation.SAME_AD if at_once(a, b) else Relation.REPOST
            row |= {
                "relation": (together if reviewed else Relation.APART).value,
                "decided_by": Stage.REVIEW.value,
                "why": "reviewed",
                "margin": 1.0,
                "learned_from": None,
            }
        return row

    def _phrases(self, a: Ad, b: Ad) -> Collection[int]:
        """Fingerprints of the passages that the employer has in ads for other roles than these."""
        cached = (fingerprint(a.employer_name.key), a.title_words.key, b.title_words.key)
        if cached not in self._stock:
            stock: set[int] = set()
            for row in self.connection.execute(_sample_of(cached[0])):
                other = TitleWords.read(row.title)
                if all(title.agreement(other, ad.title_words) is TitleAgreement.DIFFERENT for ad in (a, b)):
                    stock.update(unpacked(row.passages))
            self._stock[cached] = frozenset(stock)
        return self._stock[cached]

    def _reviewed(self, posting_ids: Iterable[str]) -> dict[Pair, bool]:
        """Whether each reviewed pair that begins with one of the postings is the same."""
        found: dict[Pair, bool] = {}
        for some in chunks(sorted(set(posting_ids))):
            for row in self.connection.execute(select(reviews).where(reviews.c.posting_id.in_(some))):
                found[row.posting_id, row.other_id] = row.same
        return found

    # -------------------------------------------------------------------------------------------- the jobs

    def _regroup(self, posting_ids: set[str]) -> None:
        """Gives every posting that is linked with these, however far, its job."""
        connected, edges = self._component(posting_ids)
        self._read_ads(connected)
        reviewed = self._reviewed(connected)

        def barred(a: str, b: str) -> bool:
            return reviewed.get(_pair(a, b)) is False

        def apart(a: str, b: str) -> bool:
            said = reviewed.get(_pair(a, b))
            return bool(clash(self._ads[a], self._ads[b])) if said is None else not said

        changed = []
        for job in groups.grouped(sorted(connected), edges, apart, barred):
            first = min(job, key=lambda each: (self._ads[each].first_seen, each))
            changed += [{"id": each, "job": first} for each in job if self._jobs[each] != first]
        if changed:
            statement = update(postings).where(postings.c.posting_id == bindparam("id"))
            self.connection.execute(statement.values(job_id=bindparam("job")), changed)
            self._jobs.update({row["id"]: row["job"] for row in changed})

    def _component(self, posting_ids: set[str]) -> tuple[set[str], list[Link]]:
        connected, edge = set(posting_ids), set(posting_ids)
        found: dict[Pair, Link] = {}
        while edge:
            for some in chunks(sorted(edge)):
                for column in (links.c.posting_id, links.c.other_id):
                    for row in self.connection.execute(_TOGETHER.where(column.in_(some))):
                        found[row.posting_id, row.other_id] = Link(
                            posting_id=row.posting_id,
                            other_id=row.other_id,
                            decided_by=Stage(row.decided_by),
                            text=row.text_similarity,
                        )
            edge = {each for pair in found for each in pair} - connected
            connected |= edge
        return connected, list(found.values())

    # --------------------------------------------------------------------------------------------- reading

    def _read_ads(self, posting_ids: Collection[str]) -> None:
        wanted = sorted(set(posting_ids) - self._ads.keys())
        for posting_id, row in _by_id(self.connection, _ADS_STATED, postings.c.posting_id, wanted).items():
            self._ads[posting_id] = ad_of(row, row["requisition"] or "")
            self._jobs[posting_id] = row["job_id"]

    def _read_texts(self, posting_ids: Sequence[str]) -> None:
        wanted = [each for each in posting_ids if each not in self._wordings]
        for posting_id, row in _by_id(self.connection, _TEXTS, postings.c.posting_id, wanted).items():
            if posting_id not in self._ads:
                stated = stated_requisition(row["title"]) or stated_requisition(row["description"])
                self._ads[posting_id] = ad_of(row, stated)
                self._jobs[posting_id] = row["job_id"]
            self._wordings[posting_id] = wording(row["description"])


EDITED = ""
"""Stands for an ad that may have left an employer's sample."""
TELLING = frozenset({"requisition", "pay"})
"""Clashes that hold only while both are open."""
_ADS = select(*(postings.c[name] for name in AD_COLUMNS), postings.c.status, postings.c.job_id)
_TEXTS = _ADS.add_columns(postings.c.description)
_ADS_STATED = _ADS.add_columns(fingerprints.c.requisition).outerjoin(
    fingerprints, fingerprints.c.posting_id == postings.c.posting_id
)
_TOGETHER = select(links.c.posting_id, links.c.other_id, links.c.decided_by, links.c.text_similarity).where(
    links.c.relation != Relation.APART.value
)


def _sample_of(employer: int) -> Select[Any]:
    """The ads from which an employer's stock is learned: a sample that does not depend on when they came."""
    own = fingerprints.c
    query = select(own.posting_id, own.title, own.passages).where(own.employer == employer)
    return query.order_by(own.sample, own.posting_id).limit(SAMPLE)


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def ad_of(row: Mapping[str, Any] | RowMapping, stated: str = "") -> Ad:
    """A row of `postings`, as the linker looks at it."""
    known = dict(row)
    values = {name: known[name] for name in AD_COLUMNS if name in known}
    return Ad(**values, open=row["status"] == "open", stated_requisition=stated)


def fingerprints_of(ad: Ad, said: Wording, has: Sequence[int]) -> dict[str, Any]:
    """The row by which a posting is known again."""
    return {
        "posting_id": ad.posting_id,
        "employer": fingerprint(ad.employer_name.key),
        "title": ad.title_words.key,
        "requisition": ad.stated_requisition,
        "sample": zlib.crc32(ad.posting_id.encode()),
        "passages": packed(sorted({number for number, _ in said.passages})),
        "keys": packed(has),
    }


def _link_row(pair: Pair, decision: Decision, employer: int) -> dict[str, Any]:
    return {
        "posting_id": pair[0],
        "other_id": pair[1],
        "relation": decision.relation.value,
        "decided_by": decision.decided_by.value,
        "why": decision.why,
        "title_agreement": decision.title.value,
        "place_agreement": decision.place.value,
        "employer_agreement": decision.employer.value,
        "text_similarity": decision.text,
        "apply_shared": decision.apply_shared,
        "margin": decision.margin,
        "learned_from": employer if decision.learned else None,
    }


def _by_id(
    connection: Connection, query: Select[Any], column: Any, posting_ids: Sequence[str]
) -> dict[str, RowMapping]:
    found: dict[str, RowMapping] = {}
    for some in chunks(posting_ids):
        found.update({row["posting_id"]: row for row in connection.execute(query.where(column.in_(some))).mappings()})
    return found


def _delete(connection: Connection, column: Any, posting_ids: Sequence[str]) -> None:
    for some in chunks(posting_ids):
        connection.execute(delete(column.table).where(column.in_(some)))
