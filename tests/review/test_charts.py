"""Pictures of a folder: parts that add up, curves from what each year achieved."""

from extractor.review.acts import Ask
from extractor.review.charts import bars, indicators_over_years
from extractor.review.folder import Folder
from extractor.review.store import Store
from schemas.decision import Act
from schemas.report import TextField, YearField
from tests.review.made import SCALE, Table, made, write


def _year(year, value):
    text = f"{year}年报告\n办理案件{value}件。\n"
    claim = {"name": "办理案件", "value_text": value, "unit": "件", "quote": f"办理案件{value}件"}
    result = made(text, [claim])
    indicator = result.report.indicators[0].model_copy(update={"value": value})
    region = TextField(value="某区", evidence=None)
    update = {"year": YearField(value=year, evidence=None), "region": region, "indicators": (indicator,)}
    return result.model_copy(update={"report": result.report.model_copy(update=update)})


def _curves(folder):
    return indicators_over_years(list(Folder(folder).all()))


def test_bars_hold_every_row(tmp_path):
    """The parts of the longest bar fill it, and their counts add up."""
    write(tmp_path, made())
    [bar] = bars(list(Folder(tmp_path).all()))
    assert [(tone, n) for tone, _, _, n in bar.parts] == [("wrong", 3), ("omitted", 3), ("fine", 4)]
    assert (sum(width for _, _, width, _ in bar.parts), bar.total) == (1000, 10)


def test_an_indicator_over_the_years(tmp_path):
    """One that several years tell, in their order; the axis begins at nought."""
    for year, value in ((2023, "150"), (2021, "300"), (2022, "75.5")):
        write(tmp_path, _year(year, value), stem=str(year))
    [(key, drawn)] = _curves(tmp_path).items()
    assert key == "办理案件（件） 某区"
    assert [point.year for point in drawn.points] == [2021, 2022, 2023]
    assert [(point.x, point.y) for point in drawn.points] == [(40, 40), (300, 145), (560, 110)]
    assert drawn.points[1].label == "75.5件"


def test_a_rejected_number_is_no_point(tmp_path):
    """What people turned down is not shown as a fact."""
    for year in (2021, 2022):
        write(tmp_path, _year(year, "300"), stem=str(year))
    assert _curves(tmp_path)
    table = Table(_year(2022, "300"))
    table.press(Ask(claim=SCALE.replace("2", "0"), act=Act.REJECT))
    Store(tmp_path).append(table.events)
    assert _curves(tmp_path) == {}
