"""Is each value one it may be? Ranges, closed lists, unique keys and references, by pandera.

pandera takes a third of a second to import, so this runs when a file's hash is not the known one, and
in `make data` and the tests; never on a start with untouched tables.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from components.tables import Problem
from components.tables.descriptors import Descriptor, Field


def check(tables: Mapping[str, pd.DataFrame], descriptors: Mapping[str, Descriptor]) -> list[Problem]:
    """Everything that breaks a descriptor's promise, with the row as a spreadsheet counts it."""
    problems: list[Problem] = []
    for name, frame in tables.items():
        problems += _check_table(frame, descriptors[name], tables)
    return problems


def _check_table(
    frame: pd.DataFrame, descriptor: Descriptor, tables: Mapping[str, pd.DataFrame]
) -> list[Problem]:
    import pandera.pandas as pa

    columns = {
        field.name: pa.Column(checks=_checks(field, tables), nullable=True) for field in descriptor.fields
    }
    try:
        pa.DataFrameSchema(columns).validate(frame, lazy=True)
        problems = []
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        problems = [
            Problem(
                descriptor.path,
                f"row {int(case.index) + 2}",
                case.column,
                repr(case.failure_case),
                case.check,
            )
            for case in cases.itertuples()
        ]
    keys = list(descriptor.primary_key)
    for at in frame.index[frame.duplicated(keys)]:
        found = ", ".join(str(frame.at[at, key]) for key in keys)
        problems.append(
            Problem(descriptor.path, f"row {at + 2}", ", ".join(keys), f"{found} again", "each once")
        )
    return problems


def _checks(field: Field, tables: Mapping[str, pd.DataFrame]) -> list:
    import pandera.pandas as pa

    checks = []
    if field.enum:
        checks.append(pa.Check.isin(field.enum, error=f"one of {', '.join(field.enum)}"))
    if field.minimum is not None:
        checks.append(pa.Check.ge(field.minimum, error=f"at least {field.minimum:g}"))
    if field.maximum is not None:
        checks.append(pa.Check.le(field.maximum, error=f"at most {field.maximum:g}"))
    if field.pattern:
        checks.append(pa.Check.str_matches(f"^(?:{field.pattern})$", error=f"text like {field.pattern}"))
    if field.references:
        table, column = field.references.rsplit(".", 1)
        if table in tables:
            known = [*tables[table][column].dropna(), *field.also]
            checks.append(pa.Check.isin(known, error=f"a value of {field.references}"))
    return checks
