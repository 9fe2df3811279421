"""A list of names in words, split into as many as there are numbers told of them: 一、二、三产业, 市县两级."""

import re

_SO_MANY = re.compile("^[0-9两三四五六七八九十]+(?:大|个|家)?")
_AND = "(?:以及|(?<!饱)和|(?<!参)与|(?<![涉普提波惠危])及)"
_CONTENT = re.compile("满意[、和及与]基本满意")
"""One answer and not two: 建议、提案满意和基本满意率分别为99%和98%."""
_ORDINAL = re.compile("^第?[一二三四五六七八九十]")
_TWO_LEVELS = re.compile(
    "(?P<levels>[国省市县区][、和]?[省市县区乡镇村])两级"
    "|(?P<both>城乡|存贷(?=款)|进出(?=口)|牛羊|(?:一二三?|二三)(?=产|次产业))"
)
_LEVELS = {"城": "城镇 城市", "乡": "乡村 农村"}


def split_names(names: str, count: int) -> list[str]:
    """Split a list of names into as many as there are numbers, or give up.

    >>> split_names("一、二、三产业", 3), split_names("甲、乙两个片区", 2), split_names("蔬菜和水果", 3)
    (['一产业', '二产业', '三产业'], ['甲片区', '乙片区'], [])
    """
    names = _CONTENT.sub("满意", names)
    for joint in (rf"、|{_AND}(?!.*、)", "、", f"、|{_AND}"):
        items = [item for item in re.split(joint, names.removeprefix("其中")) if item]
        if len(items) == count > 1:
            return _whole(items)
    return []


def split_levels(names: str, count: int) -> list[str]:
    """Split what is told in one word: two levels, two kinds, the sectors of an economy.

    >>> split_levels("市县两级办件率", 2), split_levels("城乡居民收入", 2)
    (['市级办件率', '县级办件率'], ['城镇 城市居民收入', '乡村 农村居民收入'])
    >>> split_levels("一二三产增加值", 3), split_levels("存贷款余额", 2)
    (['一产增加值', '二产增加值', '三产增加值'], ['存款余额', '贷款余额'])
    """
    found = _TWO_LEVELS.search(names)
    if found is None or count != len(kinds := re.sub("[、和]", "", found["levels"] or found["both"])):
        return []
    rest = names[found.end() :]
    if found["both"] and found["both"] != "城乡":
        return [kind + rest for kind in found["both"]]
    return [_LEVELS.get(level, level + "级") + rest for level in kinds]


def _whole(items: list[str]) -> list[str]:
    """Give ordinals and single letters what stands behind the last of them: 一、二、三产业增加值."""
    *heads, last = items
    tail = _ORDINAL.sub("", last)
    if tail != last and all(map(_ORDINAL.fullmatch, heads)):
        return [*(head + tail for head in heads), last]
    if len(last) > 2 and max(map(len, heads)) == 1:  # 甲、乙、丙三个片区
        tail = _SO_MANY.sub("", last[1:])
        return [head + tail for head in (*heads, last[0])]
    return items
