"""Named projects of the real documents have one history over all of them."""

import pytest

from luoshi.documents import read
from luoshi.documents.sources import read_sources
from luoshi.statements.projects import histories, read_projects

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def found(real):
    folder = real / "documents"
    mentions = [
        m for source in read_sources(folder) for m in read_projects(read(folder / source.file), source)
    ]
    return {history.name: history.mentions for history in histories(mentions)}


def test_the_second_runway_is_hurried_in_2022_and_to_start_soon_in_2025(found):
    mentions = next(mentions for name, mentions in found.items() if name.endswith("机场二跑道"))
    stages = [(m.published[:4], m.stage, m.reached) for m in mentions]
    assert stages == [("2022", "building", False), ("2022", "building", False), ("2025", "starting", False)]


def test_metro_line_3_is_promised_and_partly_opened(found):
    mentions = next(mentions for name, mentions in found.items() if "3号线" in name)
    assert (mentions[0].published, mentions[0].reached) == ("2022-05-12", False)
    assert all(m.reached and m.stage == "opened" for m in mentions[1:])
