"""The encodings of Chinese PDF fonts that pdfminer.six knows only in part, made whole.

In Adobe's resources ETenms-B5-H and -V add proportional Latin letters to ETen-B5-H and -V (`usecmap`); pdfminer's
copies hold these letters alone, and would drop every Chinese character (seen in jsvine/pdfplumber#1073).
"""

from pdfminer.cmapdb import CMap, CMapDB

_ADDED_TO = {"ETenms-B5-H": "ETen-B5-H", "ETenms-B5-V": "ETen-B5-V"}


def complete_cmaps() -> None:
    """Put the encodings that others only add to into these; to be called before a document is read."""
    for name, base in _ADDED_TO.items():
        cmap, whole = CMapDB.get_cmap(name), CMapDB.get_cmap(base)
        if isinstance(cmap, CMap):
            own = dict(cmap.code2cid)
            cmap.use_cmap(whole)
            cmap.code2cid.update(own)
