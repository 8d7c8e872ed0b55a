"""What a reporter and an approver see and do in a real Chromium, at a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from luoshi.web.app import create_app
from tests.browser import DESK, PHONE, Visit, served
from tests.web import bureau
from tests.web.bureau import NOW, Bureau

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Enter = Callable[..., Visit]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureau]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LUOSHI_CLOCK", NOW.isoformat())
        opened = bureau.open_bureau(bureau.build_city(tmp_path_factory.mktemp("city")))
        yield opened
        opened.store.close()


@pytest.fixture(scope="module")
def site(office: Bureau) -> Iterator[str]:
    with served(create_app(office.path, clock=lambda: NOW)) as address:
        yield address


@pytest.fixture
def enter(browser: Browser, site: str, office: Bureau) -> Iterator[Enter]:
    """Opens a page in the browser of somebody who has signed in."""
    contexts = []

    def opened(name: str, path: str, size: tuple[int, int] = DESK, language: str = "zh-CN") -> Visit:
        width, height = size
        context = browser.new_context(viewport={"width": width, "height": height}, locale=language)
        context.add_cookies([{"name": "luoshi_session", "value": office.secret(name), "url": site}])
        contexts.append(context)
        visit = Visit(page=context.new_page(), origin=site)
        visit.page.goto(site + path)
        return visit

    yield opened
    for context in contexts:
        context.close()


PATHS = ("/collect", "/collect/form", "/owners", "/gaps", "/collect/periods")


@pytest.mark.parametrize("size", [DESK, PHONE])
@pytest.mark.parametrize("path", PATHS)
def test_a_page_shuts_nobody_out_and_fits(enter: Enter, path: str, size: tuple[int, int]) -> None:
    visit = enter("zhang", path, size)
    assert visit.breaches() == []
    assert visit.overflow() <= 0
    assert visit.page.locator("h1").count() == 1


def words(page: Page) -> str:
    return page.locator("main").inner_text()


def test_a_figure_is_reported_returned_corrected_and_approved(enter: Enter, tmp_path: Path) -> None:
    zhang = enter("zhang", "/collect").page
    zhang.get_by_role("link", name="在线填报").click()
    wanted = zhang.locator("fieldset", has_text="常住人口").last
    wanted.get_by_label("本期数值").fill("约75")
    zhang.get_by_role("button", name="报送", exact=True).click()
    field = zhang.locator("[aria-invalid=true]")
    assert field.input_value() == "约75"
    assert "不是数字" in zhang.locator("fieldset.found").inner_text()
    field.fill("75.2")
    zhang.get_by_role("button", name="报送", exact=True).click()
    zhang.wait_for_url("**/collect/submissions/**")
    assert "已报送，待审核" in words(zhang)
    path = "/collect/submissions/" + zhang.url.rpartition("/")[2].partition("?")[0]

    li = enter("li", path, PHONE)
    assert li.breaches() == []
    assert li.overflow() <= 0
    li.page.get_by_label("意见").fill("请核对口径")
    li.page.get_by_role("button", name="退回修改").click()
    assert "已退回" in words(li.page) or "退回修改" in words(li.page)

    zhang.goto(zhang.url)
    assert "请核对口径" in words(zhang)
    zhang.get_by_role("link", name="修改").click()
    assert zhang.get_by_label("本期数值").input_value() == "75.2"
    zhang.get_by_role("button", name="报送", exact=True).click()
    zhang.wait_for_url("**/collect/submissions/**")

    for name in ("li", "wang"):
        page = enter(name, path).page
        page.get_by_role("button", name="审核通过").click()
    page.get_by_role("button", name="发布", exact=True).click()
    assert "已发布" in words(page)


def test_unchanged_is_one_click(enter: Enter) -> None:
    page = enter("zhang", "/collect/form").page
    wanted = page.locator("fieldset", has_text="建成区绿化覆盖率").filter(has_text="2024年")
    wanted.get_by_label("无变化").check()
    page.get_by_role("button", name="试算").click()
    assert "检查通过" in words(page)
    assert "41.3" in page.locator(".changes").inner_text()


def test_a_workbook_goes_out_and_comes_back(enter: Enter, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    from luoshi.formats.figures.workbook import HEADS, SHEET, column_letter

    page = enter("zhang", "/collect").page
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 Excel 填报表").click()
    path = tmp_path / "form.xlsx"
    download.value.save_as(path)
    book = load_workbook(path)
    sheet = book[SHEET]
    sheet[f"{column_letter('value')}{HEADS + 1}"] = "=1+1"
    book.save(path)
    page.locator("#file").set_input_files(path)
    page.get_by_role("button", name="试算").click()
    assert "单元格是公式" in words(page)
    with page.expect_download() as marked:
        page.get_by_role("button", name="取得标注问题的副本").click()
    marked.value.save_as(tmp_path / "marked.xlsx")
    assert "问题清单" in load_workbook(tmp_path / "marked.xlsx").sheetnames
