#!/usr/bin/env python3
"""Runs the labelled values beside the checkout through `rongzi annotate`: the case files of values, and the values of the
labelled articles among all mentions of their article. Compares with .ci/floors.tsv."""
import json
import shlex
import subprocess
import sys
import tempfile
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

from floors import EVAL, compare, program

DATA = EVAL / "data"

# A field of an event and the kinds of mention that can hold it.
FIELDS = {
    "amount": {"money"},
    "shares": {"shares"},
    "ratio": {"percent", "rate"},
    "price": {"price"},
    "valuation": {"money"},
}
# Figures of the scorer's tables under the names of floors.tsv.
CASES = {
    "money": ("classes", "money"),
    "date": ("classes", "date and period"),
    "duration": ("classes", "duration"),
    "percent": ("classes", "percent"),
    "probe.money": ("probe", "money/ALL"),
    "probe.date": ("probe", "time/ALL"),
    "finance.date": ("finance_dates", "ALL"),
}


def cases(rongzi, folder):
    """Cases right and all, as the scorer counts them."""
    figures = Path(folder) / "values.json"
    command = [sys.executable, EVAL / "score_values.py", "--cases", *sorted((DATA / "values").glob("*.jsonl")),
               "--run", f"{shlex.quote(str(rongzi))} annotate", "--finance-dates", "--json", figures]
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)
    tables = json.loads(figures.read_text(encoding="utf-8"))
    return {name: tuple(tables[table][row]) for name, (table, row) in CASES.items()}


def lines(text):
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def mentions(rongzi, inputs):
    """Mentions by article and by file: a label may name a part of a file, a01#1, or all of it."""
    command = [str(word) for word in (rongzi, "annotate", *inputs)]
    found = defaultdict(list)
    for row in lines(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8").stdout):
        name = row["doc"]["id"]
        for key in {name, name.partition("#")[0]}:
            found[key] += row["mentions"]
    return found


def same_number(one, other):
    return (one is None) == (other is None) and (one is None or Decimal(one) == Decimal(other))


def same_quantity(gold, value):
    ends = all(same_number(gold.get(end), value.get(end)) for end in ("min", "max"))
    return ends and gold.get("currency") in (None, value.get("currency"))


def whole_years(iso):
    """Twelve months are a year."""
    months = iso[1:-1] if iso and iso.startswith("P") and iso.endswith("M") else ""
    return f"P{int(months) // 12}Y" if months.isdigit() and int(months) % 12 == 0 else iso


def wanted(event):
    """Each value of an event: its field, the kinds that can hold it, and whether a mention's value is it."""
    for field, kinds in FIELDS.items():
        if gold := event.get(field):
            yield field, kinds, lambda value, gold=gold: same_quantity(gold, value)
    for date in event.get("dates", []):
        if edtf := date.get("edtf"):
            yield "date", {"date"}, lambda value, edtf=edtf: value.get("edtf") == edtf
    if term := event.get("term"):
        yield "term", {"duration"}, lambda value, term=term: whole_years(value.get("iso")) == whole_years(term["iso"])


def among_mentions(gold, found):
    """Values of events that are a mention of their article, by field: found and all."""
    tally = {field: [0, 0] for field in (*FIELDS, "date", "term")}
    for article in gold:
        told = found[article["id"]]
        for event in article["events"]:
            for field, kinds, fits in wanted(event):
                tally[field][0] += any(mention["kind"] in kinds and fits(mention["value"]) for mention in told)
                tally[field][1] += 1
    return {field: tuple(counts) for field, counts in tally.items() if counts[1]}


def together(*tallies):
    fields = {field: None for tally in tallies for field in tally}
    return {field: tuple(map(sum, zip(*(tally[field] for tally in tallies if field in tally)))) for field in fields}


def figures(rongzi, folder):
    """{set: {figure: (right, all)}}"""
    articles = sorted((DATA / "features").glob("*.md"))
    sets = {"gold.dev": ([DATA / "docs_dev.jsonl"], DATA / "gold_dev.jsonl"), "gold.feat": (articles, DATA / "features/gold.jsonl")}
    apart = {name: among_mentions(lines(gold.read_text(encoding="utf-8")), mentions(rongzi, inputs)) for name, (inputs, gold) in sets.items()}
    return {"values": cases(rongzi, folder), "gold": together(*apart.values()), **apart}


def main():
    if not EVAL.is_dir():
        print(f"skipped: no labelled sets at {EVAL}")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        return compare(figures(program(sys.argv[1:]), folder))


if __name__ == "__main__":
    sys.exit(main())
