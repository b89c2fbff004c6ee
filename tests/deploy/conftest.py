"""nginx before two replicas and a small static folder, all on this machine, for the tests of `deploy/`."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from collections.abc import Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest

from deploy import local, nginx

T = TypeVar("T")


def ran(work: Coroutine[Any, Any, T]) -> T:
    """What a coroutine gives, run in a thread of its own: the browser has taken this one's loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


@pytest.fixture(scope="session", autouse=True)
def program() -> str:
    """The path of nginx; as root on Debian it is installed if there is none, else the tests say how."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin"
    wanted = [name for name in ("nginx", "openssl") if not shutil.which(name, path=path)]
    if wanted and shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False, stdout=subprocess.DEVNULL)
        subprocess.run(["apt-get", "install", "-y", "-qq", *wanted], check=False, stdout=subprocess.DEVNULL)
    found = shutil.which("nginx", path=path)
    assert found, "no nginx: install one (Debian: apt-get install nginx)"
    return found


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where both configurations are written, and what they serve; its name has a blank, as a person's may."""
    return tmp_path_factory.mktemp("nginx and files")


@pytest.fixture(scope="session")
def configuration(folder: Path) -> nginx.Written:
    """A configuration for two replicas and a small static folder, compressed quickly rather than well."""
    site = folder / "files"
    for name, text in {
        "index.html": "<!doctype html><title>Static</title><h1>Static</h1>",
        "404.html": "<!doctype html><title>Not here</title><h1>Not here</h1>",
        "robots.txt": "User-agent: *",
        "assets/font-0.woff2": "a font",
        "figures/one.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "figures/one/index.html": "<!doctype html><title>One</title><h1>One</h1>",
        "data/index.html": "<!doctype html><title>Data</title><h1>Data</h1>",
        "_headers": "/*",
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    return nginx.write(
        folder / "work",
        site=site,
        listen=f"127.0.0.1:{local.free_port()}",
        replicas=[f"127.0.0.1:{local.free_port()}" for _ in range(2)],
        quality=1,
    )


@pytest.fixture(scope="session")
def replicas(configuration: nginx.Written) -> Iterator[Sequence[local.Server]]:
    """The two replicas behind `front`."""
    ports = [int(replica.split(":")[1]) for replica in configuration.replicas]
    with local.servers(
        *(local.Server(local.ROOT / "app.py", base=local.BASE, port=port) for port in ports)
    ) as both:
        yield both


@pytest.fixture(scope="session")
def secure_front(
    folder: Path, configuration: nginx.Written, replicas: Sequence[local.Server]
) -> Iterator[str]:
    """The same over HTTPS, with a certificate that only these tests trust."""
    chain, key = folder / "chain.pem", folder / "key.pem"
    make = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1"
    subprocess.run([*make.split(), "-keyout", key, "-out", chain], check=True, capture_output=True)
    made = nginx.write(
        folder / "secure",
        site=folder / "files",
        listen=f"127.0.0.1:{local.free_port()}",
        replicas=configuration.replicas,
        certificate=nginx.Certificate(str(chain), str(key)),
        quality=1,
    )
    with local.nginx(made) as address:
        yield address


@pytest.fixture(scope="session")
def front(configuration: nginx.Written, replicas: Sequence[local.Server]) -> Iterator[str]:
    """The address of nginx, which serves a page at / and two replicas of the app at /live/."""
    with local.nginx(configuration) as address:
        yield address
