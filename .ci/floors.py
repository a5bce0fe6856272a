"""Compares what was measured with .ci/floors.tsv: used by score and values.py."""
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EVAL = ROOT.parent / "shared" / "eval"


def program(arguments):
    """The built program of a profile: debug where none is named."""
    return ROOT / "target" / (arguments[0] if arguments else "debug") / "rongzi"


def floors():
    rows = (line.split("\t") for line in (ROOT / ".ci/floors.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    next(rows)
    return {(name, figure): float(floor) for name, figure, floor in rows}


def compare(found):
    """Prints one line a figure; 1 if one of the sets that were measured fell below its floor, else 0.

    `found` has {set: {figure: percent, or (right, all)}}; figures without a floor are shown and bind nothing.
    """
    bounds = floors()
    missing = [key for key in bounds if key[0] in found and key[1] not in found[key[0]]]
    below = 0
    for name, figures in found.items():
        for figure, value in figures.items():
            right, count = value if isinstance(value, tuple) else (value, 100)
            percent = 100 * right / count if count else 0.0
            floor = bounds.get((name, figure))
            fell = floor is not None and percent < floor
            below += fell
            cases = f"{right}/{count}" if isinstance(value, tuple) else ""
            told = "" if floor is None else f"floor {floor:g}"
            print(f"{name:9} {figure:14} {percent:6.2f} {cases:>9}  {told}{'  FELL BELOW' if fell else ''}".rstrip())
    for name, figure in missing:
        print(f"{name:9} {figure:14} has a floor and was not measured")
    return 1 if below or missing else 0
