"""Spell the alphabet of Chinese numerals: which characters are digits, scales and joints, and the core pattern.

In goes nothing; out come character tables and the one compiled pattern that finds numeral cores.
Every repeat in the pattern is possessive, so a scan is linear in the length of the text.
"""

import re

DIGITS = "0-9０-９"
HAN_DIGITS = "〇○零一二三四五六七八九两兩壹贰貳叁參肆伍陆陸柒捌玖"
HAN_DECIMALS = HAN_DIGITS.replace("两", "").replace("兩", "")
SCALES = "十百千万萬亿億拾佰仟廿卅卌"
VAGUE = "余餘多几幾来來"
FORMAL = frozenset("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟")

PLAIN = str.maketrans(
    "０１２３４５６７８９．·，＋－−▲負负萬億兩參貳陸幾餘來點○〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖两拾佰仟％",
    "0123456789..,+----" + "-万亿2326几余来点000123456789123456789" + "2十百千%",
) | {ord("廿"): "2十", ord("卅"): "3十", ord("卌"): "4十", ord("俩"): "2", ord("倆"): "2"}
"""Every spelling of a numeral character to its plain form; digits become ASCII, scales simplified."""

_SPACE = r"[ \t\u3000\xa0]*+"
# A scale character is part of a unit when a unit's second half follows it (number-rules, "unit letters and 千").
_SCALE = (
    r"(?:[十拾廿卅卌亿億万萬]|[百佰](?![ ]*+分[ ]*+[点點位制比数數])"
    r"|[千仟](?![克瓦米伏卡赫帕焦升])|兆(?![瓦字赫欧头頭周焦伏]))"
)
_GROUPED = (
    rf"[{DIGITS}]{{0,2}}+(?:(?:[,，][{DIGITS}]{{3}}(?![{DIGITS}]))++"
    rf"|(?:[ \xa0][{DIGITS}]{{3}}(?![{DIGITS}]))++(?=(?:[.．][{DIGITS}]++)?+[ ]?[\u4e00-\u9fff]))"
)
# A list marker may stand before a year: 2．2013年.
# Print of the 1990s sets the point in the middle, 19·5％; 3·15 without a sign of an amount is a day's name.
_DECIMALS = rf"(?:[.．](?!(?:19|20)[0-9][0-9]年)[{DIGITS}]++|·[{DIGITS}]++(?=[%％‰万亿]))?+"
# 6个亿 is 600 million, but 5个亿元以上项目 are five projects: 亿 must end the amount.
_OF_YI = r"[个個](?=[亿億](?:[，。；、,;）)的\s]|资金|投资|左右|以上|美元|港元|欧元|日元|英镑|卢布|\Z))"
# 390万65岁以上老年人 are 3.9 million people: an age behind 万 is a number of its own.
_AGE = (
    rf"(?<=[万萬亿億])[{DIGITS}]{{1,3}}[ ]?(?:(?:周|足)?[岁歲]|后(?![期续勤])"
    rf"|[-—–－~～至到][{DIGITS}]{{1,3}}[ ]?(?:周|足)?[岁歲])"
)
_AFTER_SCALE = (
    rf"(?:[{DIGITS}]{{1,3}}(?:[,，][{DIGITS}]{{3}})++(?![{DIGITS}.．])|(?!{_AGE})[零〇]?+[{DIGITS}]++{_DECIMALS}(?![{DIGITS}年%％.．])"
    rf"|[ \t]++[{DIGITS}]++{_DECIMALS}(?=[ \t]?{_SCALE})"
    rf"|[ \t]++[{DIGITS}]{{1,3}}(?:[,，][{DIGITS}]{{3}})++(?![{DIGITS}.．])|[ \t]++[{DIGITS}]{{1,4}}(?=[ \t]?[元圆圓])"
    rf"|[{HAN_DIGITS}]++(?=[^年]|\Z))?+"
)
_CUT_SCALE = rf"(?<!(?:19|20)[{DIGITS}]{{2}})[ ]?+\r?\n[ ]?+(?=[万萬亿億][\u4e00-\u9fff])"  # a line ends before 万
_ARABIC = (
    rf"(?<=[{DIGITS}])(?:{_GROUPED}|[{DIGITS}]*+){_DECIMALS}"
    rf"(?:(?:{_SPACE}(?:[{VAGUE}]|{_OF_YI})?+{_SPACE}|{_CUT_SCALE}){_SCALE}++{_AFTER_SCALE})*+"
)
_HAN = (
    rf"(?<=[{HAN_DIGITS}{SCALES}])"
    rf"(?:[{HAN_DIGITS}]|{_SCALE}|[{VAGUE}]{_SPACE}(?=[十百千万萬亿億佰仟]|{_OF_YI})|{_OF_YI}"
    rf"|(?:[ \t\u3000]++|[ ]?\r?\n[ ]?)(?=[{HAN_DIGITS}{SCALES}余餘多几幾](?![、.．是)）])))*+"
    rf"(?:(?:{_SPACE}[点點]{_SPACE}[{HAN_DECIMALS}](?:{_SPACE}[{HAN_DECIMALS}])*+(?![十拾]){_SCALE}*+)"
    rf"|(?<=[零百千万萬亿億])[点點][{DIGITS}]++)?+"
)
HALF_WORDS = frozenset("导導岛島径徑")
"""Characters that make another word of 半: 8英寸半导体."""

CORE = re.compile(rf"[{DIGITS}{HAN_DIGITS}{SCALES}半双雙](?:{_ARABIC}|{_HAN}|(?<=[半双雙]))")
"""One numeral core from its first to its last numeral or scale character (number-rules, `start`, `end`, `text`)."""

RANGE_OF_DIGITS = re.compile(
    r"(?<![一二三四五六七八九〇○零两])(?:(一)(二)|([一二两])(三)|(三)([四五])|(四)(五)|(五)(六)|(六)(七)|(七)(八)|(八)(九))"
    r"(?![一二三四五六七八九〇○零])"
)
"""Two neighbouring han digits that rise by one, as in 八九亿 and 六十三四万, or the idiom 三五."""
