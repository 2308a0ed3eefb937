"""A page that stops before its end is told; a page that only leaves its last end tags out is not."""

from __future__ import annotations

import pytest

from unionjobs_scraper.reading.whole import is_cut

HEAD = "<!doctype html><html><head><title>Jobs</title></head><body>"
LIST = "<main><ul><li><a href='/jobs/1'>Organizer</a></li><li><a href='/jobs/2'>Researcher</a></li></ul></main>"

WHOLE = {
    "with its end": f"{HEAD}{LIST}</body></html>",
    "in capitals": f"{HEAD}{LIST}</BODY></HTML>",
    "with a counter's comment behind its end": f"{HEAD}{LIST}</body></html><!-- page generated in 0.2 s <ul> -->",
    "its last end tags left out": f"{HEAD}{LIST}<p>Local 9",
    "items without end tags": f"{HEAD}<ul><li>Organizer<li>Researcher</ul><table><tr><td>1</table>",
    "tags in a script and in a comment": f"{HEAD}{LIST}<script>document.write('<ul><div>')</script><!-- <table> -->",
    "ends with its footer, an outer element open": f"{HEAD}<div id='page'>{LIST}<footer><p>Local 9</p></footer>\n",
    "a list in JSON": '{"jobs": ["<ul><li>"]}',
    "nothing": "",
}
CUT = {
    "between two rows": f"{HEAD}<main><ul><li><a href='/jobs/1'>Organizer</a></li>",
    "inside a tag": f"{HEAD}{LIST}<p>Local 9</p><a hre",
    "inside an address": f"{HEAD}{LIST}<p><a href='/jobs/3?title=a",
    "inside a comment": f"{HEAD}{LIST}<!-- the footer",
    "inside a script": f"{HEAD}{LIST}<script>var jobs = [",
    "inside a table": f"{HEAD}<table><tr><td>Organizer</td></tr>",
    "between two cards": f"{HEAD}<div class='jobs'><div class='job'><a href='/1'>Organizer</a></div>",
    "inside a paragraph, as no other one": f"{HEAD}<h1>Jobs</h1><p>Local 9</p><p>Organizer: the local see",
    "inside a text": f"{HEAD}<section><h2>Organizer</h2><p>The local see",
}


@pytest.mark.parametrize("page", WHOLE)
def test_whole(page: str) -> None:
    assert not is_cut(WHOLE[page])


@pytest.mark.parametrize("page", CUT)
def test_cut(page: str) -> None:
    assert is_cut(CUT[page])


def test_its_time_grows_with_the_length_of_the_page() -> None:
    assert is_cut("<!--" * 200_000)
    assert is_cut("<script" * 200_000)
