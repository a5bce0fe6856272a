#!/usr/bin/env python3
"""Writes the texts of fixtures/extract into fuzz/corpus/values, one file each, and the words of the dictionaries into
fuzz/corpus/values.dict."""
import hashlib
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "fuzz/corpus/values"
TABLES = ("bounds", "currencies", "units", "value_cues", "calendar", "time_cues")


def main():
    CORPUS.mkdir(parents=True, exist_ok=True)
    for path in sorted((ROOT / "fixtures/extract").glob("*.toml")):
        forms = tomllib.loads(path.read_text(encoding="utf-8"))
        for text in (text for group in forms.values() for case in group for text in case["texts"]):
            data = text.encode()
            (CORPUS / hashlib.sha1(data).hexdigest()).write_bytes(data)
    words = set()
    for path in (ROOT / f"dictionaries/{table}.tsv" for table in TABLES):
        if path.exists():
            rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
            words.update(row[0] for row in rows[1:])
    escaped = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in sorted(words))
    (CORPUS.parent / "values.dict").write_text("".join(f'"{word}"\n' for word in escaped), encoding="ascii")


if __name__ == "__main__":
    main()
