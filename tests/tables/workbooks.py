"""Small workbooks in the shape of NATO's, for the tests: three Allies, eleven years, every sheet."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

ALLIES = {
    "Albania": ("ALB", 0, True),
    "Finland": ("FIN", 2023, True),
    "Iceland": ("ISL", 0, False),
    "United States": ("USA", 0, True),
}
YEARS = [str(year) for year in range(2014, 2023)] + ["2023e", "2024e"]


def build() -> Workbook:
    """A workbook in which everything is as it should be."""
    book = Workbook()
    book.remove(book.active)
    money = "Million US dollars"
    _sheet(
        book,
        "TABLE2",
        money,
        ["Current prices and exchange rates", "Constant 2015 prices and exchange rates"],
    )
    _sheet(book, "TABLE3", "Based on 2015 prices", ["Share of real GDP (%)", "Annual real change (%)"])
    _sheet(
        book,
        "TABLE5",
        money,
        ["Current prices and exchange rates", "Constant 2015 prices and exchange rates"],
        iceland=True,
    )
    _sheet(book, "TABLE7", "Thousands", [""])
    _sheet(
        book,
        "TABLE8a",
        "Percentage of total defence expenditure",
        ["Equipment (a)", "Personnel (b)"],
        aggregates=False,
    )
    return book


def _sheet(
    book: Workbook, name: str, unit: str, blocks: list[str], *, iceland: bool = False, aggregates: bool = True
) -> None:
    sheet = book.create_sheet(name)
    sheet["B4"], sheet["B6"] = f"{name} of the tests", unit
    for place, year in enumerate(YEARS):
        sheet.cell(8, 4 + place, year)
    row = 10
    for heading in blocks:
        if heading:
            sheet.cell(row, 2, heading)
            row += 1
        for at, ally in enumerate(ALLIES):
            if ally == "Iceland" and not iceland:
                continue
            sheet.cell(row, 3, ally + ("*" if ally == "Finland" else ""))
            for place in range(len(YEARS)):
                sheet.cell(row, 4 + place, _value(at, place))
            row += 1
        if aggregates:
            for label in ("NATO Europe and Canada", "NATO Total"):
                sheet.cell(row, 2, label)
                for place, year in enumerate(YEARS):
                    counted = [
                        at
                        for at, (_, first, figures) in enumerate(ALLIES.values())
                        if figures and first <= int(year[:4])
                    ]
                    counted = [at for at in counted if label == "NATO Total" or at != 3]
                    sheet.cell(row, 4 + place, sum(_value(at, place) for at in counted))
                row += 1


def _value(ally: int, year: int) -> float:
    return round(10.5 * (ally + 1) + 0.123456 * year, 6)


def save(book: Workbook, folder: Path, name: str = "tables.xlsx") -> Path:
    """The workbook as a file in `folder`."""
    path = folder / name
    book.save(path)
    return path
