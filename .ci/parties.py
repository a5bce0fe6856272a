#!/usr/bin/env python3
"""Measures on the labelled sets beside the checkout which named parties are mentions of `rongzi annotate`, and of the right
kind. Says so where the sets are not there.

    parties.py [PROFILE] [--missing] [--sample N] [--dictionary OWN.tsv]

A party counts as found where the words or the name of a party mention are one of its names, after NFKC and without blanks.
--missing lists what is not found or of a kind that cannot be; --sample prints N firm mentions outside the dictionary from
documents without events, in their sentence, for a person to judge."""
import argparse
import collections
import json
import random
import re
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "eval" / "data"
PARTIES = ("bank", "firm", "institution", "person")
# Roles that no human being holds, and names that can only be of one kind.
CORPORATE = {"issuer", "venue", "underwriter", "sponsor", "lessor", "lessee", "company", "target", "investee", "fund", "manager"}
FIRM_END = re.compile(r"(公司|集团|合伙\)?|企业|基金|资本|投资|证券|银行|交易所|Limited|Ltd\.?|Inc\.?)$")
BANK = re.compile(r"(银行|信用社|农商行|[分支]行)$")


def norm(text):
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))


def rows(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def annotate(program, inputs, folder, more):
    out = folder / "mentions.jsonl"
    subprocess.run([str(a) for a in (program, "annotate", *inputs, *more, "-o", out)], check=True, stdout=subprocess.DEVNULL)
    found = collections.defaultdict(list)
    for row in rows(out):
        stem = re.sub(r"\.(md|txt|jsonl)(?=#|$)", "", Path(row["doc"]["id"]).name)
        found[stem] += [mention for mention in row["mentions"] if mention["kind"] in PARTIES]
    return found


def kind_fits(kind, role, names):
    """False where the mention's kind cannot be the party's."""
    fullest = norm(names[0])
    if BANK.search(fullest):
        return kind in ("bank", "institution")
    if kind == "person":
        return role not in CORPORATE and not FIRM_END.search(fullest)
    return kind != "bank" or role in ("lender", "pledgee", "issuer", "borrower", "underwriter", "investor", "target", "seller", "company", "shareholder")


def measure(gold, found):
    """Counts of named parties, found, of the right kind; what is missing; what is of the wrong kind."""
    total = right = seen = 0
    missing, wrong = [], []
    for doc in gold:
        mentions = found.get(doc["id"]) or found.get(doc["id"].partition("#")[0], [])
        kinds = collections.defaultdict(set)
        for mention in mentions:
            for words in (mention["text"], (mention.get("value") or {}).get("name")):
                kinds[norm(words)].add(mention["kind"])
        for event in doc["events"]:
            for party in event["parties"]:
                if party.get("kind") != "named":
                    continue
                total += 1
                got = set().union(*(kinds.get(norm(name), set()) for name in party["names"]))
                if not got:
                    missing.append((doc["id"], party["role"], party["names"]))
                    continue
                seen += 1
                if any(kind_fits(kind, party["role"], party["names"]) for kind in got):
                    right += 1
                else:
                    wrong.append((doc["id"], party["role"], party["names"], sorted(got)))
    return total, seen, right, missing, wrong


def sample(count, docs, gold, found):
    """Firm mentions without an entry, from documents without events."""
    empty = {doc["id"] for doc in gold if not doc["events"]}
    pool = []
    for doc in docs:
        if doc["id"] not in empty:
            continue
        for mention in found.get(doc["id"], []):
            value = mention.get("value") or {}
            if mention["kind"] == "firm" and value.get("naming") == "named" and not value.get("entity_id") and not value.get("via"):
                text = doc["title"] if mention.get("zone") == "title" else doc["text"]
                start, end = mention["start"], mention["end"]
                pool.append(f"{text[max(0, start - 14):start]}[{mention['text']}]{text[end:end + 10]}".replace("\n", "⏎"))
    print(f"\n{len(pool)} firm mentions outside the dictionary in {len(empty)} documents without events; a sample:")
    for line in random.Random(7).sample(pool, min(count, len(pool))):
        print(f"  {line}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("profile", nargs="?", default="debug")
    parser.add_argument("--missing", action="store_true")
    parser.add_argument("--dictionary", action="append", default=[], help="names of one's own, as for rongzi --dictionary")
    parser.add_argument("--sample", type=int, default=0, metavar="N")
    args = parser.parse_args()
    if not DATA.is_dir():
        print(f"skipped: no labelled sets at {DATA}")
        return 0
    more = [word for path in args.dictionary for word in ("--dictionary", path)]
    program = ROOT / "target" / args.profile / "rongzi"
    sets = {
        "dev": ([DATA / "docs_dev.jsonl"], DATA / "gold_dev.jsonl"),
        "features": (sorted((DATA / "features").glob("*.md")), DATA / "features/gold.jsonl"),
    }
    everything = collections.Counter()
    for name, (inputs, gold_path) in sets.items():
        gold = rows(gold_path)
        with tempfile.TemporaryDirectory() as place:
            found = annotate(program, inputs, Path(place), more)
        total, seen, right, missing, wrong = measure(gold, found)
        everything.update(total=total, seen=seen, right=right)
        print(f"{name:9} {total} named parties   found {100 * seen / total:.2f} %   of the right kind {100 * right / total:.2f} %")
        if args.missing:
            for doc, role, names in missing:
                print(f"  missing  {doc}  {role}  {' | '.join(names)}")
            for doc, role, names, kinds in wrong:
                print(f"  kind     {doc}  {role}  {' | '.join(names)}  is {', '.join(kinds)}")
        if args.sample and name == "dev":
            sample(args.sample, rows(DATA / "docs_dev.jsonl"), gold, found)
    total = everything["total"]
    print(f"{'all':9} {total} named parties   found {100 * everything['seen'] / total:.2f} %   of the right kind {100 * everything['right'] / total:.2f} %")
    return 0


if __name__ == "__main__":
    sys.exit(main())
