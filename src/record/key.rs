//! Event key: groups the same deal across articles. The recipe, with test vectors, stands in `docs/record.md`:
//! SHA-256 over type, the sorted ids of the main parties, the amount's band and the quarter of the first date.

use super::Record;
use super::build::hex;
use crate::layout::Published;
use sha2::{Digest, Sha256};

/// The first 16 hex digits of the key's hash.
#[must_use]
pub fn event_key(record: &Record, published: &Published) -> String {
    let mut hash = Sha256::new();
    hash.update(recipe(record, published).as_bytes());
    hex(&hash.finalize()[..8])
}

/// The hashed words: `credit.loan|org:…,org:…|CNY:2e8|2024Q3`.
#[must_use]
pub fn recipe(record: &Record, published: &Published) -> String {
    let mut parties: Vec<&str> = record
        .parties
        .iter()
        .filter(|party| party.side != super::Side::Other)
        .map(|party| party.entity_id.as_deref().unwrap_or(&party.name))
        .collect();
    parties.sort_unstable();
    parties.dedup();
    let amount = record.amount.as_ref().map_or_else(String::new, |amount| {
        let digits = amount.max.as_deref().or(amount.min.as_deref()).unwrap_or("0");
        format!("{}:{}", amount.currency, band(digits))
    });
    let day = record.dates.iter().find_map(|date| date.start.clone()).or(published.start.map(|date| date.to_string()));
    let quarter = day.and_then(|day| {
        let (year, month) = (day.get(..4)?.to_owned(), day.get(5..7)?.parse::<u32>().ok()?);
        Some(format!("{year}Q{}", (month - 1) / 3 + 1))
    });
    format!("{}|{}|{amount}|{}", record.kind, parties.join(","), quarter.unwrap_or_default())
}

/// One significant digit and the exponent: 1.86亿 is `2e8`.
fn band(digits: &str) -> String {
    let whole = digits.split('.').next().unwrap_or("0").trim_start_matches(['-', '0']);
    let mut chars = whole.chars();
    let (first, second) = (
        chars.next().and_then(|c| c.to_digit(10)).unwrap_or(0),
        chars.next().and_then(|c| c.to_digit(10)).unwrap_or(0),
    );
    let exponent = whole.len().saturating_sub(1);
    match first + u32::from(second >= 5) {
        10 => format!("1e{}", exponent + 1),
        lead => format!("{lead}e{exponent}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_band_is_one_digit_and_its_exponent() {
        for (digits, expected) in
            [("186000000", "2e8"), ("50000000", "5e7"), ("96000", "1e5"), ("0", "0e0"), ("1.5", "1e0"), ("950", "1e3")]
        {
            assert_eq!(band(digits), expected, "{digits}");
        }
    }

    /// The vector of `docs/record.md`.
    #[test]
    fn the_key_is_the_hash_of_its_recipe() {
        let recipe = "credit.loan|org:601009.SH,苏州澄光半导体有限公司|CNY:5e7|2025Q1";
        assert_eq!(hex(&Sha256::digest(recipe.as_bytes())[..8]), "b21f90fe5b5d3d5a");
    }
}
