"""The three sectors of an economy, whose shares every report tells in one order: 三次产业结构调整为11:49:40."""

import re

SECTORS = ("第一产业", "第二产业", "第三产业")
_SECTOR = "产业"
OF_SECTORS = re.compile("(?:一二三次?产业|三次产业|三产|产业)(?:增加值)?(?:结构|构成|比重|比例|占比)|三次产业|三产")
TELLS_SECTOR = re.compile("产业|[一二三]产|农业|农林|工业|服务业")
"""What is printed where a share is that of a sector, by whatever name."""
RATIO = re.compile("[:：∶]")
"""What stands between the shares."""
_TAIL = re.compile("(?:之?比|占?比[例重]|[数值])+$")


def sector_in(words: str) -> str | None:
    """Return the first sector that some words name in full, in the order of the sectors.

    >>> sector_in("第三产业增加值"), sector_in("三次产业结构")
    ('第三产业', None)
    """
    if _SECTOR not in words:
        return None
    return next((sector for sector in SECTORS if sector in words), None)


def shares_of(name: str, count: int) -> tuple[str, ...]:
    """Return the name of each share where a name is of all sectors and so many shares are told; empty for any other.

    >>> shares_of("2025年三次产业结构比", 3)
    ('2025年第一产业占比', '2025年第二产业占比', '2025年第三产业占比')
    >>> shares_of("第三产业占比", 3), shares_of("三产结构", 1)
    ((), ())
    """
    found = OF_SECTORS.search(name) if count == len(SECTORS) else None
    if found is None or sector_in(name):
        return ()
    before, behind = name[: found.start()], _TAIL.sub("", name[found.end() :])
    return tuple(f"{before}{sector}占比{behind}" for sector in SECTORS)
