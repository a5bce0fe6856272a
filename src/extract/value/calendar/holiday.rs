//! Holidays, from `dictionaries/holidays.tsv`: their words, and the days they fall on in a year.

use jiff::civil::Date;
use std::sync::LazyLock;

/// A holiday: on the same day of every year, or on a day of its own in each.
#[derive(Debug)]
struct Holiday {
    words: Vec<&'static str>,
    /// How many days it has.
    days: i64,
    day: Day,
}

#[derive(Debug)]
enum Day {
    Fixed(i8, i8),
    Listed(Vec<Date>),
}

/// All holidays.
#[derive(Debug)]
pub(in crate::extract::value) struct Holidays(Vec<Holiday>);

/// The holidays of `dictionaries/holidays.tsv`.
pub(in crate::extract::value) static HOLIDAYS: LazyLock<Holidays> = LazyLock::new(|| {
    let text = include_str!("../../../../dictionaries/holidays.tsv");
    let rows = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1);
    Holidays(rows.filter_map(holiday).collect())
});

fn holiday(row: &'static str) -> Option<Holiday> {
    let mut columns = row.split('\t');
    let words = columns.next()?.split('|').collect();
    let days = columns.next()?.parse().ok()?;
    let dates = columns.next()?;
    let day = match dates.split_once('-') {
        Some((month, day)) if month.len() == 2 => Day::Fixed(month.parse().ok()?, day.parse().ok()?),
        _ => Day::Listed(dates.split(' ').filter_map(|date| date.parse().ok()).collect()),
    };
    Some(Holiday { words, days, day })
}

impl Holidays {
    /// Every word with the number of its holiday.
    pub(in crate::extract::value) fn words(&self) -> impl Iterator<Item = (&'static str, u8)> {
        let numbered = self.0.iter().zip(0u8..);
        numbered.flat_map(|(holiday, number)| holiday.words.iter().map(move |word| (*word, number)))
    }

    /// The first and the last day of a holiday in a year.
    pub(super) fn days(&self, number: u8, year: i16) -> Option<(Date, Date)> {
        let holiday = self.0.get(usize::from(number))?;
        let first = match &holiday.day {
            Day::Fixed(month, day) => Date::new(year, *month, *day).ok()?,
            Day::Listed(days) => *days.iter().find(|day| day.year() == year)?,
        };
        let last = first.checked_add(jiff::Span::new().try_days(holiday.days - 1).ok()?).ok()?;
        Some((first, last))
    }
}
