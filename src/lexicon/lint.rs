//! Linting: what in a name file is wrong, contradicts itself or the built-in dictionary, can never match, or matches too much.

use super::source::{self, Line, Source};
use super::{Advice, Entry, Lexicon, Role, canonical_name};
use crate::segment::Segmenter;
use indexmap::IndexMap;
use serde::Serialize;
use std::fmt;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file cannot be loaded, or an entry does not do what it says.
    Error,
    /// Worth a look.
    Warning,
}

/// Something to tell about a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The file as it was given.
    pub file: String,
    /// Its line.
    pub line: usize,
    /// How bad it is.
    pub severity: Severity,
    /// Which rule: `malformed`, `duplicate`, `conflict`, `code`, `dead`, `spelling`, `risky`, `known`.
    pub rule: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = if self.severity == Severity::Error { "error" } else { "warning" };
        write!(f, "{}:{}: {severity}: {}, help: {}", self.file, self.line, self.message, self.help)
    }
}

/// An entry with the place it came from.
struct Place<'t> {
    file: &'t str,
    line: u32,
    /// A user's, not in the format of the built-in files.
    own: bool,
    entry: Entry,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}, {}:{})", self.entry.name, self.entry.id, self.file, self.line)
    }
}

/// Lints name files, given as (name, text): a user's own, or files in the built-in format (told by a column `class`).
#[must_use]
pub fn lint(files: &[(String, String)], builtin: &Lexicon, segmenter: &Segmenter) -> Vec<Finding> {
    let mut linter = Linter::default();
    let mut sources = Vec::new();
    for (name, text) in files {
        match Source::linted(name, text) {
            Ok(source) => sources.push(source),
            Err((line, reason)) => linter.malformed((name, line), reason),
        }
    }
    linter.run(&sources, builtin, segmenter)
}

/// Lints the built-in dictionary: the name files, the common words and the shared names.
#[must_use]
pub fn lint_builtin(builtin: &Lexicon, segmenter: &Segmenter) -> Vec<Finding> {
    let mut findings = Linter::default().run(&source::builtin().unwrap_or_default(), builtin, segmenter);
    let mut linter = Linter::default();
    for (number, _, line) in source::lines(source::RISKY.1).skip(1) {
        let surface = line.split('\t').next().unwrap_or_default();
        if builtin.look_up(surface).entries.is_empty() {
            let message = format!("{surface} is no name of any entry");
            linter.tell((source::RISKY.0, number), Severity::Warning, "dead", message, "take the line out");
        }
    }
    for (number, _, line) in source::lines(source::AMBIGUOUS.1).skip(1) {
        let (surface, ids) = line.split_once('\t').unwrap_or((line, ""));
        let known = builtin.look_up(surface).entries;
        for id in ids.split('|').filter(|id| !known.iter().any(|(other, _)| builtin.entry(*other).id == *id)) {
            let message = format!("{id} has no name {surface}");
            linter.tell(
                (source::AMBIGUOUS.0, number),
                Severity::Error,
                "dead",
                message,
                "UPDATE=1 cargo test dictionaries",
            );
        }
    }
    findings.append(&mut linter.findings);
    findings
}

#[derive(Default)]
struct Linter {
    findings: Vec<Finding>,
}

impl Linter {
    fn tell(
        &mut self,
        at: (&str, u32),
        severity: Severity,
        rule: &'static str,
        message: String,
        help: impl Into<String>,
    ) {
        self.findings.push(Finding {
            file: at.0.to_owned(),
            line: at.1 as usize,
            severity,
            rule,
            message,
            help: help.into(),
        });
    }

    fn malformed(&mut self, at: (&str, u32), reason: String) {
        self.tell(at, Severity::Error, "malformed", reason, "see dictionaries/README.md for the columns");
    }

