//! Puts related rows into the holes of their parents.

use super::rows::Level;

/// `prefix`, then the rows of the first level with everything below them, separated by commas.
pub(super) fn body(levels: &[Level], prefix: &[u8]) -> Vec<u8> {
    let total: usize = levels.iter().map(|level| level.rows.out().len() + level.rows.rows() * 4).sum();
    let mut out = Vec::with_capacity(total + prefix.len());
    out.extend_from_slice(prefix);
    let rows = levels[0].rows.rows();
    for index in 0..rows {
        if index > 0 {
            out.push(b',');
        }
        let row = if levels[0].rows.edges().is_backward { rows - 1 - index } else { index };
        write(levels, 0, row, &mut out);
    }
    out
}

fn write(levels: &[Level], level: usize, row: usize, out: &mut Vec<u8>) {
    let Level { rows, children, .. } = &levels[level];
    let span = rows.span(row);
    let mut written = span.start;
    for hole in rows.holes(row) {
        out.extend_from_slice(&rows.out()[written..hole.at]);
        written = hole.at;
        out.push(b'[');
        if let (Some(child), Some(group)) = (children[hole.include], hole.group) {
            for (index, &related) in levels[child].rows.group(group).iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write(levels, child, related, out);
            }
        }
        out.push(b']');
    }
    out.extend_from_slice(&rows.out()[written..span.end]);
}
