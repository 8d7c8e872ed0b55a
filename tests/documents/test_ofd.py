"""OFD files: words in reading order with their boxes, ruled tables, templates."""

from luoshi.documents import read_bytes
from luoshi.documents.model import Document
from tests.documents.makers import OFD_ROOT, OFD_SPACE, ofd_bytes, ofd_table, ofd_words, zip_bytes

HEAD = ofd_words("沈阳市行动纲要", 60, 20, 8)
LONG = ("到2025年，全市地区生产总值突破1万亿元，年均增长6.5%左右，城镇登记失业率控", "制在5%以内。")
BODY = ofd_words("　　" + LONG[0], 20, 50, 4.4) + ofd_words(LONG[1], 20, 58, 4.4)


def document(*pages: str) -> Document:
    return read_bytes(ofd_bytes(*pages), "a.ofd")


def test_lines_become_paragraphs() -> None:
    read = document(HEAD + BODY)
    assert "".join(LONG) in read.text.split("\n")
    assert read.media_type == "application/ofd"


def test_words_have_their_page_and_box() -> None:
    read = document(HEAD + BODY, ofd_words("第二页有6个区县。", 20, 30))
    at = read.text.index("6个区县")
    place = read.locator(at, at + 4)
    assert place["page"] == 2
    left, top, right, bottom = place["boxes"][0]
    assert 110 < left < right < 210
    assert 80 < top < bottom < 105


def test_pieces_of_a_number_in_objects_of_their_own_are_one_number() -> None:
    pieces = ofd_words("总量达", 20, 50) + ofd_words("73", 35, 50) + ofd_words("6.1", 40, 50)
    assert "总量达736.1亿元" in document(pieces + ofd_words("亿元。", 47.5, 50)).text


def test_drawn_lines_make_a_table() -> None:
    rows = [["指标", "2020年", "2025年"], ["人口（万人）", "907", "1000"], ["收入（亿元）", "736.1", "900"]]
    read = document(HEAD + ofd_table(rows, 60))
    assert [list(row) for row in read.tables[0].rows] == rows


def test_the_template_of_a_page_is_part_of_it() -> None:
    template = '<ofd:CommonData><ofd:TemplatePage ID="7" BaseLoc="T.xml"/></ofd:CommonData>'
    pages = '<ofd:Pages><ofd:Page ID="1" BaseLoc="/Doc_0/P.xml"/></ofd:Pages>'
    own = ofd_words("总人口907万人。", 20, 60)
    data = {
        "OFD.xml": f"<ofd:OFD {OFD_SPACE}>{OFD_ROOT}</ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD_SPACE}>{template}{pages}</ofd:Document>",
        "Doc_0/T.xml": f"<ofd:Page {OFD_SPACE}>{ofd_words('沈阳市人民政府文件', 40, 20, 9)}</ofd:Page>",
        "Doc_0/P.xml": f'<ofd:Page {OFD_SPACE}><ofd:Template TemplateID="7"/>{own}</ofd:Page>',
    }
    read = read_bytes(zip_bytes({name: text.encode() for name, text in data.items()}), "a.ofd")
    assert read.text.split("\n") == ["沈阳市人民政府文件", "总人口907万人。"]


def test_a_file_without_its_name_is_known_by_what_is_in_it() -> None:
    assert read_bytes(ofd_bytes(HEAD), "").media_type == "application/ofd"
