"""A plan of a city that does not exist, and edited copies of it."""

from __future__ import annotations

from luoshi.ledger.differing.model import Change, Difference

PLAN = """# 临江市高质量发展纲要

## 一、总体要求

临江市主要指标

| 序号 | 指标 | 2020年 | 2025年 |
| --- | --- | --- | --- |
| 1 | 地区生产总值（亿元） | 350.5 | 500 |
| 2 | 常住人口（万人） | 71.2 | 80 |
| 3 | 空气质量优良天数比率（%） | 81 | 85 |
| 4 | 高新技术企业数（家） | 120 | 300 |

到2025年，公共充电桩达到2000个，城市绿道总长度达到260公里。力争新建口袋公园30个。

## 二、重点任务

### （一）完善枢纽功能

1. 建设航空枢纽。加快推进临江机场二跑道建设，2024年底前完成航站楼改造，开通国际货运航线。
（牵头单位：市交通局）

2. 培育科技力量。推进临江材料实验室建设，组织骨干企业牵头攻克关键技术。（牵头单位：市科技局）

3. 提升港口能级。完善集疏运体系，推动港口岸线整合利用，发展江海联运。（牵头单位：市交通局）

#### 专栏1 枢纽行动计划

专项行动1：空港行动。建成空港大通道，总投资20亿元。

专项行动2：陆港行动。扩建铁路货运场站，开行定期班列。
"""


def edited(*swaps: tuple[str, str]) -> str:
    """Return the plan with words put otherwise; every one of them stands in it once."""
    text = PLAN
    for old, new in swaps:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def unlike(found: Difference) -> list[Change]:
    """Return what is not the same."""
    return [one for one in found.changes if one.kind != "same"]
