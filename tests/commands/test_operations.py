"""What docs/operations.md says to run is run, and the files it gives are read by their programs.

Lines that start with ``$`` are run in the order of the page; ``NOT_RUN`` says which are not, and why.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from click.testing import CliRunner

from luoshi.access import Role, accounts, passwords, signing_in
from luoshi.access.store import AccessStore
from luoshi.cli import main
from luoshi.ledger.store import Ledger
from tests.house.files import ROOT
from tests.postgres import cluster
from tests.web.conftest import NOW, small_plan
from tests.web.people import PASSWORD, QUICK
from tools import needs

PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
NOT_RUN = {"systemctl": "needs a systemd that runs as the first process"}
HOST = "luoshi.example.org"


def block(kind: str, having: str = "") -> str:
    """Return the one block of a kind that has some words."""
    found = [text for text in re.findall(rf"```{kind}\n(.*?)```", PAGE, re.S) if having in text]
    assert len(found) == 1, (kind, having)
    text: str = found[0]
    return text


def lines(having: str) -> list[str]:
    """Return the commands of a block that a person types."""
    return [line.removeprefix("$ ") for line in block("console", having).splitlines() if line]


def run(line: str) -> None:
    """Run a command in the present folder as a person would."""
    words = shlex.split(line)
    if words[0] in NOT_RUN:
        return
    if words[0] == "luoshi":
        result = CliRunner().invoke(main, words[1:])
        assert result.exit_code == 0, f"{line}\n{result.output}"
        return
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{line}\n{done.stderr}"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a ledger and accounts, as the page names them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LUOSHI_LANG", "en")
    for name in ("LUOSHI_LEDGER", "LUOSHI_KEY", "LUOSHI_RATE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(passwords, "_hasher", lambda: QUICK)
    with Ledger.open(tmp_path / "luoshi.db", create=True, clock=NOW) as ledger:
        ledger.append(small_plan(), actor="test", reason="a small plan")
    return tmp_path


def with_accounts(ledger: str | Path) -> None:
    store = AccessStore.open(ledger, create=True)
    assert store
    accounts.add(store, "root", by="local", roles=[Role.SECURITY_ADMIN])
    _, code = accounts.add(store, "reader", by="local", roles=[Role.READER])
    signing_in.set_password(store, code, PASSWORD)
    store.close()


def test_every_block_of_the_page_is_tried_somewhere() -> None:
    kinds = re.findall(r"```(\w+)\n", PAGE)
    assert sorted(kinds) == sorted(["ini", "nginx", "logrotate", *["sh"] * 3, *["console"] * 4])
    for having in ("createuser", "systemctl", "sqlite3", "pg_dump"):
        assert lines(having)


@pytest.mark.postgres
def test_the_commands_for_postgres_move_the_ledger_and_bring_it_back(
    here: Path, postgres_bin: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with cluster(postgres_bin) as own:
        own.execute("CREATE ROLE postgres SUPERUSER LOGIN")
        monkeypatch.setenv("PGHOST", str(own.folder))
        monkeypatch.setenv("PGUSER", "postgres")
        with psycopg.connect(f"host={own.folder} dbname=postgres user=postgres") as connection:
            connection.execute("ALTER ROLE luoshi RENAME TO boot")
        monkeypatch.setenv("PATH", f"{postgres_bin}{os.pathsep}{os.environ['PATH']}")
        for line in lines("createuser"):
            run(line)
        with_accounts("postgresql://luoshi@/luoshi")
        for line in lines("pg_dump"):
            run(line)
        with Ledger.open("postgresql://luoshi@/again") as ledger, Ledger.open(here / "luoshi.db") as before:
            assert ledger.head() == before.head()
        again = AccessStore.open("postgresql://luoshi@/again")
        assert again
        assert signing_in.sign_in(again, "reader", PASSWORD)
        again.close()


@pytest.mark.sqlite
def test_the_commands_of_an_upgrade_run(here: Path) -> None:
    for line in lines("migrate"):
        run(line)
    assert [path for path in here.iterdir() if re.fullmatch(r"luoshi\.\d+T\d+Z\.db", path.name)]


@pytest.mark.services
def test_accounts_are_backed_up_while_they_are_in_use(here: Path) -> None:
    _program("sqlite3", needs.sqlite3())
    with_accounts(here / "luoshi.db")
    for line in lines("sqlite3"):
        run(line)
    shutil.copy(here / "luoshi.db", here / "moved.db")
    shutil.copy(here / "accounts.db", here / "moved.access.db")
    again = AccessStore.open(here / "moved.db")
    assert again
    assert signing_in.sign_in(again, "reader", PASSWORD)
    again.close()


@pytest.mark.services
def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    program = _program("systemd-analyze", needs.systemd_analyze())
    unit = block("ini").replace("/opt/luoshi/.venv/bin/luoshi", shutil.which("true") or "/bin/true")
    (tmp_path / "luoshi.service").write_text(unit)
    command = [program, "verify", "--man=no", str(tmp_path / "luoshi.service")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    told = [line for line in done.stderr.splitlines() if "luoshi.service" in line]
    assert (done.returncode, told) == (0, [])


@pytest.mark.services
@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes users")
def test_the_user_of_the_service_is_made(tmp_path: Path) -> None:
    program = _program("useradd", needs.useradd())
    found = re.search(r"`(useradd [^`]+)`", PAGE)
    assert found
    (tmp_path / "var" / "lib").mkdir(parents=True)
    (tmp_path / "etc").mkdir()
    for name in ("passwd", "group", "login.defs"):
        shutil.copy(f"/etc/{name}", tmp_path / "etc")
    command = [program, "--prefix", str(tmp_path), *shlex.split(found[1])[1:]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (line,) = [one for one in (tmp_path / "etc/passwd").read_text().splitlines() if one.startswith("luoshi:")]
    assert line.endswith(":/var/lib/luoshi:/usr/sbin/nologin")
    assert (tmp_path / "var/lib/luoshi").is_dir()


@pytest.mark.services
def test_the_log_is_rotated_while_it_is_written(tmp_path: Path) -> None:
    program = _program("logrotate", needs.logrotate())
    log = tmp_path / "luoshi.log"
    rules = tmp_path / "rules"
    rules.write_text(block("logrotate").replace("/var/log/luoshi/luoshi.log", str(log)))
    rules.chmod(0o644)
    writer = (
        "import logging, sys; from luoshi.commands.failure import keep_log; keep_log()\n"
        "for line in sys.stdin: logging.getLogger('luoshi').warning(line); print(flush=True)"
    )
    environment = {**os.environ, "LUOSHI_LOG": str(log)}
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", writer], env=environment, **pipes) as running:
        to, back = running.stdin, running.stdout
        assert to is not None
        assert back is not None

        def say(words: str) -> None:
            to.write(f"{words}\n")
            to.flush()
            back.readline()

        say("before")
        command = [program, "--force", "--state", str(tmp_path / "state"), str(rules)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        say("after")
        to.close()
    text = log.read_text()
    assert "after" in text
    assert "before" not in text
    assert "\x00" not in text
    assert (tmp_path / "luoshi.log.1.gz").exists()


@pytest.mark.sqlite
@pytest.mark.services
def test_nginx_passes_on_what_signing_in_rests_on_and_the_service_stops_cleanly(here: Path) -> None:
    """A real nginx with the page's settings before a real ``luoshi serve``, over TLS."""
    program = _program("nginx", needs.nginx())
    with_accounts(here / "luoshi.db")
    with serving(here) as (service, inner):
        with proxied(program, here, inner) as outer:
            sign_in_through(outer)
        service.send_signal(signal.SIGTERM)
        assert service.wait(timeout=20) in (0, -signal.SIGTERM)
    assert not [path.name for path in here.glob("luoshi.db-*")], "the log is folded back into the one file"
    with Ledger.open(here / "luoshi.db") as ledger:
        assert ledger.verify() == []


