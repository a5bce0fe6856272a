//! Labelled sets: the documents, their expected events, and the records found in them. A record belongs to the document of its
//! id, else to the one whose id is that without `#n` or the ending of a file; a record of a document nobody knows stops the run.

use super::expected::{Expected, ExpectedEvent};
use crate::article::Article;
use crate::error::{Error, Result};
use crate::record::Record;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

/// A labelled document.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Headline.
    pub title: Option<String>,
    /// Day of publication, where it was given.
    pub published: Option<String>,
    /// The text; empty where only the labels are known.
    pub text: String,
    /// What it tells.
    pub expected: Vec<ExpectedEvent>,
    /// What was found.
    pub records: Vec<Record>,
}

/// A labelled set, filled step by step: labels, then documents and pages, then records.
#[derive(Debug, Clone, Default)]
pub struct Labelled {
    /// The documents by id.
    pub documents: BTreeMap<String, Document>,
    /// Documents without a line of labels; they are left out.
    pub unlabelled: BTreeSet<String>,
    /// Records of such documents.
    pub left_out: usize,
    /// Labelled documents whose text was given.
    texts: BTreeSet<String>,
    /// Names of page files and the ids their articles have in the labels.
    pages: HashMap<String, String>,
    /// Beginnings of the types that count; none is all.
    types: Vec<String>,
}

impl Labelled {
    /// A set in which only the types with one of these beginnings count; none is all.
    #[must_use]
    pub fn new(types: Vec<String>) -> Self {
        Self { types, ..Self::default() }
    }

    fn counts(&self, kind: &str) -> bool {
        self.types.is_empty() || self.types.iter().any(|beginning| kind.starts_with(beginning))
    }

    /// Takes the labels of a document; of several lines for one document the last counts.
    pub fn label(&mut self, line: Expected) {
        let expected = line.events.into_iter().filter(|event| self.counts(&event.kind)).collect();
        self.documents.entry(line.id).or_default().expected = expected;
    }

    /// Takes a document; the articles of a file are labelled as ID#1, ID#2 …, or as ID.
    pub fn document(&mut self, article: Article) {
        let labels: Vec<String> = if article.is_file {
            self.documents.keys().filter(|name| is_article_of(name, &article.id)).cloned().collect()
        } else {
            self.documents.get_key_value(&article.id).map(|(name, _)| name.clone()).into_iter().collect()
        };
        for name in &labels {
            if let Some(document) = self.documents.get_mut(name) {
                document.title.clone_from(&article.title);
                document.published = article.published.map(|day| day.to_string());
                document.text.clone_from(&article.text);
            }
        }
        if labels.is_empty() {
            self.unlabelled.insert(article.id);
        }
        self.texts.extend(labels);
    }

    /// Takes a file whose articles are labelled as ID#1, ID#2 …, or as ID.
    pub fn page(&mut self, id: &str, file: &Path, text: &str) {
        let part =
            |end: Option<&std::ffi::OsStr>| end.map(|end| end.to_string_lossy().into_owned()).unwrap_or_default();
        for name in [part(file.file_stem()), part(file.file_name())] {
            self.pages.insert(name, id.to_owned());
        }
        for (name, document) in &mut self.documents {
            if is_article_of(name, id) {
                self.texts.insert(name.clone());
                document.title = Some(part(file.file_name()));
                document.text = text.to_owned();
            }
        }
    }

    /// Refuses labels of documents that were not given, where documents were given at all.
    ///
    /// # Errors
    /// Tells how many and which.
    pub fn documents_are_complete(&self) -> Result<()> {
        if self.texts.is_empty() && self.unlabelled.is_empty() && self.pages.is_empty() {
            return Ok(());
        }
        let missing: Vec<&String> = self.documents.keys().filter(|id| !self.texts.contains(*id)).collect();
        refuse(&missing, "labels for documents that were not given")
    }

    /// Takes the records.
    ///
    /// # Errors
    /// Records of documents that nobody knows are refused.
    pub fn records(&mut self, records: impl IntoIterator<Item = Record>) -> Result<()> {
        let mut unknown: Vec<String> = Vec::new();
        for record in records {
            match self.document_of(&record.doc.id) {
                None => unknown.push(record.doc.id),
                Some(id) => match self.documents.get_mut(&id) {
                    None => self.left_out += 1,
                    Some(document) => {
                        if self.types.is_empty() || self.types.iter().any(|start| record.kind.starts_with(start)) {
                            document.records.push(record);
                        }
                    }
                },
            }
        }
        unknown.sort();
        refuse(&unknown.iter().collect::<Vec<_>>(), "records of documents that are not in the set")
    }

    /// The document that a record names.
    fn document_of(&self, id: &str) -> Option<String> {
        let (base, part) = id.rsplit_once('#').map_or((id, ""), |(base, _)| (base, &id[base.len()..]));
        let file = base.rsplit('/').next().unwrap_or(base);
        let stem = ["txt", "md", "htm", "html", "json", "jsonl"]
            .iter()
            .find_map(|ending| file.strip_suffix(ending).and_then(|stem| stem.strip_suffix('.')))
            .unwrap_or(file);
        let mut names = vec![base, stem];
        names.extend([base, stem].iter().filter_map(|name| self.pages.get(*name).map(String::as_str)));
        let known = |name: &String| self.documents.contains_key(name) || self.unlabelled.contains(name);
        std::iter::once(id.to_owned())
            .chain(names.iter().map(|name| format!("{name}{part}")))
            .chain(names.iter().map(|name| (*name).to_owned()))
            .find(known)
    }
}

/// The name is the file's id, with or without a number.
fn is_article_of(name: &str, file: &str) -> bool {
    name == file || name.rsplit_once('#').is_some_and(|(base, _)| base == file)
}

fn refuse(ids: &[&String], what: &str) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let first: Vec<&str> = ids.iter().take(3).map(|id| id.as_str()).collect();
    Err(Error::input(format!("{} {what}: {}{}", ids.len(), first.join(", "), if ids.len() > 3 { " …" } else { "" })))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labelled(ids: &[&str]) -> Labelled {
        let mut set = Labelled::default();
        for id in ids {
            set.label(Expected { id: (*id).to_owned(), events: Vec::new(), spurious: Vec::new(), note: None });
        }
        set
    }

    #[test]
    fn a_record_finds_its_document() {
        let mut set = labelled(&["seed#1", "seed#2", "flash-1", "a01"]);
        set.page("seed", Path::new("pages/newspaper-page.md"), "…");
        for (record, document) in [
            ("flash-1", Some("flash-1")),
            ("flash-1#1", Some("flash-1")),
            ("newspaper-page#2", Some("seed#2")),
            ("newspaper-page.md#1", Some("seed#1")),
            ("features/a01.md", Some("a01")),
            ("a01#3", Some("a01")),
            ("newspaper-page#3", None),
            ("other", None),
        ] {
            assert_eq!(set.document_of(record).as_deref(), document, "{record}");
        }
        assert!(set.documents_are_complete().is_err(), "flash-1 and a01 have no text");
    }

    #[test]
    fn labels_alone_are_a_set() {
        let set = labelled(&["a"]);
        assert!(set.documents_are_complete().is_ok());
    }
}
