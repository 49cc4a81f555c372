//! Aligned columns.

use std::fmt::{self, Write as _};

/// Columns as wide as their widest cell. Where a line is wider than `width`, its last cell stands below.
pub(crate) fn write_table<const N: usize>(
    f: &mut fmt::Formatter<'_>,
    rows: &[[String; N]],
    width: usize,
) -> fmt::Result {
    let widest = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths: Vec<usize> = (0..N).map(|column| widest(column).unwrap_or(0)).collect();
    let before_last: usize = widths.iter().take(N - 1).map(|width| width + 2).sum();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths).take(N - 1) {
            let _ = write!(line, "{cell:<width$}  ");
        }
        let last = row.last().map_or("", String::as_str);
        if before_last + last.chars().count() <= width {
            line.push_str(last);
            writeln!(f, "{}", line.trim_end())?;
        } else {
            writeln!(f, "{}", line.trim_end())?;
            for line in wrapped(last, width.saturating_sub(4)) {
                writeln!(f, "    {line}")?;
            }
        }
    }
    Ok(())
}

/// The words of a text in lines that are no wider than they must be.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
