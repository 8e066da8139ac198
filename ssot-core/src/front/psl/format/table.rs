//! The lines of a block: cells in columns, and what stands between them.

/// A line of a block.
#[derive(Debug)]
pub(super) enum Row {
    /// A blank line; columns start anew behind it.
    Blank,
    /// Cells and the comments behind them, joined.
    Cells {
        /// At least one, none empty.
        cells: Vec<String>,
        /// Empty if there are none.
        comments: String,
    },
    /// Lines that are already laid out, indentation and all, without the last break.
    Text(String),
}

/// No columns are made where blanks would outweigh what stands in the cells that many times: a text of two megabytes must not
/// become one of gigabytes.
const MOST_BLANKS: usize = 64;

/// Writes the rows of a block, each with its line break. Within a group each column is as wide as its widest cell, in characters.
pub(super) fn write(rows: &[Row], pad: &str, out: &mut String) {
    for group in rows.split_inclusive(|row| matches!(row, Row::Blank)) {
        let widths = widths(group);
        for row in group {
            match row {
                Row::Blank => {}
                Row::Text(text) => out.push_str(text),
                Row::Cells { cells, comments } => {
                    out.push_str(pad);
                    write_cells(cells, &widths, out);
                    if !comments.is_empty() {
                        out.push(' ');
                        out.push_str(comments);
                    }
                }
            }
            out.push('\n');
        }
    }
}

fn widths(group: &[Row]) -> Vec<usize> {
    let mut widths = Vec::new();
    let (mut rows, mut characters) = (0, 0);
    for row in group {
        let Row::Cells { cells, .. } = row else { continue };
        rows += 1;
        widths.resize(widths.len().max(cells.len()), 0);
        for (width, cell) in widths.iter_mut().zip(cells) {
            let length = cell.chars().count();
            characters += length;
            *width = (*width).max(length);
        }
    }
    // The last cell of a row is not padded.
    let padded = widths.len().saturating_sub(1);
    if rows * widths[..padded].iter().sum::<usize>() > MOST_BLANKS * characters {
        widths.fill(0);
    }
    widths
}

/// All cells but the last are padded.
fn write_cells(cells: &[String], widths: &[usize], out: &mut String) {
    for (index, cell) in cells.iter().enumerate() {
        out.push_str(cell);
        if index + 1 < cells.len() {
            let missing = widths[index].saturating_sub(cell.chars().count());
            out.extend(std::iter::repeat_n(' ', missing + 1));
        }
    }
}
