"""What people of a bureau see and do when they report, from the queue to the published figure."""

from __future__ import annotations

import io
import re
from pathlib import Path

from fastapi.testclient import TestClient
from lxml import html
from openpyxl import load_workbook

from luoshi.access import Role, accounts
from luoshi.formats.figures.workbook import HEADS, SHEET, column_letter
from luoshi.ledger.store import Ledger
from tests.collection.office import figure, handed_in
from tests.web.bureau import NOW, Bureau
from tests.web.forms import sent
from tests.web.test_api import complaints, schema_of

TEMPLATE = "/api/v1/plans/{place}/{plan}/indicators/{indicator}/reported"


def fields(client: TestClient, path: str) -> dict[str, str]:
    """Return the fields of the form that a person fills in, as a browser would send them."""
    page = client.get(path)
    assert page.status_code == 200, page.text
    (form,) = html.fromstring(page.text).cssselect("form.filling")
    return {name: value or "" for name, value in form.form_values()}


def value_fields(given: dict[str, str]) -> list[str]:
    return sorted(name for name in given if name.startswith("value-") and ":2025" in name)


def hand_in(client: TestClient, value: str = "452.8", act: str = "submit") -> str:
    given = fields(client, "/collect/form")
    first = value_fields(given)[0]
    answer = sent(client, "/collect/form", {**given, first: value, "act": act})
    assert answer.status_code == 303, html.fromstring(answer.text).text_content()
    return str(answer.headers["location"])