def sign_in_through(port: int) -> None:
    options: dict[str, Any] = {"verify": False, "timeout": 60, "headers": {"host": HOST}}
    with httpx.Client(base_url=f"https://127.0.0.1:{port}", **options) as browser:
        answer = browser.get("/plans")
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in")
        form = browser.get("/sign-in")
        key = re.search(r'name="form_key" value="(\w+)"', form.text)
        assert key
        given = {"form_key": key[1], "name": "reader", "password": PASSWORD}
        foreign = browser.post("/sign-in", data=given, headers={"origin": "https://evil.example"})
        assert foreign.status_code == 403
        done = browser.post("/sign-in", data=given, headers={"origin": f"https://{HOST}"})
        assert done.status_code == 303, done.text
        assert "__Host-luoshi_session=" in done.headers["set-cookie"]
        assert "Secure" in done.headers["set-cookie"]
        assert browser.get("/city/plan").status_code == 200
        large = browser.post("/sign-in", content=b"x" * 2_000_000)
        assert large.status_code == 413, "refused by the service, not by the proxy"
        assert "request-too-large" in large.text


@contextmanager
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Run ``luoshi serve`` on a free port."""
    port = free_port()
    command = [sys.executable, "-m", "luoshi", "serve", "--port", str(port)]
    own = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(command, cwd=folder, env=own, stdout=subprocess.DEVNULL) as service:
        try:
            wait_for(port, service.poll)
            yield service, port
        finally:
            if service.poll() is None:
                service.kill()


@contextmanager
def proxied(program: str, folder: Path, inner: int) -> Iterator[int]:
    """Run nginx with the page's settings; only ports and files are those of the test."""
    port, work = free_port(), folder / "nginx"
    work.mkdir()
    certificate, key = work / "luoshi.crt", work / "luoshi.key"
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes"]
    files = ["-keyout", str(key), "-out", str(certificate), "-days", "2", "-subj", f"/CN={HOST}"]
    subprocess.run([*request, *files], check=True, capture_output=True)
    server = block("nginx")
    for before, after in {
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "/etc/ssl/luoshi.crt": str(certificate),
        "/etc/ssl/luoshi.key": str(key),
        "http://127.0.0.1:8000": f"http://127.0.0.1:{inner}",
    }.items():
        assert before in server
        server = server.replace(before, after)
    temporary = "".join(
        f"{name}_temp_path {work}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    own = "user root;\n" if os.geteuid() == 0 else ""
    start = f"{own}pid {work}/pid;\nerror_log {work}/error.log;\ndaemon off;\nevents {{}}\n"
    settings = work / "nginx.conf"
    settings.write_text(f"{start}http {{\naccess_log off;\n{temporary}{server}}}\n")
    subprocess.run([program, "-t", "-c", str(settings)], check=True, capture_output=True)
    with subprocess.Popen([program, "-c", str(settings)]) as running:
        try:
            wait_for(port, running.poll)
            yield port
        finally:
            running.terminate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, ended: Callable[[], Any]) -> None:
    """Wait until somebody answers on a port."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert ended() is None, "it ended before it answered"
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError("nobody answered")


def _program(name: str, found: str | None) -> str:
    if not found:
        pytest.skip(f"{name} is not installed; make test installs it where it may")
    return found
