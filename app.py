"""Against the Record: the frame. The page that is asked for, in the error boundary; nothing else."""

from contextlib import AbstractContextManager, nullcontext

from components.ui import faults, navigation

page = navigation.chosen()
with faults.boundary():
    from components.ui import frame

    room: AbstractContextManager[object] = nullcontext()
    with faults.boundary():
        room = frame.configure(page.title)
    with room:
        frame.run(page)
        frame.footer()
