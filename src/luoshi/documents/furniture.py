"""Lines and marks that belong to the page and not to the text.

Page marks are dropped from clean text; credits and captions stay, but never take part in a sentence.
"""

from __future__ import annotations

import re

PAGE_MARK = re.compile(
    r"""
    [\s*_]*+
    (?: -{1,2}\s*+\d{1,4}\s*+(?:-{1,2})?              # -37     -61 -
      | —[—*_\s]*+\d{1,4}[*_\s]*+(?:—[*_\s—]*+)?      # **—** 5 **—**
      | \d{1,4}[*_\s]*+—[*_\s—]*+                     # 72 —
      | 第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?
      | \d{1,4}\s*/\s*\d{1,4}
      | [Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?
    )
    [\s*_]*+
    """,
    re.VERBOSE,
)
"""A whole line that only says which page it is; examples: ``**—** 5 **—**``, ``-37``, ``*—* 77 *—*``."""

BARE_NUMBER = re.compile(r"\s*(\d{1,3})\s*")

TAIL_PAGE_MARK = re.compile(r"(?:(?:(?<!\s)\s++)?—\s*+\d{1,3}\s*+—|(?<!\s)\s++\d{1,3}\s*+—)\s*+$")
"""A page mark at the end of a line of text; examples: ``东北地区等老—4—``, ``能源化工、汽 72 —``."""

HEAD_PAGE_MARK = re.compile(r"—\s*\d{1,3}\s*—\s*")

CONTENTS_ENTRY = re.compile(r".{1,60}?(?:\.{4,}|…{2,}|·{4,}|(?:\. ){4,}|_{4,})\s*\(?\d{1,4}\)?\s*")
"""An entry of a table of contents; example: ``第一章 发展环境………… 3``."""

RULE_LINE = re.compile(r"目\s*[录次]|\s*(?:[-*_=]\s*){3,}|\s*(?:```|~~~).*|\s*</?[a-z][^>]*>\s*")

_CHROME_WORD = (
    r"(?:打印(?:本页|此页|文章)?|关闭(?:本页|窗口|此页)?|字体|字号|大|中|小|默认|特大|分享(?:到)?|微信|微博|新浪微博|QQ空间|扫一扫"
    r"|收藏|返回(?:顶部|首页|上一页)?|上一[篇页]|下一[篇页]|首页|末页|无障碍(?:浏览|阅读)?|长者(?:模式|助手)|适老版|简体|繁体"
    r"|登录|注册|网站地图|联系我们|关于我们|版权声明|设为首页|加入收藏|浏览次数|点击数|阅读次数|责任编辑|我要纠错|纠错|语音播报)"
)
CHROME = re.compile(
    rf"[\s【】\[\]（）()|｜·:：>»/A+\-]*(?:{_CHROME_WORD}[\s【】\[\]（）()|｜·:：>»/A+\-\d次]*)+"
)
"""A line made only of a web page's controls; example: ``【字体：大 中 小】 打印 关闭``."""

COLOPHON = re.compile(
    r".{0,30}(?:ICP[备证]|[公网]安备|网站标识码|版权所有|Copyright|©).{0,80}|(?:主办|承办|技术支持|维护)(?:单位)?[：:].{2,40}"
)
"""The foot of a web page; example: ``辽ICP备05000000号 网站标识码：2101000001``."""

_NAMES = r"[\u4e00-\u9fff·]{2,4}(?:[\s、]+[\u4e00-\u9fff·]{2,4}){0,4}"
_DONE = r"(?:摄影报道|摄影|摄|供图|提供|整理|报道|制图|文/图|图/文|文|图)"
_ISSUER = "(?:人民政府|委员会|统计局|调查队|调查总队|办公室|办公厅|[省市县区]委|常委会|发展改革委|财政局)"
_POST = "代?(?:省长|市长|县长|区长|州长|主席)|[^，。；]{2,16}(?:局长|主任|厅长|书记)"
CREDIT = re.compile(
    rf"""
    (?:本报|本刊|本网|特约|新华社|通讯社)?(?:首席)?(?:记者|通讯员|特派员)[\s：:]*{_NAMES}\s*{_DONE}?
    | [^，。；！？]{{2,24}}(?:供图|摄|制图)
    | [—-]{{1,2}}\s*(?:19|20)\d\d年.{{4,50}}上
    | [（(]\s*(?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日[^，。；]{{0,40}}[）)]
    | (?:[^，。；]{{2,30}}\s)?(?:发布|发文|印发|成文|公开|公布|签发)(?:日期|时间)\s?[：:]\s?[12二].{{3,50}}
    | (?:{_POST})\s+[\u4e00-\u9fff·]{{2,4}}
    | [^，。；！？：\s]{{2,30}}{_ISSUER}(?:[\s、]+[^，。；！？：\s]{{2,30}}{_ISSUER})*
    | 本版.{{0,20}}(?:提供|摄|供图)
    | (?:数据|资料|图片|文字|稿件)来源[：:].{{2,40}}
    """,
    re.VERBOSE,
)
"""Who wrote, took, gave or issued it, and where it was said.

Examples: ``本报记者 张三 摄``, ``宣传部供图``, ``数据来源：统计局``, ``市长 某某``,
``沈阳市统计局 国家统计局沈阳调查队``, ``——2025年1月10日在市人民代表大会会议上``, ``（2025年1月10日）``,
``发布时间：2025-03-20 来源：市统计局``.
"""

CREDIT_AT_END = re.compile(
    rf"[。！\s](?:(?:本报|本刊)?(?:记者|通讯员)[\s：:]*{_NAMES}\s*(?:摄|供图)|[^，。；！？\s]{{2,16}}(?:供图|摄))\s*$"
)
"""A caption that ends with its credit; example: ``总装车间。受访单位供图``."""


DATE_ALONE = re.compile(
    r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日|二[〇○零][〇○零一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
"""The date below an issuer's name; example: ``二〇二五年三月二十日``."""


def is_page_mark(line: str) -> bool:
    """Return whether a width-folded line is nothing but a page mark."""
    return len(line) < 24 and PAGE_MARK.fullmatch(line) is not None


def is_furniture(line: str) -> bool:
    """Return whether a width-folded line is a rule, a control of a web page, its foot or a contents entry."""
    if not 1 < len(line) <= 120:
        return False
    found = RULE_LINE.fullmatch(line) or CHROME.fullmatch(line) or COLOPHON.fullmatch(line)
    return bool(found or CONTENTS_ENTRY.fullmatch(line))


def is_credit(line: str) -> bool:
    """Return whether a width-folded line says who wrote, photographed or supplied."""
    return len(line) <= 60 and CREDIT.fullmatch(line) is not None
