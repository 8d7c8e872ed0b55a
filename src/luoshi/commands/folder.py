"""``luoshi init``: a sources.yaml to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from luoshi.commands.base import Command
from luoshi.commands.words import say
from luoshi.errors import LuoshiError, Place

SOURCES = "sources.yaml"
SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")

HEAD = """\
# 每份文件的基本情况。日期知道多少写多少：2021、2022-09、2022-05-12。
# What is known about each document. Dates as precise as is known.
place: {name: "", code: ""}            # 地区名称与代码，如 沈阳市 210100
documents:
"""

ENTRY = """\
  - file: "%s"
    title: ""                          # 标题
    issuer: ""                         # 发布单位
    published: ""                      # 公布日期
    kind: ""                           # plan 规划, report 报告, bulletin 公报 …
    trust: C                           # A 官方原文 … D 无署名, X 明显有误
    nature: ""                         # statistics department government publicity third-party media
    evidence: original                 # original 原件, retold 转写
    url: ""
"""


@click.command("init", cls=Command)
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Write a sources.yaml that lists the documents of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / SOURCES
    if target.exists():
        raise LuoshiError("sources-exist", Place(file=str(target)))
    names = sorted(path.name for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    entries = [ENTRY % name.replace('"', '\\"') for name in names]
    target.write_text(HEAD + ("".join(entries) or "  []\n"), encoding="utf-8")
    say("init-done", file=target, count=len(names))
