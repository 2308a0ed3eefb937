"""A list that a script would go on with is not whole; buttons of other parts of a page say nothing of it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from unionjobs_scraper.reading.more_to_load import MAY_SAY, SAID, more_to_load


@pytest.mark.parametrize(
    "button",
    [
        "<button>Load more</button>",
        "<a href='#' class='more'>Load More Jobs</a>",
        "<button type='button'><span>Show more openings</span></button>",
        "<input type='button' value='View more positions'>",
        "<button>Charger plus</button>",
        "<button>Load more (12)</button>",
    ],
)
def test_a_list_goes_on(button: str) -> None:
    assert more_to_load(f"<main><ul><li>Organizer</li></ul>{button}</main>")


@pytest.mark.parametrize(
    "button",
    [
        "<button hidden>Load more</button>",
        "<div style='display: none'><button>Load more jobs</button></div>",
        "<button disabled>Load more</button>",
        "<button>Load more news</button>",
        "<button>Show more</button>",
        "<a href='/about'>See more</a>",
        "<p>Load more trucks at the depot</p>",
        "<a href='/about'>View more about our positions on trade</a>",
    ],
)
def test_it_does_not(button: str) -> None:
    assert not more_to_load(f"<main><ul><li>Organizer</li></ul>{button}</main>")


@given(st.from_regex(SAID, fullmatch=True))
@example("charger plu\u017f")
def test_what_is_looked_for_first_is_in_all_such_words(words: str) -> None:
    assert any(part in words.lower() for part in MAY_SAY)
