"""Bytes in, text and the name of its encoding out: a ladder of strict tries, from the surest sign to the weakest.

BOM > NUL pattern (UTF-16) > strict UTF-8 > strict GB18030 and Big5-HKSCS > the better of them with a few bytes lost.
GB18030 stands for GB2312 and GBK too: it reads both.
"""

import codecs
import re

from extractor.errors import InputError

# A file with more lost bytes than one in a thousand is not damaged but misread.
MAX_LOST = 0.001
# Enough for charset-normalizer to tell GB18030 from Big5; the whole file would only cost time.
_SAMPLE = 20_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)

# Of a Chinese text nearly every character is one of these.
_PLAIN = re.compile(r"[\t\n\r\x20-\x7e\u2010-\u2027\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_MOSTLY = 0.95

_NO_CHARSETS = frozenset(
    {"idna", "punycode", "raw-unicode-escape", "raw_unicode_escape", "undefined", "unicode-escape"}
)
"""Codecs for parts of a text; some take the square of its length."""


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """Decode `data`, called `name` in messages; a BOM is dropped. Returns the text and the encoding used.

    Raises InputError for an unknown `encoding`, for binary data and for bytes that no encoding of the ladder fits.

    >>> decode("法治政府".encode("gbk") * 20, "a.txt")[1]
    'gb18030'
    """
    if encoding is not None:
        return _as_told(data, name, encoding)
    for bom, codec, label in _BOMS:
        if data.startswith(bom):
            return _tolerant(data, name, codec), label
    if b"\0" in data and not _is_stray(data):
        codec = _utf16_order(data, name)
        return _tolerant(data, name, codec), codec
    for codec in ("utf-8", _chinese_codec(data)):
        text = _strict(data, codec)
        if text is not None:
            return text, codec
    return _least_lost(data, name)


def _as_told(data: bytes, name: str, encoding: str) -> tuple[str, str]:
    try:
        label = codecs.lookup(encoding).name
        if label in _NO_CHARSETS:
            raise LookupError(label)
        "0".encode(label)  # base64 and the like are codecs, but of no text
    except (LookupError, ValueError) as error:
        raise InputError(
            f"unknown encoding {encoding!r} for {name!r}: try utf-8, gb18030 or big5hkscs",
            f"{name!r}：未知编码 {encoding!r}，可试 utf-8、gb18030 或 big5hkscs",
        ) from error
    label = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}.get(label, label)
    codec = {"utf-8": "utf-8-sig"}.get(label, label)
    return _tolerant(data, name, codec).removeprefix("\ufeff"), label


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except ValueError:
        return None


def _tolerant(data: bytes, name: str, codec: str) -> str:
    text = _strict(data, codec)
    if text is not None:
        return text
    try:
        text = data.decode(codec, errors="replace")
    except (LookupError, ValueError) as error:
        raise InputError(
            f"{name!r} cannot be decoded as {codec}: name another with --encoding",
            f"{name!r} 不能按 {codec} 解码：请用 --encoding 指定编码",
        ) from error
    if text.count("\ufffd") > MAX_LOST * len(text):
        raise InputError(
            f"{name!r} is not {codec}, though it looks so: name its encoding with --encoding",
            f"{name!r} 看似 {codec} 却不是：请用 --encoding 指定编码",
        )
    return text


def _is_stray(data: bytes) -> bool:
    """Tell a few NUL characters in UTF-8 from the half characters of UTF-16, which is never UTF-8 if it is Chinese."""
    return data.count(0) <= MAX_LOST * len(data) and _strict(data, "utf-8") is not None


def _utf16_order(data: bytes, name: str) -> str:
    """Tell UTF-16's byte order by which of the two gives a Chinese text.

    NUL bytes alone do not tell: Latin letters have theirs in one half of the character, 一 and the ideographic space in
    the other.
    """
    if len(data) % 2 == 0:
        for codec in ("utf-16-le", "utf-16-be"):
            text = _strict(data, codec)
            if text and len(_PLAIN.findall(text[:_SAMPLE])) >= _MOSTLY * len(text[:_SAMPLE]):
                return codec
    raise InputError(
        f"{name!r} is a binary file, a plain text was expected: save the report as UTF-8 text (.txt)",
        f"{name!r} 是二进制文件，这里需要纯文本：请把报告另存为 UTF-8 文本（.txt）",
    )


def _chinese_codec(data: bytes) -> str:
    """Choose between GB18030 and Big5-HKSCS; ties go to GB18030, which most such files are in."""
    fits = [codec for codec in ("gb18030", "big5hkscs") if _strict(data, codec) is not None]
    if len(fits) != 2 or data.isascii():
        return fits[0] if fits else "gb18030"
    from charset_normalizer import from_bytes  # 60 ms to import, and seldom needed

    sample = data[: data.rfind(b"\n", 0, _SAMPLE) + 1] or data
    best = from_bytes(sample, cp_isolation=["gb18030", "big5hkscs"]).best()
    return "big5hkscs" if best is not None and best.encoding == "big5hkscs" else "gb18030"


def _least_lost(data: bytes, name: str) -> tuple[str, str]:
    tries = [(data.decode(codec, errors="replace"), codec) for codec in ("utf-8", "gb18030", "big5hkscs")]
    text, codec = min(tries, key=lambda pair: pair[0].count("\ufffd"))
    if text.count("\ufffd") > MAX_LOST * len(text):
        raise InputError(
            f"{name!r} is no text in UTF-8, UTF-16, GB18030 or Big5: check it, or name its encoding with --encoding",
            f"{name!r} 不是 UTF-8、UTF-16、GB18030 或 Big5 文本：请检查文件，或用 --encoding 指定编码",
        )
    return text, codec
