//! EDTF of days.

use crate::extract::date::Precision;
use jiff::civil::Date;

/// `2024-07-01/2024-07-05`.
pub(super) fn days(start: Date, end: Date) -> String {
    format!("{start}/{end}")
}

/// The shortest EDTF of a stretch, and its precision: a whole year or month as such, months and years as their ends.
pub(super) fn spell(start: Date, end: Date) -> (String, Precision) {
    let months = start.day() == 1 && end == end.last_of_month();
    let years = months && start.month() == 1 && end.month() == 12;
    let month = |day: Date| format!("{:04}-{:02}", day.year(), day.month());
    if start == end {
        (start.to_string(), Precision::Day)
    } else if years && start.year() == end.year() {
        (format!("{:04}", start.year()), Precision::Year)
    } else if years {
        (format!("{:04}/{:04}", start.year(), end.year()), Precision::Years)
    } else if months && (start.year(), start.month()) == (end.year(), end.month()) {
        (month(start), Precision::Month)
    } else if months {
        let length =
            12 * (i32::from(end.year()) - i32::from(start.year())) + i32::from(end.month() - start.month()) + 1;
        let precision = match (length, start.month()) {
            (3, 1 | 4 | 7 | 10) => Precision::Quarter,
            (6, 1 | 7) => Precision::Half,
            _ => Precision::Range,
        };
        (format!("{}/{}", month(start), month(end)), precision)
    } else {
        (days(start, end), Precision::Range)
    }
}
