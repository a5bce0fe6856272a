//! Speed of value extraction: the scanner alone on real or made news text, single thread, beside one plain regex of the five
//! simplest forms as a yardstick. `cargo bench --bench values`; `RONGZI_CORPUS=FILE` (JSON Lines with a `text`, plain or
//! unpacked text) measures other text than the fixtures.

mod corpus;

use corpus::lines;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use regex::Regex;

fn main() {
    divan::main();
}

fn bytes(lines: &[String]) -> BytesCount {
    BytesCount::new(lines.iter().map(String::len).sum::<usize>())
}

/// All values: money, dates, durations, percents, shares, prices, rates, rounds.
#[divan::bench(sample_count = 10)]
fn scan(bencher: Bencher<'_, '_>) {
    let lines = lines();
    bencher.counter(bytes(&lines)).bench_local(|| {
        let mut count = 0;
        let mut found = Vec::new();
        for line in &lines {
            found.clear();
            rongzi::extract::value::scan(black_box(line), &mut found);
            count += found.len();
        }
        count
    });
}

/// The yardstick: digits with the commonest units, no bounds, ranges, Chinese numerals or relative dates.
#[divan::bench(sample_count = 10)]
fn one_regex(bencher: Bencher<'_, '_>) {
    let lines = lines();
    let pattern = Regex::new(
        r"[0-9][0-9,.]*(?:万|亿|万亿)?(?:元|美元|港元|欧元|日元)|(?:[0-9]{4}年)?[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9]{4}年|[0-9][0-9.]*%|[0-9][0-9,.]*(?:万|亿)?股|[0-9]{6}\.(?:SH|SZ|BJ)|[0-9]+(?:个月|年|天)",
    )
    .expect("a pattern");
    bencher
        .counter(bytes(&lines))
        .bench_local(|| lines.iter().map(|line| pattern.find_iter(black_box(line)).count()).sum::<usize>());
}
