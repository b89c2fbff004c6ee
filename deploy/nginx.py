"""Writes a complete nginx configuration for the static edition and N replicas of the live app.

    python -m deploy.nginx FOLDER --site site --listen 127.0.0.1:8080 --replica 127.0.0.1:8501 --replica ...

FOLDER gets nginx.conf, what it includes, and copies of the static edition and of Streamlit's own page and scripts,
compressed beforehand. Then: nginx -c FOLDER/nginx.conf. Each replica is started by: python serve.py --port PORT --base live
"""

from __future__ import annotations

import argparse
import html
import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from components import registry
from components.exports.site import assets
from components.exports.site.machine import PICTURE_POLICY, page_policy
from components.exports.site.shell import allowed
from components.ui.frame import script
from deploy import precompress

HERE: Final = Path(__file__).parent
BROTLI: Final = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
EMBED: Final = "embed"
_HEADERS: Final = """\
add_header X-Content-Type-Options nosniff always;
add_header Referrer-Policy strict-origin-when-cross-origin always;
add_header Permissions-Policy "camera=(), geolocation=(), microphone=()" always;
add_header Strict-Transport-Security $strict_transport always;
"""
_TLS: Final = """\
    ssl_certificate "{chain}";
    ssl_certificate_key "{key}";
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:tls:5m;
    ssl_session_tickets off;
    http2_max_concurrent_streams 256;"""
"""A browser fetches six files at a time over HTTP/1.1, and all of a page's over HTTP/2, which it speaks only to servers
with a certificate."""
_TRUST: Final = """\
  real_ip_header X-Forwarded-For;
  real_ip_recursive on;"""
_PROXY: Final = """\
proxy_pass http://live;
proxy_http_version 1.1;
proxy_set_header Host $http_host;
proxy_set_header X-Forwarded-Proto $scheme_seen;
proxy_set_header Upgrade $http_upgrade;
proxy_set_header Connection $connection_upgrade;
proxy_connect_timeout 1s;
proxy_next_upstream error timeout http_502 http_503;
proxy_next_upstream_tries 3;
"""


@dataclass(frozen=True)
class Limits:
    """What one address may ask for: requests a second, at once above it, and open sockets."""

    rate: int = 50
    burst: int = 200
    sockets: int = 200


@dataclass(frozen=True)
class Certificate:
    """Where nginx finds the certificate of its name, with those that vouch for it, and the key."""

    chain: str
    key: str


@dataclass(frozen=True)
class Written:
    """A configuration, where it listens, the replicas it knows, and whether it speaks HTTPS."""

    path: Path
    listen: str
    replicas: tuple[str, ...]
    secure: bool = False

    @property
    def address(self) -> str:
        """The static edition's first page, without a last slash."""
        return f"http{'s' if self.secure else ''}://{self.listen}"


def live_policy(index: str) -> str:
    """The strictest policy under which the live page works; its inline scripts, Streamlit's and our own one, are
    allowed by their hashes.

    Custom components load from `blob:`, Arrow's reader needs WebAssembly, and Streamlit makes its styles while it
    runs. Nothing compiles code from text, nothing is fetched from elsewhere, no form is sent.
    """
    inline = (*re.findall(r"<script>(.*?)</script>", index, re.DOTALL), script())
    hashes = " ".join(map(allowed, inline))
    return (
        f"default-src 'none'; script-src 'self' blob: 'wasm-unsafe-eval' {hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; manifest-src 'self'; "
        "worker-src 'self' blob:; base-uri 'none'; form-action 'none'"
    )


def check(folder: Path, site: Path) -> None:
    """Is `site` a static edition that the policy sent with its pages lets have its styles, and not where its copy
    goes in `folder`? If not, `ValueError`."""
    given, out = site.resolve(), (folder / "site").resolve()
    if out.is_relative_to(given) or given.is_relative_to(out):
        raise ValueError(f"--site: {site} is where its copy goes; give another folder than {folder}")
    index = site / "index.html"
    if not index.is_file():
        raise ValueError(f"--site: there is no {index}; make site writes it")
    own = set(re.findall(r"'sha256-[^']+'", html.unescape(index.read_text(encoding="utf-8"))))
    if not own or not own <= set(page_policy().replace(";", " ").split()):
        raise ValueError(f"--site: {index} has the styles of another version; make site writes it anew")


