"""A clock that is wrong by what CLOCK_WRONG_BY says, in seconds; Python reads this file before any other.

What the server, its sessions and its caches go by. A day or an hour of the calendar nobody asks for: see the test.
"""

import os
import time

_BY = float(os.environ.get("CLOCK_WRONG_BY", "0"))
_time, _ns = time.time, time.time_ns

time.time = lambda: _time() + _BY
time.time_ns = lambda: _ns() + int(_BY * 1e9)
