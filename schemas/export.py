"""What results are exported as: which rows a table has, and in which format."""

from enum import StrEnum


class Rows(StrEnum):
    """What a table has a row for."""

    INDICATORS = "indicators"
    ITEMS = "items"


class TableFormat(StrEnum):
    """The formats of a table; the first two are text."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    XLSX = "xlsx"
