"""Which place a sentence is about: the document's own unless an area heads the clause or the sentence."""

from __future__ import annotations

import re

from luoshi.documents.model import Block
from luoshi.vocabulary.places import AREA_ENDINGS, areas, counties_of

_LOOK_BACK = 200
_HEAD = re.compile(
    r"(?:(?:(?:19|20)\d{2}年的?|今年|去年|目前|其中|截至目前|早在[^，]{0,12}|到\d{4}年)[，]?)?"
)
_VERB = re.compile(
    r"在|推进|推动|发挥|依托|实现|建设|打造|支持|围绕|加快|以|将|对|与|向|从|沿|把|到|和|及|为|新增|国家|省级|全国|全省|全市|完善|争取|提升|深化"
    r"|强化|高标准|高质量|规划|促进|引领|融入|构建|培育|各|新建|创建|申建|成为|获批|辐射|服务|加强|做强|做大|力争|积极|大力"
)
_COUNTY = (
    r"(?![我本该每各])[一-鿿]{1,3}(?<![园社地全各辖城小景片山灾市郊老校库林牧特专两三四五六七八九十新街厂矿护范税成灌原丘])区(?![域间别块分位])"
    r"|(?![我本该每各整全])[一-鿿]{1,3}(?<![全各区市两郡一县个整贫困弱])县(?![域级市区城乡委])"
)
_AFTER = r"(?![^，。；]{0,2}(?:改革|建设项目|规划))"


class RegionFinder:
    """Finds the areas of one document's sentences."""

    def __init__(self, text: str, place: str | None, code: str | None) -> None:
        self._text = text
        self._place = place
        names = [re.escape(a.name) for a in counties_of(code)] if code and code.endswith("00") else []
        if code and code.endswith("0000"):
            names = [re.escape(a.name) for a in areas() if a.code[:2] == code[:2] and a.level == "prefecture"]
        endings = "|".join(AREA_ENDINGS)
        own = f"{'|'.join(names)}|" if names else ""
        self._pattern = re.compile(rf"(?:{own}{_COUNTY}|[一-鿿]{{2,6}}?(?:{endings})){_AFTER}")
        self._carried: tuple[int, str | None] = -1, None

    def region(self, block: Block, sentence: int, clause: int, at: int) -> str | None:
        """Return the region of a number in a clause of a sentence."""
        for start in (clause, sentence):
            if found := self._at_head(start, at):
                return found
        if self._carried[0] != sentence:
            self._carried = sentence, self._before(block.start, sentence)
        return self._carried[1] or self._place

    def _at_head(self, start: int, at: int) -> str | None:
        head = _HEAD.match(self._text, start, at)
        position = head.end() if head else start
        match = self._pattern.match(self._text, position, at)
        if match is None or _VERB.match(match[0]):
            return None
        return match[0]

    def _before(self, start: int, sentence: int) -> str | None:
        """An area that was the subject of a clause of the sentence before goes on being meant."""
        previous = self._text.rfind("。", start, max(start, sentence - 1)) + 1 or start
        previous = max(previous, sentence - _LOOK_BACK)
        if previous >= sentence:
            return None
        for match in re.finditer(r"(?:^|[，。；])", self._text[previous:sentence]):
            if found := self._at_head(previous + match.end(), sentence):
                return found
        return None
