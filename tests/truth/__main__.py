"""All views, all static pages, all figures and the whole briefing: `python -m tests.truth`."""

from __future__ import annotations

from tests.pages.test_pages import alone, in_frame
from tests.truth import crawl, editions
from tests.truth.crawl import Account


def main() -> None:
    """Print how many numbers were checked and how, and end with an error if any differs."""
    whole = Account()
    live = Account()
    for page, query in crawl.VIEWS:
        live += crawl.live(alone(page, **query) if query else in_frame(page), page, query)
    parts = {
        f"live pages, {len(crawl.VIEWS)} views": live,
        f"{len(editions.FIGURES)} figures in frames": sum(
            map(editions.embedded, editions.FIGURES), Account()
        ),
        f"briefing page, {len(editions.SPREADS)} spreads": sum(
            map(editions.composed, editions.EXHIBITS), Account()
        ),
        "presenter": editions.staged(),
        "static edition": sum(map(editions.static, editions.static_paths()), Account()),
        f"files of {len(editions.FIGURES)} figures": sum(
            map(editions.of_figure, editions.FIGURES), Account()
        ),
        "briefing as Excel, HTML, PowerPoint, PDF": editions.of_briefing(),
    }
    for name, found in parts.items():
        print(f"{name}: {found}")
        whole += found
    print(f"together: {whole}")
    if whole.wrong:
        raise SystemExit("\n".join(whole.wrong[:50]))


if __name__ == "__main__":
    main()
