//! Tables of plain text; Chinese characters take two columns.

use unicode_width::UnicodeWidthStr;

/// Rows as text: the first row is the head, the first column is text, the others are right-aligned numbers.
pub(super) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..columns)
        .map(|column| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0))
        .collect();
    let mut out = String::new();
    for (index, row) in rows.iter().enumerate() {
        if index == 1 {
            let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
            out.push_str(&rule.join("  "));
            out.push('\n');
        }
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(column, (cell, width))| {
                let blanks = " ".repeat(width.saturating_sub(cell.width()));
                if column == 0 { format!("{cell}{blanks}") } else { format!("{blanks}{cell}") }
            })
            .collect();
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
    }
    out
}

/// Words filled up with blanks to a number of columns.
pub(super) fn pad(words: &str, columns: usize) -> String {
    format!("{words}{}", " ".repeat(columns.saturating_sub(words.width())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_columns() {
        let rows = [["type", "P"], ["贷款", "50.0"], ["lease", "7.0"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(table(&rows), "type      P\n-----  ----\n贷款   50.0\nlease   7.0\n");
        assert_eq!(table(&[]), "");
    }
}
