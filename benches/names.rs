//! Speed of the lexicon: loading the dictionaries, finding all names, the same with a million names of a user, and two automata
//! over the same names as yardsticks. `cargo bench --bench names`; `RONGZI_CORPUS=FILE` (JSON Lines with a `text`, plain or unpacked
//! text) measures other text than the fixtures. The time is wall time of one thread: compare the lines of one run.

mod corpus;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use rongzi::lexicon::Lexicon;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::LazyLock;

fn main() {
    divan::main();
}

/// The lines of the text to measure.
static LINES: LazyLock<Vec<String>> = LazyLock::new(corpus::lines);

fn bytes() -> BytesCount {
    BytesCount::new(LINES.iter().map(String::len).sum::<usize>())
}

/// All surfaces of the built-in dictionaries.
static SURFACES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lexicon = Lexicon::builtin();
    let names = lexicon.entries().iter().flat_map(|entry| {
        std::iter::once(&entry.name).chain(&entry.full_name).chain(&entry.aliases).chain(&entry.former_names).cloned()
    });
    let surfaces: BTreeSet<String> = names.filter(|name| name.chars().count() >= 2).collect();
    surfaces.into_iter().collect()
});

/// A user's dictionary of a million invented firms, half of them with an alias, made of the characters that names are made of.
static MILLION: LazyLock<(tempfile::TempDir, PathBuf)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("million.tsv");
    let chars: Vec<char> =
        SURFACES.iter().flat_map(|name| name.chars()).filter(|c| ('一'..='龥').contains(c)).collect();
    let trades = ["科技", "医药", "半导体", "资本", "能源", "智能", "材料", "生物", "控股", "物流", "软件", "环保"];
    // Knuth's MMIX generator: the same names in every run.
    let mut state = 1_u64;
    let mut below = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound
    };
    let mut names = BTreeSet::new();
    while names.len() < 1_000_000 {
        let brand: String = (0..2 + below(2)).map(|_| chars[below(chars.len())]).collect();
        names.insert(brand + trades[below(trades.len())]);
    }
    let mut text = String::from("name\taliases\tcode\tkind\n");
    for (number, name) in names.iter().enumerate() {
        let alias = if number % 2 == 0 { format!("{name}集团") } else { String::new() };
        writeln!(text, "{name}\t{alias}").expect("written");
    }
    std::fs::write(&path, text).expect("written");
    (folder, path)
});

/// Loading.
mod load {
    use super::*;

    /// The built-in dictionaries, ready to match.
    #[divan::bench(sample_count = 50)]
    fn builtin() -> Lexicon {
        Lexicon::builtin()
    }

    /// With a million entries of a user.
    #[divan::bench(sample_count = 3, sample_size = 1)]
    fn million(bencher: Bencher<'_, '_>) {
        let path = &MILLION.1;
        bencher.bench_local(|| Lexicon::load(std::slice::from_ref(path)).expect("loaded"));
    }

    /// The yardsticks: an automaton over the built-in surfaces alone.
    #[divan::bench(sample_count = 10)]
    fn daachorse_build(bencher: Bencher<'_, '_>) {
        LazyLock::force(&SURFACES);
        bencher.bench_local(super::daachorse);
    }

    #[divan::bench(sample_count = 3, sample_size = 1)]
    fn aho_corasick_build(bencher: Bencher<'_, '_>) {
        LazyLock::force(&SURFACES);
        bencher.bench_local(super::aho_corasick);
    }
}

fn daachorse() -> CharwiseDoubleArrayAhoCorasick<u32> {
    CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build(SURFACES.iter())
        .expect("an automaton")
}

fn aho_corasick() -> AhoCorasick {
    AhoCorasick::builder()
        .match_kind(aho_corasick::MatchKind::LeftmostLongest)
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .build(SURFACES.iter())
        .expect("an automaton")
}

/// Finding.
mod find {
    use super::*;

    fn names(bencher: Bencher<'_, '_>, lexicon: &Lexicon) {
        bencher
            .counter(bytes())
            .bench_local(|| LINES.iter().map(|line| lexicon.find(black_box(line)).len()).sum::<usize>());
    }

    /// All built-in names, in every script and width, with the marks of the exchanges, by the one overlap rule.
    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn builtin(bencher: Bencher<'_, '_>) {
        names(bencher, &Lexicon::builtin());
    }

    /// With a million names of a user.
    #[divan::bench(sample_count = 5, sample_size = 1)]
    fn million(bencher: Bencher<'_, '_>) {
        let path = &MILLION.1;
        names(bencher, &Lexicon::load(std::slice::from_ref(path)).expect("loaded"));
    }

    /// The yardsticks: the built-in surfaces as they are spelled, leftmost-longest.
    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn daachorse(bencher: Bencher<'_, '_>) {
        let automaton = super::daachorse();
        bencher.counter(bytes()).bench_local(|| {
            LINES.iter().map(|line| automaton.leftmost_find_iter(black_box(line)).count()).sum::<usize>()
        });
    }

    #[divan::bench(sample_count = 10, sample_size = 1)]
    fn aho_corasick(bencher: Bencher<'_, '_>) {
        let automaton = super::aho_corasick();
        bencher.counter(bytes()).bench_local(|| {
            LINES.iter().map(|line| automaton.find_iter(black_box(line.as_str())).count()).sum::<usize>()
        });
    }
}