def text(client: TestClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return re.sub(r"\s+", " ", html.fromstring(answer.text).cssselect("main")[0].text_content())


def test_a_reporter_sees_what_is_due_with_its_basis_and_the_burden(office: Bureau) -> None:
    seen = text(office.browser("zhang"), "/collect")
    assert "江川市统计局 · 综合统计岗" in seen
    assert "《江川市规划监测办法》" in seen
    assert "报送期限" in seen
    assert "本单位报送负担" in seen


def test_only_those_who_have_to_do_with_reporting_see_it(office: Bureau) -> None:
    assert office.browser("zhao").get("/collect").status_code == 403
    assert "/sign-in" in str(office.browser(None).get("/collect").url)
    assert office.browser("zhao").get("/owners").status_code == 200
    assert sent(office.browser("wang"), "/collect/form", {"act": "submit"}).status_code == 403


def test_nobody_acts_in_a_post_of_somebody_else(office: Bureau) -> None:
    assert office.browser("zhang").get("/collect?post=fgw/approver").status_code == 403


def test_a_figure_goes_from_the_form_to_the_ledger_past_two_others(office: Bureau) -> None:
    zhang, li, wang = (office.browser(name) for name in ("zhang", "li", "wang"))
    path = hand_in(zhang).partition("?")[0]
    assert "已报送，待审核" in text(zhang, path)
    assert sent(zhang, path, {"act": "approve"}).status_code == 403
    assert path in li.get("/collect").text
    assert sent(li, path, {"act": "approve", "words": "数据属实"}).status_code == 303
    assert sent(wang, path, {"act": "approve"}).status_code == 303
    assert "审核通过" in text(wang, path)
    assert sent(wang, path, {"act": "publish"}).status_code == 303
    seen = text(zhang, path)
    assert "已发布" in seen
    assert "江川市发展改革委 规划科长" in seen
    assert "wang" not in seen


def test_a_return_needs_its_reason_and_the_figures_can_be_corrected(office: Bureau) -> None:
    zhang, li = office.browser("zhang"), office.browser("li")
    path = hand_in(zhang).partition("?")[0]
    identity = path.rpartition("/")[2]
    refused = sent(li, path, {"act": "return", "words": " "})
    assert refused.status_code == 400
    assert sent(li, path, {"act": "return", "words": "小数位不符"}).status_code == 303
    assert "小数位不符" in text(zhang, path)
    assert "退回修改" in text(zhang, "/collect")
    given = fields(zhang, f"/collect/form?submission={identity}")
    (name,) = value_fields(given)
    assert given[name] == "452.8"
    answer = sent(zhang, "/collect/form", {**given, name: "452.81", "act": "submit"})
    assert answer.headers["location"].partition("?")[0] == path
    assert "452.81" in text(zhang, path)


def test_a_returned_figure_that_no_schedule_asks_for_is_corrected_in_the_form_too(office: Bureau) -> None:
    zhang, li = office.browser("zhang"), office.browser("li")
    with Ledger.open(office.path, clock=NOW) as ledger:
        identity = handed_in(ledger, figure(value="400", period="2015"), figure(value="452.8", period="2025"))
    path = f"/collect/submissions/{identity}"
    assert sent(li, path, {"act": "return", "words": "请核对"}).status_code == 303
    form = f"/collect/form?submission={identity}"
    assert "不在报送计划内" in text(zhang, form)
    given = fields(zhang, form)
    old, new = sorted(name for name in given if name.startswith("value-"))
    assert (given[old], given[new]) == ("400", "452.8")
    assert zhang.get(form.replace("form", "workbook")).status_code == 200
    answer = sent(zhang, "/collect/form", {**given, old: "401.5", "act": "submit"})
    assert answer.headers["location"].partition("?")[0] == path
    seen = text(zhang, path)
    assert "401.5" in seen
    assert "452.8" in seen
    assert "不在报送计划内" not in text(zhang, "/collect/form"), "a new form asks for what is scheduled"


def test_a_part_that_cannot_be_read_is_named_with_its_line_and_how_to_write_it(office: Bureau) -> None:
    zhang = office.browser("zhang")
    given = fields(zhang, "/collect/form")
    value = value_fields(given)[0]
    parts = value.replace("value-", "parts-")
    typed = "产业=第一产业 30\n第二产业 约200\n产业=第三产业 很多"
    answer = sent(zhang, "/collect/form", {**given, value: "452.8", parts: typed, "act": "submit"})
    assert answer.status_code == 422
    told = html.fromstring(answer.text).cssselect(".told li.stops")
    assert "“第二产业 约200”无法识别为分项" in told[0].text_content()
    assert "性别=女 12.3" in told[0].text_content()
    assert "分项“产业=第三产业”的“很多”不是数字" in told[1].text_content()


def test_a_draft_waits_for_its_author(office: Bureau) -> None:
    zhang = office.browser("zhang")
    path = hand_in(zhang, act="draft").partition("?")[0]
    assert "草稿" in text(zhang, path)
    assert "继续填写" in text(zhang, "/collect")
    assert path not in office.browser("li").get("/collect").text


def test_a_problem_stands_at_its_field_and_nothing_is_taken(office: Bureau) -> None:
    zhang = office.browser("zhang")
    given = fields(zhang, "/collect/form")
    name = value_fields(given)[0]
    answer = sent(zhang, "/collect/form", {**given, name: "约452", "act": "submit"})
    assert answer.status_code == 422
    page = html.fromstring(answer.text)
    (wrong,) = page.cssselect("input[aria-invalid]")
    assert wrong.get("name") == name
    assert wrong.get("value") == "约452"
    told = page.get_element_by_id(wrong.get("aria-describedby"))
    assert told.text_content().strip()
    (listed,) = page.cssselect(".problems li a")
    assert listed.get("href") == f"#{wrong.get('id')}"
    assert "地区生产总值 2025年 · 本期数值" in listed.text_content()
    assert "还没有报送过" in text(zhang, "/collect")


def test_an_empty_form_says_so(office: Bureau) -> None:
    zhang = office.browser("zhang")
    answer = sent(zhang, "/collect/form", {**fields(zhang, "/collect/form"), "act": "submit"})
    assert answer.status_code == 422
    assert "没有填写任何数据" in answer.text


def test_a_dry_run_shows_what_would_change_and_writes_nothing(office: Bureau) -> None:
    zhang = office.browser("zhang")
    given = fields(zhang, "/collect/form")
    answer = sent(zhang, "/collect/form", {**given, value_fields(given)[0]: "452.8", "act": "check"})
    assert answer.status_code == 200
    assert "检查通过" in answer.text
    cells = [cell.text_content() for cell in html.fromstring(answer.text).cssselect(".changes td")]
    assert "452.8" in cells
    assert "还没有报送过" in text(zhang, "/collect")


def workbook(client: TestClient, value: object) -> bytes:
    answer = client.get("/collect/workbook")
    assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
    book = load_workbook(io.BytesIO(answer.content))
    sheet = book[SHEET]
    rows = range(HEADS + 1, sheet.max_row + 1)
    row = next(at for at in rows if sheet[f"{column_letter('period')}{at}"].value == "2025年")
    sheet[f"{column_letter('value')}{row}"] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_is_tried_then_handed_in_without_choosing_it_again(office: Bureau) -> None:
    zhang = office.browser("zhang")
    files = {"file": ("填报.xlsx", workbook(zhang, 452.8))}
    tried = sent(zhang, "/collect/upload", {"act": "check"}, files=files)
    assert tried.status_code == 200, tried.text
    assert "检查通过" in tried.text
    (form,) = [one for one in html.fromstring(tried.text).forms if one.action == "/collect/upload"]
    answer = sent(zhang, "/collect/upload", {**dict(form.form_values()), "act": "submit"})
    assert answer.status_code == 303
    seen = text(zhang, answer.headers["location"])
    assert "Excel 填报表" in seen
    assert "填报.xlsx" in seen


def test_a_bad_workbook_comes_back_with_its_problems_marked(office: Bureau) -> None:
    zhang = office.browser("zhang")
    files = {"file": ("a.xlsx", workbook(zhang, "=1+1"))}
    tried = sent(zhang, "/collect/upload", {"act": "check"}, files=files)
    assert tried.status_code == 422
    assert "单元格是公式" in tried.text
    assert "工作表 填报" in tried.text
    (form,) = [one for one in html.fromstring(tried.text).forms if one.action == "/collect/upload"]
    answer = sent(zhang, "/collect/upload", {**dict(form.form_values()), "act": "mark"})
    book = load_workbook(io.BytesIO(answer.content))
    assert "问题清单" in book.sheetnames


def test_a_csv_is_taken_too_and_one_bad_row_stops_it_all(office: Bureau) -> None:
    zhang = office.browser("zhang")
    head = "指标,时期,数值\n"
    bad = sent(
        zhang,
        "/collect/upload",
        {"act": "submit"},
        files={"file": ("a.csv", f"{head}1,2025,452.8\n2,2025,约1\n")},
    )
    assert bad.status_code == 422
    assert "第 3 行" in bad.text
    assert "还没有报送过" in text(zhang, "/collect")
    good = sent(
        zhang, "/collect/upload", {"act": "submit"}, files={"file": ("a.csv", f"{head}1,2025,452.8\n")}
    )
    assert good.status_code == 303
    assert sent(zhang, "/collect/upload", {"act": "check"}).status_code == 400


def test_remarks_and_evidence_stand_with_the_submission(office: Bureau) -> None:
    zhang, li = office.browser("zhang"), office.browser("li")
    path = hand_in(zhang).partition("?")[0]
    assert sent(li, path, {"act": "comment", "words": "请补充<b>说明</b>"}).status_code == 303
    answer = sent(zhang, path, {"act": "attach"}, files={"file": ("../说明.txt", "依据年报".encode())})
    assert answer.status_code == 303
    page = zhang.get(path)
    assert "请补充&lt;b&gt;说明&lt;/b&gt;" in page.text
    (link,) = [
        one.get("href")
        for one in html.fromstring(page.text).cssselect("a")
        if "/evidence/" in one.get("href")
    ]
    file = zhang.get(link)
    assert file.content == "依据年报".encode()
    assert file.headers["content-disposition"].startswith("attachment")
    bad = sent(zhang, path, {"act": "attach"}, files={"file": ("a.exe", b"MZ")})
    assert bad.status_code == 400


def test_parts_typed_under_a_figure_are_reported_with_it_and_checked_against_it(office: Bureau) -> None:
    zhang = office.browser("zhang")
    given = fields(zhang, "/collect/form")
    first = value_fields(given)[0]
    parts = first.replace("value-", "parts-")
    above = {**given, first: "452.8", parts: "产业=一产 200\n产业=二产 300.5", "act": "submit"}
    refused = sent(zhang, "/collect/form", above)
    assert refused.status_code == 422
    assert "500.5" in refused.text
    unread = sent(zhang, "/collect/form", {**above, parts: "一产 200"})
    assert unread.status_code == 422
    answer = sent(zhang, "/collect/form", {**above, parts: "产业=一产 200\n产业=二产 252.8"})
    assert answer.status_code == 303, html.fromstring(answer.text).text_content()
    seen = text(zhang, str(answer.headers["location"]))
    assert "产业" in seen
    assert "252.8" in seen
    identity = str(answer.headers["location"]).partition("?")[0].rpartition("/")[2]
    here = f"/collect/submissions/{identity}"
    assert sent(office.browser("li"), here, {"act": "return", "words": "核对"}).status_code == 303
    again = fields(zhang, f"/collect/form?submission={identity}")
    assert again[parts].splitlines() == ["产业=一产 200", "产业=二产 252.8"]


def test_a_remark_and_a_file_can_be_about_one_figure(office: Bureau) -> None:
    zhang = office.browser("zhang")
    given = fields(zhang, "/collect/form")
    first = value_fields(given)[0]
    parts = {first: "452.8", first.replace("value-", "parts-"): "产业=一产 200"}
    answer = sent(zhang, "/collect/form", {**given, **parts, "act": "submit"})
    path = str(answer.headers["location"]).partition("?")[0]
    page = html.fromstring(zhang.get(path).text)
    chosen = [one.get("value") for one in page.cssselect("#remark-figure option")]
    assert chosen[0] == ""
    assert len(chosen) == 3
    sent(zhang, path, {"act": "comment", "words": "口径有说明", "figure": chosen[1]})
    file = {"file": ("依据.txt", b"x")}
    assert sent(zhang, path, {"act": "attach", "figure": chosen[1]}, files=file).status_code == 303
    own = html.fromstring(zhang.get(path).text).cssselect("ul.reported > li")[0].text_content()
    assert "口径有说明" in own
    assert "依据.txt" in own
    assert sent(zhang, path, {"act": "comment", "words": "x", "figure": "none"}).status_code == 404


def test_what_came_with_a_published_figure_stands_on_the_indicators_page(office: Bureau) -> None:
    zhang = office.browser("zhang")
    given = fields(zhang, "/collect/form")
    first = value_fields(given)[0]
    words = {first: "452.8", first.replace("value-", "obstacles-"): "部分项目<b>待核</b>"}
    answer = sent(zhang, "/collect/form", {**given, **words, "act": "submit"})
    path = str(answer.headers["location"]).partition("?")[0]
    assert sent(zhang, path, {"act": "attach"}, files={"file": ("依据.txt", b"x")}).status_code == 303
    office.people["sun"] = accounts.add(office.store, "sun", by="local", roles=[Role.PLANNER])[0].id
    sun, zhao = office.browser("sun"), office.browser("zhao")
    (plan,) = sun.get("/api/v1/plans").json()["items"]
    page = f"/{plan['place']}/{plan['plan']}/1"
    assert "待核" not in sun.get(page).text, "only handed in so far"
    for name, act in (("li", "approve"), ("wang", "approve"), ("wang", "publish")):
        assert sent(office.browser(name), path, {"act": act}).status_code == 303
    assert "待核" not in sun.get(f"{page}?recorded_by=2026-02-09").text
    for reader in (sun, zhao):
        shown = reader.get(page).text
        assert "部分项目&lt;b&gt;待核&lt;/b&gt;" in shown
        assert "依据.txt" in shown
    (link,) = html.fromstring(sun.get(page).text).cssselect(".reported .file a")
    assert sun.get(link.get("href")).content == b"x"
    assert html.fromstring(zhao.get(page).text).cssselect(".reported .file a") == []
    call = f"/api/v1/plans{page.rpartition('/')[0]}/indicators/1/reported"
    answer = zhao.get(call).json()
    assert complaints(schema_of(zhao.get("/api/v1/openapi.json").json(), TEMPLATE), answer) == []
    (told,) = answer["items"]
    assert (told["period"], told["value"], told["obstacles"]) == ("2025", "452.8", "部分项目<b>待核</b>")
    assert [(one["name"], one["size"], one["address"]) for one in told["files"]] == [
        ("依据.txt", 1, link.get("href"))
    ]
    assert zhao.get(f"{call}?recorded_by=2026-02-09").json()["items"] == []
    assert "部分项目<b>待核</b>" in zhao.get(f"{call}?format=csv").text
    assert office.browser(None).get(call).status_code == 401


def test_a_packed_folder_of_open_sdg_is_taken(office: Bureau) -> None:
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("site/data/indicator_plan%2F1.csv", "Year,Units,Value\n2025,亿元,452.8\n")
    answer = sent(
        office.browser("zhang"),
        "/collect/upload",
        {"act": "check"},
        files={"file": ("a.zip", packed.getvalue())},
    )
    assert answer.status_code == 200, html.fromstring(answer.text).text_content()
    assert "452.8" in answer.text


def test_a_mark_in_a_short_field_is_refused_at_its_cell(office: Bureau) -> None:
    zhang = office.browser("zhang")
    given = fields(zhang, "/collect/form")
    first = value_fields(given)[0]
    words = first.replace("value-", "progress-")
    answer = sent(
        zhang, "/collect/form", {**given, first: "452.8", words: "详见附件（机密★10年）", "act": "submit"}
    )
    assert answer.status_code == 422
    assert "密级标志" in answer.text
    path = hand_in(zhang).partition("?")[0]
    assert sent(zhang, path, {"act": "comment", "words": "秘密★5年"}).status_code == 400


TWO = (("400.1", "公报"), ("450.2", "年鉴"))


def test_a_disagreement_sent_for_correction_waits_for_who_reports_it(office: Bureau, tmp_path: Path) -> None:
    from luoshi.collection.asking import books
    from luoshi.collection.correcting import sent_for_correction
    from luoshi.formats.mail.due import waiting
    from luoshi.ledger.disagreeing.answers import answer
    from luoshi.ledger.disagreements import disagreements
    from luoshi.ledger.observations import import_observations
    from luoshi.ledger.store import Ledger

    file = tmp_path / "figures.csv"
    head = "indicator,region,period,value,unit,match,trust,title,published"
    told = [f"地区生产总值,江川市,2024,{value},亿元,same,B,{title},2025-06" for value, title in TWO]
    file.write_text("\n".join([head, *told]), encoding="utf-8")
    with Ledger.open(office.path) as ledger:
        assert import_observations(ledger, file, actor="a").problems == ()
        (one,) = [each for each in disagreements(ledger) if each.kind == "two_values"]
        answer(ledger, one.id, "correction", reason="请核对", actor="督查")
        source = books(ledger)
        found = sent_for_correction(ledger, source.register, source.today)
        assert {each.about.id for each in found} == {one.id}
        (letter,) = [each for each in waiting(source, found) if each.post.id == found[0].post_id]
        assert "correction" in {each.state for each in letter.items}
    assert "请核对" in text(office.browser("zhang"), "/collect")


def test_a_submission_is_shown_to_its_units_only(office: Bureau) -> None:
    path = hand_in(office.browser("zhang")).partition("?")[0]
    assert office.browser("zhao").get(path).status_code == 403
    assert office.browser("zhang").get("/collect/submissions/none").status_code == 404


def test_closing_and_reopening_a_period_stay_visible(office: Bureau) -> None:
    wang = office.browser("wang")
    plan = html.fromstring(wang.get("/collect/periods").text).cssselect("#plan option")[0].get("value")
    given = {"plan": plan, "period": "2025", "reason": "年报已定"}
    assert sent(wang, "/collect/periods", {**given, "act": "close"}).status_code == 303
    assert sent(wang, "/collect/periods", {**given, "act": "reopen", "reason": ""}).status_code == 400
    assert sent(wang, "/collect/periods", {**given, "act": "reopen", "reason": "普查修订"}).status_code == 303
    seen = text(office.browser("zhang"), "/collect/periods")
    assert "年报已定" in seen
    assert "普查修订" in seen


def test_owners_and_gaps_name_posts_and_what_is_missing(office: Bureau) -> None:
    zhao = office.browser("zhao")
    seen = text(zhao, "/owners")
    assert "江川市统计局 综合统计岗" in seen
    assert "无责任岗位" in seen
    assert "zhang" not in seen
    none = html.fromstring(zhao.get("/owners?flag=no_owner").text).cssselect("tbody")[0]
    assert "江川市统计局 综合统计岗" not in none.text_content()
    assert "《江川市规划监测办法》" in text(zhao, "/gaps")
    table = zhao.get("/gaps.csv").content.decode("utf-8-sig")
    assert table.splitlines()[0].startswith("指标,指标编号,地区,缺少的时期")
    assert len(table.splitlines()) > 3


FIGURE = {"indicator": "1", "period": "2025", "value": "452.80"}


class TestProgram:
    """A program hands figures in with a token."""

    def test_it_reports_the_indicators_of_its_token_only(self, office: Bureau) -> None:
        client = office.browser(None)
        asked = {"figures": [FIGURE], "dry_run": True}
        whole = client.post("/api/v1/submissions", json=asked, headers=office.token("zhang", "other/1"))
        assert whole.status_code == 403
        assert whole.json()["code"] == "token-indicator"
        key = self.first_key(office)
        tried = client.post("/api/v1/submissions", json=asked, headers=office.token("zhang", key))
        assert tried.status_code == 200, tried.text
        assert tried.json()["taken"] is False
        assert [one["after"] for one in tried.json()["changes"]] == ["452.80"]

    def first_key(self, office: Bureau) -> str:
        from luoshi.collection.knowing import subjects
        from luoshi.ledger.store import Ledger

        with Ledger.open(office.path) as ledger:
            return subjects(ledger)["1"].key

    def test_it_is_told_of_every_finding_and_all_or_nothing_is_taken(self, office: Bureau) -> None:
        client, head = office.browser(None), office.token("zhang", self.first_key(office))
        bad = {"figures": [FIGURE, {**FIGURE, "period": "2024", "value": "x"}]}
        answer = client.post("/api/v1/submissions", json=bad, headers=head)
        assert answer.status_code == 422
        assert [(one["figure"], one["column"]) for one in answer.json()["findings"] if one["stops"]] == [
            (1, "value")
        ]
        good = client.post("/api/v1/submissions", json={"figures": [FIGURE]}, headers=head)
        assert good.status_code == 201, good.text
        assert "接口" in text(office.browser("zhang"), f"/collect/submissions/{good.json()['submission']}")

    def test_without_a_token_nothing_is_taken(self, office: Bureau) -> None:
        client = office.browser(None)
        call = {"figures": [FIGURE]}
        assert client.post("/api/v1/submissions", json=call).status_code == 401
        wrong = {"authorization": "Bearer luoshi_x"}
        assert client.post("/api/v1/submissions", json=call, headers=wrong).status_code == 401
        head = office.token("zhang", "x/1")
        assert client.post("/api/v1/submissions", json={"figures": []}, headers=head).status_code == 422
