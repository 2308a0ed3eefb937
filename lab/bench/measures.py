"""What the rounds gave: medians over the rounds, and ratios of what ran in the same round."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from lab.bench.contenders import Contender, Outing

FEWEST = 10
"""Postings of the site whose run counts as start-up: the fewest that the register believes of this source."""

Round = dict[tuple[str, int], Outing]
"""By contender and postings."""
Get = Callable[[Outing], float]


def wall(outing: Outing) -> float:
    """Seconds."""
    return outing.cost.wall


def processor(outing: Outing) -> float:
    """Seconds of the processor."""
    return outing.cost.processor


def memory(outing: Outing) -> float:
    """MB at the peak."""
    return outing.cost.memory


def requests(outing: Outing) -> float:
    """Requests for pages."""
    return float(outing.requests)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What the end of a run took (`bench.ending`)."""

    stored: int
    closed: int
    finding: float
    concluding: float

    @property
    def seconds(self) -> float:
        """Both steps."""
        return self.finding + self.concluding


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Seconds of the processor in one crawl of `postings` pages."""

    postings: int
    parts: Mapping[str, float]
    functions: Mapping[str, float]


@dataclass(slots=True, kw_only=True)
class Measures:
    """Everything that was measured."""

    postings: int
    many: int
    rounds: list[Round] = field(default_factory=list)
    large: Round = field(default_factory=dict)
    """The runs of the large site, once each."""
    ending: Ending | None = None
    profile: Profile | None = None

    def of(self, contender: Contender, count: int) -> Sequence[Outing]:
        """A contender's runs of one site, one a round."""
        key = (contender, count)
        return [each[key] for each in [*self.rounds, self.large] if key in each]

    def has(self, *contenders: Contender) -> bool:
        """Whether each of them was run."""
        return all(self.of(contender, self.postings) for contender in contenders)

    def median(self, contender: Contender, get: Get, count: int | None = None) -> float:
        """Of the whole process."""
        return median(map(get, self.of(contender, self.postings if count is None else count)))

    def net(self, contender: Contender, get: Get) -> float:
        """Without start-up, which the run of the small site of the same round tells."""
        return median(_net(each, contender, self.postings, get) for each in self.rounds)

    def ratio(self, over: Contender, under: Contender, get: Get) -> tuple[float, float, float]:
        """Median, least and largest of the rounds' ratios, of whole processes."""
        key = self.postings
        return _spread([_over(get(each[over, key]), get(each[under, key])) for each in self.rounds])

    def start_share(self, start: Contender, whole: Contender, get: Get) -> float:
        """What one contender's start takes of another's whole run: the median of the rounds."""
        return median(_over(get(each[start, FEWEST]), get(each[whole, self.postings])) for each in self.rounds)

    def net_ratio(self, over: Contender, under: Contender, get: Get) -> tuple[float, float, float]:
        """The same without start-up."""
        return _spread(
            [_over(_net(each, over, self.postings, get), _net(each, under, self.postings, get)) for each in self.rounds]
        )


def _net(each: Round, contender: str, count: int, get: Get) -> float:
    return get(each[contender, count]) - get(each[contender, FEWEST])


def _over(one: float, other: float) -> float:
    """Not a number where the runs were so short that nothing but start-up is left."""
    return one / other if other > 0 else float("nan")


def _spread(ratios: Sequence[float]) -> tuple[float, float, float]:
    return median(ratios), min(ratios), max(ratios)