    fn run(mut self, sources: &[Source], builtin: &Lexicon, segmenter: &Segmenter) -> Vec<Finding> {
        let mut places: Vec<Place<'_>> = Vec::new();
        let mut removed: Vec<(&str, u32, String)> = Vec::new();
        for source in sources {
            let file = source.name.as_str();
            for (line, read) in source.read() {
                match read {
                    Ok(Line::Entry(entry)) => places.push(Place { file, line, own: !source.builtin, entry }),
                    Ok(Line::Removed(name)) => removed.push((file, line, name)),
                    Err(reason) => self.malformed((file, line), reason),
                }
            }
        }
        self.removals(&removed, &places, builtin);
        self.claims(&places);
        let risky = source::risky(source::RISKY.0, source::RISKY.1).unwrap_or_default();
        let by_id: IndexMap<&str, &Entry> = builtin.entries().iter().map(|entry| (entry.id.as_str(), entry)).collect();
        let mut names: IndexMap<&str, Vec<(&Entry, Role)>> = IndexMap::new();
        for entry in builtin.entries() {
            for (surface, role) in entry.surfaces() {
                names.entry(surface).or_default().push((entry, role));
            }
        }
        for place in &places {
            self.spelling(place);
            // A file in the built-in format is not compared with what it is compiled into.
            // Names of built-in entries need what they need there.
            if place.entry.is_own() || !place.own {
                self.risky(place, &risky, segmenter);
            }
            if place.own {
                self.against_builtin(place, &names, by_id.get(place.entry.id.as_str()).copied(), builtin);
            }
        }
        let order: IndexMap<&str, usize> =
            sources.iter().enumerate().map(|(at, source)| (source.name.as_str(), at)).collect();
        self.findings
            .sort_by_key(|finding| (order.get(finding.file.as_str()).copied(), finding.line, finding.severity));
        self.findings
    }