def write(
    folder: Path,
    *,
    site: Path,
    listen: str,
    replicas: Sequence[str],
    limits: Limits = Limits(),
    trusted: Sequence[str] = (),
    certificate: Certificate | None = None,
    run: Path | None = None,
    log: str = "",
    quality: int = 11,
    brotli: bool | None = None,
) -> Written:
    """Write everything into `folder`.

    `trusted` are the networks of proxies before it, whose word on a reader's address is taken: limits are each reader's.
    With a `certificate` nginx speaks HTTPS and HTTP/2; without one a proxy before it should.
    `run` is where nginx keeps its process number and passing files (default: `folder`), `log` what it logs to.
    `brotli` says whether nginx there has its module (default: whether nginx here has). `quality` is brotli's, up to 11: the highest takes a minute, once a version of Streamlit.
    """
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    shell = precompress.streamlit(folder / "shell", "/live/", quality=quality)
    brotli = (BROTLI.exists() if brotli is None else brotli) and any(shell.rglob("*.br"))
    run = run or folder
    values = {
        "MODULES": f"load_module {BROTLI};" if brotli else "",
        "BROTLI": "    brotli_static on;" if brotli else "",
        "WORK": str(folder),
        "RUN": str(run),
        "LOG": log or f"{run}/error.log",
        "MIME": "/etc/nginx/mime.types",
        "SERVERS": "\n".join(f"    server {name} max_fails=0;" for name in replicas),
        "LISTEN": f"{listen} ssl http2" if certificate else listen,
        "TLS": _TLS.format(chain=certificate.chain, key=certificate.key) if certificate else "",
        "SITE": str(precompress.folder(site, folder / "site", quality=min(quality, 9))),
        "SHELL": str(shell),
        "PAGES": "|".join(name for name in registry.ADDRESSES if name not in ("", EMBED)),
        "TRUST": "".join(f"  set_real_ip_from {network};\n" for network in trusted)
        + (_TRUST if trusted else ""),
        "RATE": str(limits.rate),
        "BURST": str(limits.burst),
        "SOCKETS": str(limits.sockets),
        "PAGE_POLICY": page_policy(),
        "PICTURE_POLICY": PICTURE_POLICY,
        "FONTS": assets.announced("/"),
        "LIVE_POLICY": live_policy((shell / "index.html").read_text(encoding="utf-8")),
    }
    (folder / "headers.conf").write_text(_HEADERS, encoding="utf-8")
    (folder / "proxy.conf").write_text(_PROXY, encoding="utf-8")
    path = folder / "nginx.conf"
    path.write_text(filled((HERE / "nginx.conf.in").read_text(encoding="utf-8"), values), encoding="utf-8")
    return Written(path, listen, tuple(replicas), secure=certificate is not None)


def filled(template: str, values: dict[str, str]) -> str:
    """The template with every name filled in; one that is not known raises `LookupError`."""
    named = set(re.findall(r"@([A-Z_]+)@", template))
    if unknown := named - set(values):
        raise LookupError(f"nginx.conf.in: nothing is known for {sorted(unknown)}")
    return re.sub(r"@([A-Z_]+)@", lambda found: values[found[1]], template)


def main() -> None:
    """Write the configuration and say how to start nginx with it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--site", type=Path, default=Path("site"), help="the static edition (make site)")
    parser.add_argument("--listen", default="127.0.0.1:8080")
    parser.add_argument(
        "--replica", action="append", default=[], help="where a live app answers; again for more"
    )
    parser.add_argument(
        "--trust", action="append", default=[], type=ipaddress.ip_network,
        help="a proxy before nginx, or its network (10.0.0.0/8), which says whose request it passes on; again for more",
    )  # fmt: skip
    parser.add_argument(
        "--certificate", type=Path, help="its certificate's file, for HTTPS and HTTP/2; with --key"
    )
    parser.add_argument("--key", type=Path, help="its key's file")
    parser.add_argument("--run", type=Path, help="where nginx keeps its passing files")
    parser.add_argument("--log", default="", help="the file nginx logs to, or stderr")
    parser.add_argument("--brotli", action="store_true", help="nginx has its module there, if not here")
    asked = parser.parse_args()
    if bool(asked.certificate) != bool(asked.key):
        parser.error("--certificate and --key go together")
    try:
        check(asked.folder, asked.site)
    except ValueError as wrong:
        parser.error(str(wrong))
    replicas = asked.replica or ["127.0.0.1:8501"]
    certificate = None
    if asked.certificate:
        certificate = Certificate(str(asked.certificate.resolve()), str(asked.key.resolve()))
    made = write(
        asked.folder,
        site=asked.site,
        listen=asked.listen,
        replicas=replicas,
        trusted=[str(network) for network in asked.trust],
        certificate=certificate,
        run=asked.run.resolve() if asked.run else None,
        log=asked.log if asked.log in ("", "stderr") else str(Path(asked.log).resolve()),
        brotli=asked.brotli or None,
    )
    print(f"start it with: nginx -c {made.path}")


if __name__ == "__main__":
    main()
