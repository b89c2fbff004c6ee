"""A part that fails: one sentence and a number that is in the log; never a traceback, never its neighbours."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from markupsafe import Markup

from components.ui import text

_LOG = logging.getLogger("against_the_record")


@contextmanager
def boundary() -> Iterator[None]:
    """What fails inside is said in its place, and what follows goes on.

    Streamlit ends and repeats runs by exceptions of its own, which are no `Exception` and pass.
    """
    try:
        yield
    except Exception:
        text.show(sentence())


def sentence() -> Markup:
    """Log the exception that is being handled under a new number, and say so to the reader."""
    number = secrets.token_hex(4)
    _LOG.exception("reference %s", number)
    return Markup(
        "<p class='failed' role='alert'>This part could not be shown. Reference {}. "
        "<a href='./' target='_self'>Back to the overview</a></p>"
    ).format(number)
