//! The text that the benchmarks measure on.

use std::path::Path;

/// The lines of the text to measure; at least 8 MB of it, repeated where the source is smaller.
pub(super) fn lines() -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    if let Some(path) = std::env::var_os("RONGZI_CORPUS") {
        let text = std::fs::read_to_string(&path).expect("the file that RONGZI_CORPUS names can be read");
        for line in text.lines() {
            let row: Option<serde_json::Value> = serde_json::from_str(line).ok();
            lines.push(
                row.and_then(|row| row.get("text")?.as_str().map(str::to_owned)).unwrap_or_else(|| line.to_owned()),
            );
        }
        return lines;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles");
    let mut files: Vec<_> =
        walkdir::WalkDir::new(folder).into_iter().flatten().map(|entry| entry.into_path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "md" || ending == "txt")) {
        lines.extend(std::fs::read_to_string(file).unwrap_or_default().lines().map(str::to_owned));
    }
    let once = lines.clone();
    while lines.iter().map(String::len).sum::<usize>() < 8_000_000 {
        lines.extend_from_slice(&once);
    }
    lines
}
