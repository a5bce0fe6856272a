#!/usr/bin/env python3
"""How reliable the confidence of records is on the labelled articles: per bin, the records and the share of them that tell a labelled event.

    .ci/confidence.py debug [--fit]

With --fit, also the weights that `dictionaries/weights.tsv` could take."""
import math
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from floors import EVAL, program

sys.path.insert(0, str(EVAL))
DATA = EVAL / "data"
BINS = [0.0, 0.6, 0.8, 0.9, 1.01]


def sets():
    return [
        ("dev", [DATA / "docs_dev.jsonl"], dict(docs=[DATA / "docs_dev.jsonl"], page=None, gold=[DATA / "gold_dev.jsonl"])),
        ("features", sorted((DATA / "features").glob("*.md")),
         dict(docs=None, page=[str(page) for page in sorted((DATA / "features").glob("*.md"))], gold=[DATA / "features/gold.jsonl"])),
    ]


def read(rongzi, folder, name, inputs, arguments):
    """[(confidence, told, slots right of slots filled, {part: points})] of the records of one set."""
    import types

    import score_events
    records = folder / f"{name}.jsonl"
    subprocess.run([rongzi, "extract", *inputs, "--min-confidence", "0", "-o", records], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    parts = {}
    for path in inputs:
        said = subprocess.run([rongzi, "explain", path], check=True, capture_output=True, text=True).stdout
        for event, shown in re.findall(r"event ([0-9a-f]+) confidence [0-9.]+ of (.*)", said):
            parts[event] = {part: float(points) for part, points in re.findall(r"(\w+) ([-+][0-9.]+)", shown)}
    documents, _ = score_events.load(types.SimpleNamespace(types=None, pred=records, **arguments))
    out = []
    for doc, pairs in score_events.score(documents)["work"].items():
        for gold, pred, found in pairs:
            if pred is not None:
                record = documents[doc][1][pred]
                right = sum(found[slot][0] for slot in score_events.SLOTS)
                filled = right + sum(found[slot][1] for slot in score_events.SLOTS)
                out.append((record["confidence"], int(gold is not None), (right, filled), parts.get(record["event_id"], {})))
    return out


def weights():
    lines = Path(__file__).parent.parent.joinpath("dictionaries/weights.tsv").read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line.startswith("confidence/")]
    return {cell[0].split("/")[1]: float(cell[1]) for cell in cells}


def news():
    """{draw: the same} of records of news at large that were read; of them only the parts and the verdict are kept."""
    lines = [line for line in (Path(__file__).parent / "news_read.tsv").read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    names = lines[0].split("\t")[3:]
    draws = {}
    for draw, _, event, *met in (line.split("\t") for line in lines[1:]):
        draws.setdefault(f"news {draw}", []).append((int(event == "yes"), dict(zip(names, map(float, met)))))
    return draws


def solve(matrix, right):
    size = len(right)
    for i in range(size):
        pivot = max(range(i, size), key=lambda k: abs(matrix[k][i]))
        matrix[i], matrix[pivot], right[i], right[pivot] = matrix[pivot], matrix[i], right[pivot], right[i]
        for k in range(i + 1, size):
            factor = matrix[k][i] / matrix[i][i]
            matrix[k] = [a - factor * b for a, b in zip(matrix[k], matrix[i])]
            right[k] -= factor * right[i]
    solved = [0.0] * size
    for i in reversed(range(size)):
        solved[i] = (right[i] - sum(matrix[i][j] * solved[j] for j in range(i + 1, size))) / matrix[i][i]
    return solved


def fit(labelled):
    """Logistic regression of told on the parts by Newton's method. Each set has a base of its own, for they differ in how often a record
    is right; that of the last draw is printed. A ridge keeps rare parts small."""
    held = weights()
    names = [name for name in held if name not in ("base", "least")]
    sets = news()
    for name, rows in labelled.items():
        sets[name] = [(row[1], {part: points / held[part] for part, points in row[3].items() if part in names and held[part]}) for row in rows]
    table, told = [], []
    for place, rows in enumerate(sets.values()):
        for right, met in rows:
            table.append([float(place == other) for other in range(len(sets))] + [met.get(name, 0.0) for name in names])
            told.append(right)
    size = len(sets) + len(names)
    found = [0.0] * size
    for _ in range(20):
        share = [1 / (1 + math.exp(-sum(b * x for b, x in zip(found, row)))) for row in table]
        ridge = [0.0 if i < len(sets) else 2.0 for i in range(size)]
        slope = [sum(row[i] * (y - p) for row, y, p in zip(table, told, share)) - ridge[i] * found[i] for i in range(size)]
        bend = [[sum(row[i] * row[j] * p * (1 - p) for row, p in zip(table, share)) + (ridge[i] if i == j else 0.0)
                 for j in range(size)] for i in range(size)]
        found = [b + step for b, step in zip(found, solve(bend, slope))]
    return {"base": found[len(news()) - 1], **dict(zip(names, found[len(sets):]))}


def main():
    if not EVAL.is_dir():
        print(f"skipped: no labelled sets at {EVAL}")
        return 0
    rongzi = program(sys.argv[1:])
    with tempfile.TemporaryDirectory() as place:
        read_sets = {name: read(rongzi, Path(place), name, inputs, arguments) for name, inputs, arguments in sets()}
    for name, rows in read_sets.items():
        print(f"{name}: {len(rows)} records")
        print("| confidence | records | tell a labelled event | slots right |\n|---|---|---|---|")
        for low, high in zip(BINS, BINS[1:]):
            inside = [row for row in rows if low <= row[0] < high]
            if inside:
                right, filled = (sum(row[2][k] for row in inside) for k in (0, 1))
                print(f"| {low:.2f}–{min(high, 1):.2f} | {len(inside)} | {100 * sum(row[1] for row in inside) / len(inside):.0f} % "
                      f"| {100 * right / max(filled, 1):.0f} % |")
    if "--fit" in sys.argv:
        for name, value in fit(read_sets).items():
            print(f"confidence/{name}\t{value:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
