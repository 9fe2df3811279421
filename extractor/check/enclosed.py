"""Shares that a name stands around: 停车场|100%|接入公共平台 is what 停车场接入公共平台 means, and nothing else is."""

import re

from extractor.check.index import Source
from extractor.check.place import Place

_BEHIND = re.compile("(?:以[上内]|左右)?的?(?P<words>[^,;:.、0-9]{2,})(?=[,;:.、]|$)")
_KEPT = re.compile("(?:继续|持续|连续|仍然?|均|都|实现|保持)+$")
"""What goes on: 汽车产量|继续保持|40%以上增长."""


class Enclosed:
    """The shares of one source that words enclose: some before them, and the rest of the clause behind them."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._shares: dict[int, list[tuple[Place, str, int]]] = {}
        for place in source.places:
            if place.unit == "%":
                self._read(place)

    def share(self, plain: str, place: Place) -> Place | None:
        """Return the share in a number's sentence that a folded name stands around, be it this number or another."""
        text = self._source.folded.text
        for share, behind, end in self._shares.get(place.sentence, ()):
            before = plain.removesuffix(behind)
            if 1 < len(before) < len(plain) and text.endswith(before, 0, end):
                return share
        return None

    def _read(self, share: Place) -> None:
        """Read the words that close the clause behind a share, and where those before it end."""
        text = self._source.folded.text
        behind = _BEHIND.match(text, share.folded_end)
        if behind:
            kept = _KEPT.search(text, self._source.gap_start(share), share.folded_start)
            end = kept.start() if kept else share.folded_start
            self._shares.setdefault(share.sentence, []).append((share, behind["words"], end))
