"""One block of a document becomes its statements."""

from __future__ import annotations

import re
from bisect import bisect_right

from luoshi.documents.model import Block, Document, Source
from luoshi.statements.acceptance import accepted
from luoshi.statements.clauses import Spans, grouped, sentences
from luoshi.statements.confidence import confidence, name_doubts
from luoshi.statements.guards import masks, set_aside_by
from luoshi.statements.model import SetAside, Statement
from luoshi.statements.passages import passage_over, set_aside
from luoshi.statements.quantity import Quantity, find_quantities
from luoshi.statements.reading import SentenceReader
from luoshi.statements.regions import RegionFinder
from luoshi.statements.sections import headings_above
from luoshi.statements.sectors import with_sectors
from luoshi.statements.slots import Reading
from luoshi.statements.time_model import Mention, Published
from luoshi.statements.when import Context, When, kind_of
from luoshi.statements.when_block import PeriodFinder, context_of

_SOME_YEARS = re.compile(r"\d{4}/\d{4}")
_FROM_YEAR_TO_YEAR = re.compile(r"同比|比上年|较上年|同期")
_REACH = 300
_ENTITIES = ("个", "家", "户", "名", "人", "万户", "万人")
_AMOUNT_OF_EACH = re.compile(
    r"[^，。；、：\d]{0,14}(?:收入|产值|销售额|营收|投资|利润|税收|纳税|资产|交易额|成交额)(?:均|已|达到?)?"
)
_CLAUSE_END = re.compile(r"[，。；！？!?;\n、\d]")


class BlockReader:
    """Reads the blocks of one document in order.

    Attributes:
        context: What the document as a whole says about time.
        set_aside: The numbers seen so far that are no statements.
    """

    def __init__(self, document: Document, source: Source) -> None:
        self._document = document
        self._source = source
        self._text = document.text
        self._published = Published.parse(source.published)
        self.context: Context = context_of(document, source, self._published)
        self._passages = set_aside(document)
        self.set_aside: list[SetAside] = []
        self._sentences = SentenceReader(document.text, source.place)
        self._periods = PeriodFinder(document, self.context)
        self._regions = RegionFinder(document.text, source.place, source.place_code)

    def read(self, block: Block) -> list[Statement]:
        """Return the statements of a block."""
        quantities = find_quantities(self._text, block.start, block.end)
        quantities = with_sectors(self._text, block.start, block.end, quantities)
        if not quantities:
            return []
        mentions = self._periods.mentions(block)
        kept = self._kept(block, quantities, mentions)
        if not kept:
            return []
        self._sentences.new_block(block.start, block.end)
        parts = sentences(self._text, block.start, block.end)
        statements = []
        for index, inside in grouped(parts, kept).items():
            statements += self._sentence(block, parts, index, inside, mentions)
        return statements

    def _kept(self, block: Block, quantities: list[Quantity], mentions: list[Mention]) -> list[Quantity]:
        spans = masks(self._text, block.start, block.end)
        starts = [m.start for m in mentions]
        kept: list[Quantity] = []
        for quantity in quantities:
            place = bisect_right(starts, quantity.number_start) - 1
            in_time = place >= 0 and mentions[place].end > quantity.number_start
            judged = "time" if in_time else self._judged(block, quantity, spans)
            if kept and self._bounds_what_was_counted(kept[-1], quantity):
                judged = "size-of-a-kind"
            if isinstance(judged, str):
                self._put_aside(quantity, judged)
            else:
                kept.append(judged)
        return kept

    def _bounds_what_was_counted(self, counted: Quantity, quantity: Quantity) -> bool:
        """120家100万元以上…; 79个村集体经营性收入超50万元: how large the things are that were counted."""
        if quantity.start == counted.end and quantity.comparator in ("ge", "le"):
            return True
        entities = counted.unit in _ENTITIES and counted.comparator in ("eq", "approx")
        above = quantity.unit_kind == "money" and quantity.comparator in ("ge", "gt")
        gap = self._text[counted.end : quantity.start]
        return entities and above and _AMOUNT_OF_EACH.fullmatch(gap) is not None

    def _judged(self, block: Block, quantity: Quantity, spans: list[tuple[int, int, str]]) -> Quantity | str:
        """Return the quantity to read, or the name of the rule that sets it aside."""
        if passage := passage_over(self._passages, quantity.start, quantity.end):
            return passage.rule
        if name := set_aside_by(self._text, block.start, block.end, quantity, spans):
            return name
        return accepted(self._text, block.start, block.end, quantity)

    def _put_aside(self, quantity: Quantity, rule: str) -> None:
        start, end = self._document.raw_span(quantity.start, quantity.end)
        self.set_aside.append(SetAside(start=start, end=end, text=self._document.raw[start:end], rule=rule))

    def _sentence(
        self, block: Block, parts: Spans, index: int, inside: list[Quantity], mentions: list[Mention]
    ) -> list[Statement]:
        start, end = parts.starts[index], parts.ends[index]
        readings = self._sentences.read(start, end, inside, mentions)
        headings = headings_above(self._document, block.start)
        section = " ".join(h.title for h in headings)
        return [self._statement(block, start, reading, mentions, headings, section) for reading in readings]

    def _clause_end(self, reading: Reading, block: Block) -> int:
        """Return where the clause of a number ends."""
        match = _CLAUSE_END.search(self._text, reading.quantity.end, block.end)
        return match.start() if match else block.end

    def _over_years(self, reading: Reading, when: When) -> bool:
        """“十三五”期间…累计下降17.8%: growth over some years is not from one year to the next."""
        if (
            reading.measure != "growth"
            or reading.basis != "yoy"
            or not _SOME_YEARS.fullmatch(when.period or "")
        ):
            return False
        words = self._text[reading.left_start : reading.quantity.start]
        return "累计" in words and _FROM_YEAR_TO_YEAR.search(words) is None

    def _statement(
        self,
        block: Block,
        sentence: int,
        reading: Reading,
        mentions: list[Mention],
        headings: list,  # type: ignore[type-arg]
        section: str,
    ) -> Statement:
        quantity = reading.quantity
        words = self._text[max(sentence, quantity.start - _REACH) : self._clause_end(reading, block)]
        when = self._periods.when(block, sentence, reading, mentions, headings)
        basis = None if self._over_years(reading, when) else reading.basis
        kind, said = kind_of(words, when, self.context, section, self._periods.aims(block))
        when = self._periods.based(when, reading, kind, section)
        doubts = (*reading.doubts, *name_doubts(reading.indicator), *when.doubts)
        if not said:
            doubts = (*doubts, "kind-from-section")
        if quantity.spelled and quantity.form == "plain":
            doubts = (*doubts, "number-spelled")
        start, end = self._document.raw_span(quantity.start, quantity.end)
        heading = headings[0] if headings else None
        return Statement(
            doc=self._document.name,
            start=start,
            end=end,
            text=self._document.raw[start:end],
            value=quantity.value,
            upper=quantity.upper,
            unit=quantity.unit,
            comparator=reading.comparator,
            measure=reading.measure,
            direction=reading.direction,
            basis=basis,
            indicator=reading.indicator or None,
            region=self._regions.region(block, sentence, reading.window, quantity.start),
            period=when.period,
            kind=kind,
            section=None if heading is None else self._text[heading.start : heading.end],
            locator=self._document.locator(quantity.start, quantity.end),
            doubts=doubts,
            confidence=confidence(reading.rule, doubts),
            rule=reading.rule,
        )
