"""What the tests need beside Python packages: found on the machine, else installed where that is allowed.

The fixtures of ``tests/conftest.py`` find the programs through this module, so that what is installed
here is what the tests use.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path


def chromium() -> str | None:
    """Return the path of a Chromium or Chrome, or ``None``."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("LUOSHI_CHROMIUM") or first_on_path(*names) or playwright_chromium()


def soffice() -> str | None:
    """Return the path of LibreOffice, or ``None``."""
    return first_on_path("soffice", "libreoffice")


def pdftoppm() -> str | None:
    """Return the path of poppler's pdftoppm, or ``None``."""
    return first_on_path("pdftoppm")


def postgres() -> str | None:
    """Return the folder that holds initdb and pg_ctl, newest version first, or ``None``."""
    if found := shutil.which("pg_ctl"):
        return str(Path(found).parent)
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    newest = sorted((f for f in folders if (f / "pg_ctl").exists()), key=_version, reverse=True)
    return str(newest[0]) if newest else None


def _version(folder: Path) -> int:
    return int(folder.parent.name)


def nginx() -> str | None:
    """Return the path of nginx, which Debian keeps among the programs of the administrator, or ``None``."""
    return shutil.which("nginx", path=_with_sbin())


def logrotate() -> str | None:
    """Return the path of logrotate, or ``None``."""
    return shutil.which("logrotate", path=_with_sbin())


def systemd_analyze() -> str | None:
    """Return the path of the program that checks units, or ``None``."""
    return first_on_path("systemd-analyze")


def sqlite3() -> str | None:
    """Return the path of SQLite's shell, or ``None``."""
    return first_on_path("sqlite3")


def useradd() -> str | None:
    """Return the path of the program that makes users, or ``None``."""
    return shutil.which("useradd", path=_with_sbin())


def _with_sbin() -> str:
    return os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"))


def cjk_font() -> str | None:
    """Return the file of a font with Chinese characters, or ``None``."""
    if not shutil.which("fc-match"):
        return None
    command = ["fc-list", ":lang=zh-cn", "file"]
    lines = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    return lines[0].rstrip(": ") if lines else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing the tests need: how to find it and Debian's packages for it."""

    name: str
    find: Callable[[], str | None]
    packages: tuple[str, ...]
    marker: str


NEEDS = (
    Need(name="Chromium", find=chromium, packages=("chromium",), marker="browser"),
    Need(
        name="LibreOffice",
        find=soffice,
        packages=("libreoffice-writer-nogui", "libreoffice-calc-nogui"),
        marker="office",
    ),
    Need(name="poppler", find=pdftoppm, packages=("poppler-utils",), marker="office"),
    Need(name="PostgreSQL", find=postgres, packages=("postgresql",), marker="postgres"),
    Need(name="nginx", find=nginx, packages=("nginx-light", "openssl"), marker="services"),
    Need(name="systemd-analyze", find=systemd_analyze, packages=("systemd",), marker="services"),
    Need(name="logrotate", find=logrotate, packages=("logrotate",), marker="services"),
    Need(name="sqlite3", find=sqlite3, packages=("sqlite3",), marker="services"),
    Need(name="a Chinese font", find=cjk_font, packages=("fontconfig", "fonts-noto-cjk"), marker="office"),
)


def main() -> int:
    """Install what is missing; in CI something missing is an error."""
    missing = [need for need in NEEDS if not need.find()]
    if missing and may_install():
        apt_install([package for need in missing for package in need.packages])
    if not chromium():
        install_playwright_chromium()
    still = [need for need in missing if not need.find()]
    for need in still:
        print(f"needs: {need.name} is not here; tests marked {need.marker} cannot run", file=sys.stderr)
    return 1 if still and os.environ.get("CI") else 0


def may_install() -> bool:
    """Say whether Debian's packages may be installed here."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: list[str]) -> None:
    """Install Debian packages without asking; failures show when the program is looked for again."""
    print(f"needs: installing {' '.join(packages)} …", file=sys.stderr, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    for command in ([*apt, "update"], [*apt, "install", "-y", "--no-install-recommends", *packages]):
        subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL)


def install_playwright_chromium() -> None:
    """Fetch Playwright's own Chromium where nothing else is to be had."""
    print("needs: fetching Playwright's Chromium …", file=sys.stderr, flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    playwright_chromium.cache_clear()


@cache
def playwright_chromium() -> str | None:
    """Return the path of Playwright's own Chromium if it has been fetched."""
    probe = (
        "from playwright.sync_api import sync_playwright as p; q = p().start(); "
        "print(q.chromium.executable_path); q.stop()"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    found = done.stdout.strip()
    return found if found and Path(found).exists() else None


def first_on_path(*names: str) -> str | None:
    """Return the first of several programs that is on the PATH."""
    return next((found for name in names if (found := shutil.which(name))), None)


if __name__ == "__main__":
    sys.exit(main())
