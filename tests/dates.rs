//! Dates survive being written and read: a day, month or quarter in every surface it has is the same date, and no text,
//! however built, makes the reader fail or slow.

use jiff::ToSpan;
use jiff::civil::Date;
use proptest::prelude::*;
use rongzi::extract::Value;
use rongzi::extract::value::calendar::{Base, resolve};
use rongzi::extract::value::scan;
use std::time::{Duration, Instant};

/// The EDTF of the one date of a text, if it is the whole text.
fn read(text: &str, published: Option<Date>) -> Option<String> {
    let mut found = Vec::new();
    scan(text, &mut found);
    let dates: Vec<_> = found.iter().filter(|mention| matches!(mention.value, Value::Date(_))).collect();
    let [only] = dates.as_slice() else { return None };
    let Value::Date(date) = &only.value else { return None };
    let base = Base { published, ..Base::default() };
    (only.span.of(text) == text).then(|| resolve(&date.expression, &base).edtf)?
}

/// A number up to 99 in Chinese numerals.
fn numerals(value: i8) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (usize::try_from(value / 10).unwrap(), usize::try_from(value % 10).unwrap());
    let tens = match tens {
        0 => String::new(),
        1 => "十".to_owned(),
        tens => format!("{}十", DIGITS[tens]),
    };
    tens + DIGITS[ones]
}

/// A year digit by digit.
fn spelled(year: i16) -> String {
    year.to_string()
        .chars()
        .map(|c| "〇一二三四五六七八九".chars().nth(c.to_digit(10).unwrap() as usize).unwrap())
        .collect()
}

fn day() -> impl Strategy<Value = Date> {
    (0i64..18_000).prop_map(|days| Date::constant(1995, 1, 1).checked_add(days.days()).unwrap())
}

proptest! {
    #[test]
    fn a_day_is_the_same_in_every_writing(day in day()) {
        let (year, month, date) = (day.year(), day.month(), day.day());
        let writings = [
            format!("{year}年{month}月{date}日"),
            format!("{year}年{month:02}月{date:02}日"),
            format!("{year} 年 {month} 月 {date} 日"),
            format!("{year}年{month}月{date}号"),
            format!("{year}-{month:02}-{date:02}"),
            format!("{year}/{month}/{date}"),
            format!("{year}.{month}.{date}"),
            format!("{}年{}月{}日", spelled(year), numerals(month), numerals(date)),
        ];
        for writing in writings {
            prop_assert_eq!(read(&writing, None), Some(day.to_string()), "{}", writing);
        }
    }

    #[test]
    fn a_month_a_quarter_and_a_half_are_the_same_in_every_writing(year in 1995i16..2045, month in 1i8..=12) {
        let quarter = (month + 2) / 3;
        let half = (month + 5) / 6;
        let edtf = |first: i8, last: i8| format!("{year}-{first:02}/{year}-{last:02}");
        let cases = [
            (format!("{year}年{month}月"), format!("{year}-{month:02}")),
            (format!("{year}年{}月份", numerals(month)), format!("{year}-{month:02}")),
            (format!("{year}年{}季度", numerals(quarter)), edtf(3 * quarter - 2, 3 * quarter)),
            (format!("{year}年第{quarter}季度"), edtf(3 * quarter - 2, 3 * quarter)),
            (format!("{year}Q{quarter}"), edtf(3 * quarter - 2, 3 * quarter)),
            (format!("{year}H{half}"), edtf(6 * half - 5, 6 * half)),
            (format!("{year}年{}半年", if half == 1 { "上" } else { "下" }), edtf(6 * half - 5, 6 * half)),
        ];
        for (writing, value) in cases {
            prop_assert_eq!(read(&writing, None), Some(value), "{}", writing);
        }
    }

    #[test]
    fn a_range_of_days_has_both_ends(first in day(), length in 1i64..700) {
        let last = first.checked_add(length.days()).unwrap();
        let long = |day: Date| format!("{}年{}月{}日", day.year(), day.month(), day.day());
        for link in ["至", "-", "—", "到", "起至"] {
            let writing = format!("{}{link}{}", long(first), long(last));
            prop_assert_eq!(read(&writing, None), Some(format!("{first}/{last}")), "{}", writing);
        }
    }

    /// A day without its year is the nearest one that is past.
    #[test]
    fn a_day_without_a_year_is_the_nearest_past_one(published in day(), back in 0i64..364) {
        let day = published.checked_sub(back.days()).unwrap();
        let writing = format!("{}月{}日", day.month(), day.day());
        let leap = (day.month(), day.day()) == (2, 29) || back == 364;
        prop_assert!(leap || read(&writing, Some(published)) == Some(day.to_string()), "{} {}", writing, published);
    }

    /// Pieces of dates in any order make the reader neither fail nor read outside the text.
    #[test]
    fn pieces_of_dates_make_no_failure(pieces in prop::collection::vec(piece(), 0..12), published in day()) {
        let text: String = pieces.concat();
        let mut found = Vec::new();
        scan(&text, &mut found);
        for mention in found {
            prop_assert!(text.get(mention.span.start as usize..mention.span.end as usize).is_some());
            if let Value::Date(date) = &mention.value {
                for forward in [false, true] {
                    let named = Some((published, published));
                    let date = resolve(&date.expression, &Base { published: Some(published), named, forward });
                    if let (Some(start), Some(end)) = (date.start, date.end) {
                        prop_assert!(start <= end, "{}: {} to {}", text, start, end);
                    }
                }
            }
        }
    }
}

fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "2024",
        "24",
        "9999",
        "0",
        "31",
        "十二",
        "二十",
        "两",
        "半",
        "年",
        "月",
        "日",
        "号",
        "季度",
        "周",
        "个月",
        "天",
        "第",
        "前",
        "后",
        "近",
        "上",
        "下",
        "本",
        "去年",
        "今年",
        "同期",
        "上半年",
        "末",
        "底",
        "初",
        "至",
        "到",
        "-",
        "—",
        "、",
        "和",
        "之间",
        "起",
        "内",
        "之前",
        "以来",
        "至今",
        "的",
        "最后",
        "一",
        "十四五",
        "期间",
        "春节",
        "FY",
        "Q3",
        "世纪",
        "年代",
        " ",
        "，",
        "é",
        "😀",
        "旬",
    ])
}

/// Reading is linear: a text of one thing over and over takes about as long as any other.
#[test]
fn long_runs_are_read_in_linear_time() {
    for piece in [
        "1",
        "年",
        "至",
        "一",
        "2024年至",
        "2021、",
        "第",
        "近",
        "上",
        "6、",
        "2024年1月1日至",
        "的",
        " ",
        "1-",
        "周一至",
    ] {
        let text = piece.repeat(200_000 / piece.len());
        let start = Instant::now();
        scan(&text, &mut Vec::new());
        assert!(start.elapsed() < Duration::from_secs(5), "{piece}: {:?}", start.elapsed());
    }
}

/// A number before a comma is none of the groups of a date's digits.
#[test]
fn a_date_follows_a_code_and_a_comma() {
    let text = "甲公司600999,2018年7月";
    let mut found = Vec::new();
    scan(text, &mut found);
    let dates: Vec<&str> = found
        .iter()
        .filter(|mention| matches!(mention.value, Value::Date(_)))
        .map(|mention| mention.span.of(text))
        .collect();
    assert_eq!(dates, ["2018年7月"]);
}
