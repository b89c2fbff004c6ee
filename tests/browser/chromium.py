"""Finds the Chromium that the browser tests drive; if there is none, installs it or says how.

python -m tests.browser.chromium
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """The path of a Chromium: `$CHROMIUM`, or one on the PATH, or Playwright's own."""
    for name in (os.environ.get("CHROMIUM", ""), *NAMES):
        if name and (found := shutil.which(name)):
            return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None


def install() -> None:
    """Try the system's package manager (as root), then Playwright's download."""
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        attempts = [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"], *attempts]
    for command in attempts:
        if find():
            return
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    if not find():
        install()
    if not (path := find()):
        sys.exit(
            "No Chromium found for the browser tests. Install one (Debian: apt-get install chromium; else "
            "python -m playwright install chromium) or name it: CHROMIUM=/path/to/chromium make test"
        )
    print(f"browser tests drive {path}")