    /// Names taken out that nobody has, and names taken out of the file's own entries.
    fn removals(&mut self, removed: &[(&str, u32, String)], places: &[Place<'_>], builtin: &Lexicon) {
        for (file, line, name) in removed {
            let has = |entry: &Entry| entry.id == *name || entry.surfaces().any(|(other, _)| other == name);
            if let Some(place) = places.iter().find(|place| has(&place.entry)) {
                let message = format!("{name} is taken out, yet {place} lists it");
                self.tell((file, *line), Severity::Error, "conflict", message, "keep one of the two lines");
            } else if !builtin.entries().iter().any(has) {
                let near = builtin.near(name, 3);
                let help = match near.as_slice() {
                    [] => "take the line out".to_owned(),
                    near => format!("take the line out, or did you mean {}?", near.join(", ")),
                };
                let message = format!("{name} is taken out, yet no entry has this name");
                self.tell((file, *line), Severity::Warning, "dead", message, help);
            }
        }
    }

    /// An id, a code or a name that two entries of the files claim.
    fn claims(&mut self, places: &[Place<'_>]) {
        let marked = source::ambiguous(source::AMBIGUOUS.0, source::AMBIGUOUS.1).unwrap_or_default();
        let mut ids: IndexMap<&str, &Place<'_>> = IndexMap::new();
        let mut codes: IndexMap<&str, &Place<'_>> = IndexMap::new();
        let mut names: IndexMap<&str, (&Place<'_>, Role)> = IndexMap::new();
        for place in places {
            let at = (place.file, place.line);
            if let Some(first) = ids.get(place.entry.id.as_str()) {
                let message = format!("{} ({}) stands already as {first}", place.entry.name, place.entry.id);
                self.tell(
                    at,
                    Severity::Error,
                    "duplicate",
                    message,
                    "keep one line, with the other's names as aliases",
                );
                continue;
            }
            ids.insert(&place.entry.id, place);
            for code in &place.entry.codes {
                match codes.get(code.symbol.as_str()) {
                    Some(first) if first.entry.id != place.entry.id => {
                        let message = format!("{} is given to {} and to {first}", code.symbol, place.entry.name);
                        self.tell(at, Severity::Error, "conflict", message, "a code belongs to one entry");
                    }
                    _ => _ = codes.insert(&code.symbol, place),
                }
            }
            for (surface, role) in place.entry.surfaces() {
                let Some((first, other)) = names.get(surface) else {
                    names.insert(surface, (place, role));
                    continue;
                };
                if first.entry.id == place.entry.id || marked.contains_key(surface) {
                    continue;
                }
                // Two listed firms may have one name; an alias of two is a slip.
                let listed = |place: &Place<'_>| !place.entry.codes.is_empty();
                let by_right = role == Role::Name && *other == Role::Name && listed(place) && listed(first);
                let severity = if by_right { Severity::Warning } else { Severity::Error };
                let message = format!("{surface} is the {} of {} and of {first}", role.words(), place.entry.name);
                let help = if place.own {
                    "take it out of one of the two; the first of them wins"
                } else {
                    "list it in dictionaries/ambiguous.tsv: UPDATE=1 cargo test dictionaries"
                };
                self.tell(at, severity, "conflict", message, help);
            }
        }
    }

    /// Names that never match, or are not written as texts are read.
    fn spelling(&mut self, place: &Place<'_>) {
        let at = (place.file, place.line);
        for (surface, role) in place.entry.surfaces() {
            let canonical = canonical_name(surface);
            if canonical != surface {
                let message = format!("the {} {surface:?} would never match as it is written", role.words());
                self.tell(at, Severity::Error, "spelling", message, format!("write {canonical:?}"));
            } else if surface.chars().count() < 2 {
                let message = format!("the {} {surface} has one character and never matches", role.words());
                let severity = if role == Role::Name { Severity::Error } else { Severity::Warning };
                self.tell(at, severity, "dead", message, "give it a longer form or take it out");
            }
        }
        for code in place.entry.codes.iter().filter(|code| code.corrected) {
            let message = format!("{} contradicts the exchange's numbers and is read as {}", code.printed, code.symbol);
            self.tell(at, Severity::Warning, "code", message, format!("write {}", code.symbol));
        }
    }

    /// Common words and very short names.
    fn risky(&mut self, place: &Place<'_>, risky: &IndexMap<&str, Advice>, segmenter: &Segmenter) {
        let (at, own) = ((place.file, place.line), place.own);
        for (surface, role) in place.entry.surfaces() {
            let count = surface.chars().count();
            let listed = risky.get(surface).is_some_and(|advice| *advice != Advice::Plain);
            let common = listed || (count <= 4 && segmenter.knows(surface));
            if own && (common || (count == 2 && role != Role::Name)) {
                let what = if common { "is also a common word" } else { "has two characters" };
                let message = format!("the {} {surface} {what} and counts wherever it stands", role.words());
                let help = "give it a longer form, or check with rongzi annotate what it finds";
                self.tell(at, Severity::Warning, "risky", message, help);
            } else if !own && count == 2 && common && !risky.contains_key(surface) {
                let message = format!("the {} {surface} of {} is also a common word", role.words(), place.entry.name);
                let help = format!("add `{surface}\tcontext` or `{surface}\tblock` to dictionaries/risky.tsv");
                self.tell(at, Severity::Warning, "risky", message, help);
            }
        }
    }

    /// What a user's entry says otherwise than the built-in dictionary.
    fn against_builtin(
        &mut self,
        place: &Place<'_>,
        names: &IndexMap<&str, Vec<(&Entry, Role)>>,
        same: Option<&Entry>,
        builtin: &Lexicon,
    ) {
        let at = (place.file, place.line);
        let entry = &place.entry;
        let shares = |other: &Entry| {
            other.id == entry.id
                || other.codes.iter().any(|code| entry.codes.iter().any(|own| own.symbol == code.symbol))
        };
        let by_code = entry.codes.iter().find_map(|code| builtin.entry_by_symbol(&code.symbol));
        if let Some(other) = by_code.map(|id| builtin.entry(id)).or(same)
            && !entry.surfaces().any(|(surface, _)| other.surfaces().any(|(known, _)| known == surface))
        {
            let code = entry.codes.first().map_or(entry.id.as_str(), |code| code.symbol.as_str());
            let message =
                format!("{code} is {} in the built-in dictionary ({}), not {}", other.name, other.origin, entry.name);
            let help = "correct the code; if the firm was renamed, put its old name into former_names";
            self.tell(at, Severity::Warning, "code", message, help);
        }
        for (surface, role) in entry.surfaces() {
            let Some(claims) = names.get(surface).filter(|claims| !claims.iter().any(|(other, _)| shares(other)))
            else {
                continue;
            };
            let (other, other_role) = claims.iter().min_by_key(|(_, role)| *role).unwrap_or(&claims[0]);
            let message = format!(
                "{surface}, {} of {}, is the {} of {} ({}, {}) in the built-in dictionary",
                role.words(),
                entry.name,
                other_role.words(),
                other.name,
                other.id,
                other.origin
            );
            let code = other.codes.first().map(|code| code.symbol.as_str());
            match code {
                Some(code) if role == Role::Name && *other_role == Role::Name && entry.codes.is_empty() => {
                    let help = format!("add the code {code} so that records agree, or leave the line out");
                    self.tell(at, Severity::Warning, "known", message, help);
                }
                Some(code) if role == Role::Name && *other_role == Role::Name && same_market(entry, other) => {
                    self.tell(at, Severity::Error, "code", message, format!("its code is {code}"));
                }
                _ => {
                    let help = format!("yours comes first; if that is not meant, take {surface} out");
                    self.tell(at, Severity::Warning, "conflict", message, help);
                }
            }
        }
    }
}

/// Both have a code of the mainland's exchanges, or both of the same other one.
fn same_market(left: &Entry, right: &Entry) -> bool {
    let market = |symbol: &str| match symbol.rsplit_once('.').map_or("", |(_, suffix)| suffix) {
        "SH" | "SZ" | "BJ" => "CN".to_owned(),
        other => other.to_owned(),
    };
    left.codes.iter().any(|one| right.codes.iter().any(|other| market(&one.symbol) == market(&other.symbol)))
}
