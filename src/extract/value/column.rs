//! Columns: numbers that take their unit from the head of their column, as in 规模(亿元) over 15 and 10. A table comes as
//! lines with `|`, or flattened, one cell a line, as copying a page leaves it.

use super::quantity::{self, Counted};
use super::rule;
use super::{mention, number};
use crate::extract::{Comparator, Duration, Mention, Value};
use rust_decimal::Decimal;

/// The longest cell of a flattened table, in characters.
const CELL: usize = 24;

/// The most columns of a flattened table.
const COLUMNS: usize = 10;

/// A cell: the byte where it begins, and its words.
type Cell<'t> = (usize, &'t str);

/// Finds the numbers that stand under a unit; `out` has the mentions of the text by start and gets these in their places.
pub(super) fn columns(text: &str, out: &mut Vec<Mention>) {
    let before = out.len();
    let mut run: Vec<Cell<'_>> = Vec::new();
    let mut head: Vec<Option<Unit>> = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let cell = (start, line.trim());
        start += line.len() + 1;
        if line.trim_start().starts_with('|') {
            row(text, line, start - line.len() - 1, &mut head, out);
            continue;
        }
        head.clear();
        if cell.1.is_empty() {
            continue;
        }
        let closed = cell.1.ends_with(['。', '；', '，', '：', '！', '？']) || cell.1.starts_with('#');
        if closed || cell.1.chars().nth(CELL).is_some() {
            flattened(text, &run, out);
            run.clear();
        } else {
            run.push((start - line.len() - 1 + (line.len() - line.trim_start().len()), cell.1));
        }
    }
    flattened(text, &run, out);
    if out.len() > before {
        out.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
    }
}

/// What the numbers of a column count, and of how many units each.
#[derive(Debug, Clone, Copy)]
struct Unit {
    factor: Decimal,
    counted: Counted,
}

/// The unit in brackets at the end of the head of a column: 规模(亿元).
fn unit(head: &str) -> Option<Unit> {
    let inner = head.strip_suffix([')', '）'])?;
    let (_, words) = inner.rsplit_once(['(', '（'])?;
    let words = words.trim_start_matches("单位").trim_start_matches(['：', ':']);
    if words.is_empty() || words.chars().nth(8).is_some() {
        return None;
    }
    let one = format!("1{words}");
    let part = quantity::part(&one, 0).filter(|part| part.end == one.len() && part.bound.is_none())?;
    Some(Unit { factor: part.number.value, counted: part.counted? })
}

/// The value of a cell under a unit, if the cell is a number and nothing else.
fn value(text: &str, cell: Cell<'_>, unit: Unit) -> Option<Mention> {
    let (at, words) = cell;
    let found =
        number::read(text, at).filter(|found| found.end == at + words.len() && !found.chinese && !found.scaled)?;
    let quantity = quantity::exactly(found.value.checked_mul(unit.factor)?);
    Some(mention(at, found.end, quantity::value(unit.counted, quantity), rule::COLUMN))
}

/// A line of a table with `|`: the first is the head, the others take its units.
fn row(text: &str, line: &str, start: usize, head: &mut Vec<Option<Unit>>, out: &mut Vec<Mention>) {
    let mut at = start;
    let cells = line.split('|').map(|words| {
        let begin = at + (words.len() - words.trim_start().len());
        at += words.len() + 1;
        (begin, words.trim())
    });
    if head.is_empty() {
        head.extend(cells.map(|(_, words)| unit(words)));
        return;
    }
    for (cell, unit) in cells.zip(head.iter()) {
        let (Some(unit), false) = (unit, cell.1.is_empty()) else { continue };
        out.extend(value(text, cell, *unit).filter(|found| is_new(out, found)));
    }
}

/// A run of short lines: a head of k cells with a unit, and at least two rows of k cells with a number in its column.
fn flattened(text: &str, run: &[Cell<'_>], out: &mut Vec<Mention>) {
    for (place, (_, words)) in run.iter().enumerate() {
        let Some(unit) = unit(words) else { continue };
        // The smallest width at which every row has a number there, words over the run that belong to no row left out.
        let width = (2..=COLUMNS).find(|width| {
            let rows = run[place + 1..].chunks_exact(*width);
            rows.len() >= 2 && rows.take(MAX_ROWS).all(|row| value(text, row[width - 1], unit).is_some())
                || rest_is_note(text, &run[place + 1..], *width, unit)
        });
        let Some(width) = width else { continue };
        for row in run[place + 1..].chunks_exact(width) {
            let Some(found) = value(text, row[width - 1], unit) else { break };
            if is_new(out, &found) {
                out.push(found);
            }
            for cell in row {
                out.extend(length(cell).filter(|found| is_new(out, found)));
            }
        }
    }
}

/// Rows that are looked through to find the width of a table.
const MAX_ROWS: usize = 200;

/// True if the rows end before the run does: a note or a heading stands behind the table.
fn rest_is_note(text: &str, cells: &[Cell<'_>], width: usize, unit: Unit) -> bool {
    let rows = cells.chunks_exact(width).take(MAX_ROWS);
    let numbers = rows.take_while(|row| value(text, row[width - 1], unit).is_some()).count();
    numbers >= 2 && cells.len() - numbers * width <= width
}

/// 269D, 3Y: the term of a bond in a cell of its own.
fn length(cell: &Cell<'_>) -> Option<Mention> {
    let (at, words) = *cell;
    let digits = words.strip_suffix(['D', 'Y'])?;
    let plain = !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let value = Duration { iso: format!("P{words}"), comparator: Comparator::Eq };
    plain.then(|| mention(at, at + words.len(), Value::Duration(value), "duration.column"))
}

fn is_new(out: &[Mention], found: &Mention) -> bool {
    let kind = found.kind();
    !out.iter().rev().take(400).any(|held| held.kind() == kind && held.span.overlaps(found.span))
}
