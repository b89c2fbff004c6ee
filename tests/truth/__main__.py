"""All views, all figures, the static edition and the whole briefing: `python -m tests.truth`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tests.truth import shown, taken
from tests.truth.oracle import Account

Part = tuple[str, Iterable[Callable[[], Account]]]


def parts() -> list[Part]:
    """What is checked, by name, each as what makes its account."""
    views = shown.views()
    paths = shown.static_paths()
    return [
        (f"live pages, {len(views)} views", (lambda v=v: shown.live(*v) for v in views)),
        (f"{len(shown.FIGURES)} figures in frames", (lambda n=n: shown.embedded(n) for n in shown.FIGURES)),
        ("presenter", [shown.presented]),
        (f"static edition, {len(paths)} pages", (lambda p=p: shown.static(p) for p in paths)),
        (f"frames and files of {len(shown.FIGURES)} figures", (lambda n=n: taken.of_figure(n) for n in shown.FIGURES)),
        *((f"briefing as {name}", [make]) for name, make in taken.BRIEFING.items()),
    ]  # fmt: skip


def main() -> None:
    """Print how many numbers were checked and how, and end with an error if any differs."""
    whole = Account()
    for name, makers in parts():
        found = sum((make() for make in makers), Account())
        print(f"{name}: {found}", flush=True)
        whole += found
    print(f"together: {whole}")
    if whole.wrong:
        raise SystemExit("\n".join(whole.wrong[:50]))


if __name__ == "__main__":
    main()
