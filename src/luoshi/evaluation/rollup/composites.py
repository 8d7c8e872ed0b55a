"""One number from many, each by a named rule. None of them judges: weights are a choice, and must be stated.

Everything takes shares of the distance from baseline to target (0 the baseline, 1 the target), oriented so
that more is better, or a table of such shares: a row for each alternative, a column for each indicator.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

Vector = Sequence[float]
Table = Sequence[Sequence[float]]


def weighted(shares: Vector, weights: Vector) -> float:
    """Return the weighted mean of shares, each held between 0 and 1; weights are divided by their sum."""
    total = math.fsum(weights)
    return math.fsum(w * held(x) for x, w in zip(shares, weights, strict=True)) / total


def held(share: float, most: float = 1.0) -> float:
    """Return a share held between 0 and ``most``: overshoot in one indicator pays for none in another."""
    return min(max(share, 0.0), most)


def efficacy(value: float, satisfactory: float, unacceptable: float) -> float:
    """Return the efficacy coefficient 60 + 40 (x - x_no) / (x_sat - x_no) (功效系数法).

    Ministry of Finance, 企业绩效评价; 5.81 with 12 satisfactory and 6 unacceptable gives 58.73.
    """
    return 60 + 40 * (value - unacceptable) / (satisfactory - unacceptable)


def efficacy_of(shares: Vector, weights: Vector) -> float:
    """Return the weighted mean of efficacy coefficients, each held between 0 and 100.

    The baseline is what is unacceptable to stay at, the target what is satisfactory.
    """
    total = math.fsum(weights)
    return (
        math.fsum(
            w * min(max(efficacy(x, 1.0, 0.0), 0.0), 100.0) for x, w in zip(shares, weights, strict=True)
        )
        / total
    )


def entropy_weights(table: Table) -> list[float]:
    """Return weights by Shannon's entropy: a column that tells alternatives apart weighs more.

    p_ij = r_ij / sum r_j; e_j = -sum p ln p / ln m; w_j = (1 - e_j) / sum (1 - e). Equal weights where no
    column tells any apart. Never a default where somebody answers for a result: the weights follow the data.
    """
    rows = len(table)
    told = [1 - _entropy([row[j] for row in table], rows) for j in range(len(table[0]))]
    total = math.fsum(told)
    if total <= 1e-12:
        return [1 / len(told)] * len(told)
    return [one / total for one in told]


def _entropy(column: Vector, rows: int) -> float:
    total = math.fsum(column)
    if total <= 0 or rows < 2:
        return 1.0
    parts = [share for value in column if (share := value / total) > 0]
    return -math.fsum(p * math.log(p) for p in parts) / math.log(rows)


def topsis(table: Table, weights: Vector, *, ratio: bool = True) -> list[float]:
    """Return the closeness of each row to the best of all columns, 0 to 1 (Hwang & Yoon 1981).

    Args:
        table: Rows of alternatives; more is better in every column.
        weights: Of the columns; divided by their sum.
        ratio: Divide each column by its length; otherwise place it between its least and its most.
    """
    total = math.fsum(weights)
    columns = [_scaled([row[j] for row in table], ratio) for j in range(len(weights))]
    spread = [[value * w / total for value in column] for column, w in zip(columns, weights, strict=True)]
    best, worst = [max(column) for column in spread], [min(column) for column in spread]
    return [_closeness([column[i] for column in spread], best, worst) for i in range(len(table))]


def _scaled(column: Vector, ratio: bool) -> list[float]:
    if ratio:
        length = math.sqrt(math.fsum(value * value for value in column))
        return [value / length if length else 0.0 for value in column]
    low, high = min(column), max(column)
    return [(value - low) / (high - low) if high > low else 0.0 for value in column]


def _closeness(row: Vector, best: Vector, worst: Vector) -> float:
    to_best, to_worst = math.dist(row, best), math.dist(row, worst)
    return to_worst / (to_best + to_worst) if to_best + to_worst else 0.0
