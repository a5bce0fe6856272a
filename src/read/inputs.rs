//! Inputs: what the user named, as a sorted list of files. Order and names depend on the paths alone, never on the order of
//! the arguments, so a shuffled command line gives the same bytes.

use super::{Failure, Format};
use globset::GlobBuilder;
use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use walkdir::WalkDir;

/// One file to read, or standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The file; `None` is standard input.
    pub path: Option<PathBuf>,
    /// File name as shown in records and messages.
    pub name: String,
    /// Id of an article that fills the whole file.
    pub id: String,
    /// Format by the name's ending.
    pub format: Option<Format>,
}

/// Expands files, folders, globs and `-`; what cannot be read is a failure, not the end. Folders are read with all
/// folders below; files with another ending than txt, md, jsonl are left out there, and so are `*.expected.jsonl`. Inputs come
/// out in the order of their paths, standard input first.
#[must_use]
pub fn expand(arguments: &[String], stdin_name: &str) -> (Vec<Input>, Vec<Failure>) {
    let mut failures = Vec::new();
    let mut files: Vec<PathBuf> = Vec::new();
    let mut inputs = Vec::new();
    for argument in arguments {
        let path = Path::new(argument);
        if argument == "-" {
            if inputs.is_empty() {
                inputs.push(Input {
                    path: None,
                    name: file_name(Path::new(stdin_name)),
                    id: if stdin_name == "-" { "stdin".to_owned() } else { stem(Path::new(stdin_name)) },
                    format: format(Path::new(stdin_name)),
                });
            }
        } else if path.is_dir() {
            walk(path, usize::MAX, &|path| format(path).is_some(), &mut files, &mut failures);
        } else if path.exists() {
            files.push(path.to_owned());
        } else if argument.contains(['*', '?', '[']) {
            // `*` stays inside one folder, as in a shell; `**` goes below.
            match GlobBuilder::new(argument).literal_separator(true).build() {
                Ok(glob) => {
                    let matcher = glob.compile_matcher();
                    let before = files.len();
                    let deep = if argument.contains("**") { usize::MAX } else { below(argument) };
                    walk(&fixed_part(argument), deep, &|path| matcher.is_match(path), &mut files, &mut failures);
                    if files.len() == before {
                        failures.push(failure(path, "no file matches".to_owned()));
                    }
                }
                Err(error) => failures.push(failure(path, format!("no valid pattern: {error}"))),
            }
        } else {
            failures.push(failure(path, "no such file or folder".to_owned()));
        }
    }
    // `./a.md` and `a.md` are one file.
    let mut files: Vec<PathBuf> =
        files.into_iter().map(|file| file.components().filter(|part| *part != Component::CurDir).collect()).collect();
    files.sort();
    files.dedup();
    let names: Vec<[String; 3]> = files
        .iter()
        .map(|file| [stem(file), file.with_extension("").display().to_string(), file.display().to_string()])
        .collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for name in names
        .iter()
        .flat_map(|[stem, path, whole]| if stem == path { [stem, whole, whole] } else { [stem, path, whole] })
    {
        *counts.entry(name).or_default() += 1;
    }
    for (file, [stem, path, whole]) in files.iter().zip(&names) {
        // Two files of one name: the path tells them apart, and where that is the same (a.md, a.txt), the ending.
        let id = [stem, path].into_iter().find(|name| counts[name.as_str()] == 1).unwrap_or(whole).clone();
        inputs.push(Input { path: Some(file.clone()), name: file_name(file), id, format: format(file) });
    }
    (inputs, failures)
}

fn failure(path: &Path, reason: String) -> Failure {
    Failure { source: path.display().to_string(), line: None, id: None, reason }
}

fn walk(
    folder: &Path,
    deep: usize,
    wanted: &dyn Fn(&Path) -> bool,
    files: &mut Vec<PathBuf>,
    failures: &mut Vec<Failure>,
) {
    for entry in WalkDir::new(folder).max_depth(deep).follow_links(true).sort_by_file_name() {
        match entry {
            Ok(entry) => {
                let path = entry.path();
                let plain = path.strip_prefix("./").unwrap_or(path);
                let expected = path.to_string_lossy().ends_with(".expected.jsonl");
                if entry.file_type().is_file() && !expected && (wanted(path) || wanted(plain)) {
                    files.push(path.to_owned());
                }
            }
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                let reason = match error.loop_ancestor() {
                    Some(ancestor) => format!("a loop of folders: it leads back to {}", ancestor.display()),
                    None => format!("cannot be read: {error}"),
                };
                failures.push(failure(&path, reason));
            }
        }
    }
}

/// Levels of folders that a pattern without `**` names, from its first wildcard on.
fn below(pattern: &str) -> usize {
    let cut = pattern.find(['*', '?', '[']).unwrap_or(pattern.len());
    1 + pattern[cut..].matches('/').count()
}

/// The folder before the first wildcard.
fn fixed_part(pattern: &str) -> PathBuf {
    let cut = pattern.find(['*', '?', '[']).unwrap_or(pattern.len());
    match pattern[..cut].rfind('/') {
        Some(0) => PathBuf::from("/"),
        Some(slash) => PathBuf::from(&pattern[..slash]),
        None => PathBuf::from("."),
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn format(path: &Path) -> Option<Format> {
    match path.extension()?.to_string_lossy().to_ascii_lowercase().as_str() {
        "txt" | "text" => Some(Format::Txt),
        "md" | "markdown" => Some(Format::Md),
        "jsonl" | "ndjson" => Some(Format::Jsonl),
        _ => None,
    }
}
