//! How a value came about, for `explain`: the parts of its words from left to right, each with what it says.

use super::calendar::{Expression, Part, Year};
use super::words::{Unit, can, leads, words};
use super::{number, quantity};
use crate::extract::{Comparator, Mention, PercentUnit, Value};

/// The derivation of a value from its words: `约 ≈ · 2亿2千万 = 220000000 · 美元 = USD`. Dates tell what they count from; rounds
/// and names have none.
#[must_use]
pub fn derivation(text: &str, mention: &Mention) -> String {
    match &mention.value {
        Value::Money(_)
        | Value::Price(_)
        | Value::Shares(_)
        | Value::Percent(_)
        | Value::Rate(_)
        | Value::Duration(_) => parts(mention.span.of(text)).join(" · "),
        Value::Date(date) => dated(&date.expression),
        _ => String::new(),
    }
}

/// What the words of a date say before they are resolved, and what they count from.
fn dated(expression: &Expression) -> String {
    match expression {
        Expression::Of(year, part) => {
            let year = match year {
                Year::Number(year) => format!("the year {year}"),
                Year::Relative(away) => format!("the year of publication {away:+}"),
                Year::Context(away) => format!("the year of the date before {away:+}"),
                Year::Unsaid => "no year: the nearest past one, or the next for a plan".to_owned(),
            };
            let part = match part {
                Part::Whole => String::new(),
                Part::Start => ", its beginning".to_owned(),
                Part::End => ", its end".to_owned(),
                Part::Half(half) => format!(", half {half}"),
                Part::Quarter(quarter) => format!(", quarter {quarter}"),
                Part::Quarters(count) => format!(", the first {count} quarters"),
                Part::Months(first, last) => format!(", months {first} to {last}"),
                Part::Month(month) => format!(", month {month}"),
                Part::Third(month, _) => format!(", a part of month {month}"),
                Part::Day(month, day) => format!(", month {month}, day {day}"),
                Part::Holiday(_) => ", a holiday".to_owned(),
            };
            year + &part
        }
        Expression::DayAlone(day) => format!("day {day} of the month named before, or of publication"),
        Expression::DayAway(away, true) => format!("{away:+} days from the date named before"),
        Expression::DayAway(away, false) => format!("{away:+} days from publication"),
        Expression::MonthAway(away, _, true) => format!("{away:+} months from the date named before"),
        Expression::MonthAway(away, _, false) => format!("{away:+} months from publication"),
        Expression::Stretch(count, unit) => format!("{count:+} {unit:?} from publication").to_lowercase(),
        Expression::Range(from, Some(to)) => format!("from [{}] to [{}]", dated(from), dated(to)),
        Expression::Range(from, None) => format!("open from [{}]", dated(from)),
        Expression::Until(end, with) => {
            format!("up to [{}], {}", dated(end), if *with { "with it" } else { "without it" })
        }
        Expression::After(start) => format!("behind [{}]", dated(start)),
        Expression::Within(from, length) => format!("{length} from [{}]", dated(from)),
        Expression::Weekday(day, _) => format!("weekday {day}: the nearest past one, or the next for a plan"),
        Expression::WeekdayOf(day, weeks) => format!("weekday {day} of the week of publication {weeks:+}"),
        Expression::Week(weeks) => format!("the week of publication {weeks:+}"),
        Expression::Vague => "no day is said".to_owned(),
        other => format!("{other:?}"),
    }
}

/// The parts that mean something; other words of the mention are passed over.
fn parts(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let (end, meaning) = part(text, at, c).unwrap_or((at + c.len_utf8(), String::new()));
        if !meaning.is_empty() {
            out.push(format!("{} {meaning}", text[at..end].trim()));
        }
        at = end;
    }
    out
}

fn part(text: &str, at: usize, c: char) -> Option<(usize, String)> {
    let (rest, all) = (&text[at..], words());
    if let Some(end) = all.rate.skip(text, at) {
        return Some((end, "names a rate".to_owned()));
    }
    if let Some((length, comparator)) = all.before.longest(rest) {
        return Some((at + length, sign(*comparator).to_owned()));
    }
    if leads().flags(c) & can::NUMBER != 0
        && let Some(found) = number::read(text, at).filter(|found| !(found.alone && at > 0 && c == '成'))
    {
        let value = found.value.normalize();
        let high = found.high.map(|high| format!(" to {}", high.normalize())).unwrap_or_default();
        return Some((found.end, format!("{} {value}{high}", if found.fuzzy { "≥" } else { "=" })));
    }
    if let Some((length, currency)) = quantity::currency(rest) {
        let minor = if currency.minor > 0 { format!(" / {}", number::power(currency.minor)) } else { String::new() };
        let note = if currency.explicit { "" } else { " (assumed)" };
        return Some((at + length, format!("= {}{minor}{note}", currency.code)));
    }
    if let Some((length, unit)) = all.unit.longest(rest).or_else(|| all.half.longest(rest)) {
        return Some((at + length, counted(*unit)));
    }
    if let Some((length, comparator)) = all.over.longest(rest).or_else(|| all.behind.longest(rest)) {
        return Some((at + length, sign(*comparator).to_owned()));
    }
    if let Some((length, exponent)) = all.scale.longest(rest) {
        return Some((at + length, format!("= × {}", number::power(*exponent))));
    }
    let named = [
        (&all.per_share_before, "per share"),
        (&all.per_share, "per share"),
        (&all.change_to, "to"),
        (&all.change_from, "from"),
        (&all.both, "and"),
        (&all.link, "to"),
        (&all.conversion, "in another currency"),
        (&all.reference_rate, "is the reference"),
        (&all.ratio_base, "is the whole"),
    ];
    named.iter().find_map(|(class, meaning)| Some((class.skip(text, at)?, (*meaning).to_owned())))
}

fn sign(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Ge => "≥",
        Comparator::Gt => ">",
        Comparator::Le => "≤",
        Comparator::Lt => "<",
        Comparator::Approx => "≈",
        Comparator::Eq | Comparator::Between | Comparator::FromTo => "=",
    }
}

fn counted(unit: Unit) -> String {
    match unit {
        Unit::Percent(PercentUnit::Percent) => "counts percent".to_owned(),
        Unit::Percent(PercentUnit::Point) => "counts percentage points".to_owned(),
        Unit::Percent(PercentUnit::BasisPoint) => "counts basis points".to_owned(),
        Unit::Permille => "= percent / 10".to_owned(),
        Unit::Shares => "counts shares".to_owned(),
        Unit::Tenth | Unit::Discount => "= × 10 percent".to_owned(),
        Unit::Time(place, factor) => {
            let place = ["year", "month", "week", "day", "hour", "minute", "second"].get(place).copied().unwrap_or("?");
            format!("= {factor} {place}")
        }
    }
}
