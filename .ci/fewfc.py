#!/usr/bin/env python3
"""Other people's labels, sentence by sentence: the lenient F1 of all arguments against the floor of floors.tsv.

    .ci/fewfc.py debug
"""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from floors import EVAL, compare, program

DOCS = EVAL / "data/fewfc_dev.jsonl"


def main():
    if not DOCS.is_file():
        print(f"skipped: no labelled sentences at {DOCS}")
        return 0
    with tempfile.TemporaryDirectory() as place:
        sentences, records = Path(place) / "sentences.jsonl", Path(place) / "fewfc.jsonl"
        score = [sys.executable, EVAL / "score_fewfc.py", "--docs", DOCS]
        subprocess.run([*score, "--input", sentences], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([program(sys.argv[1:]), "extract", sentences, "-o", records], check=True, stderr=subprocess.DEVNULL)
        said = subprocess.run([*score, "--pred", records], check=True, capture_output=True, text=True).stdout
    last = re.search(r"(?m)^ALL\s.*?([0-9.]+)\s*$", said)
    if last is None:
        sys.exit(f"score_fewfc.py printed no line ALL, expected one:\n{said}")
    return compare({"fewfc": {"lenient.f1": float(last[1])}})


if __name__ == "__main__":
    sys.exit(main())
