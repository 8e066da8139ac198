//! "Did you mean": the nearest of some words.

/// The candidate that `word` was probably meant to be.
///
/// A candidate counts if it differs only in letter case, `_` and `-`, or if its [`distance`] is at most a third of the
/// longer word's characters (at most 3). Of several the nearest wins, then the first. `word` itself is never suggested.
///
/// ```
/// use ssot_core::nearest;
/// assert_eq!(nearest("modle", ["model", "enum"]), Some("model"));
/// assert_eq!(nearest("read_only", ["readOnly"]), Some("readOnly"));
/// assert_eq!(nearest("zebra", ["model", "enum"]), None);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(usize, &str)> = None;
    let length = word.chars().count();
    for candidate in candidates {
        if candidate == word {
            continue;
        }
        let longest = length.max(candidate.chars().count());
        let limit = (longest / 3).min(3);
        let found = if plain(word).eq(plain(candidate)) { Some(0) } else { distance(word, candidate, limit) };
        if let Some(found) = found
            && best.is_none_or(|(least, _)| found < least)
        {
            best = Some((found, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many insertions, deletions, replacements and swaps of neighbours turn `left` into `right` (optimal string
/// alignment, in characters), or `None` if more than `limit`.
pub fn distance(left: &str, right: &str, limit: usize) -> Option<usize> {
    let length = |text: &str| text.chars().take(MAX_CHARACTERS + 1).count();
    let lengths = (length(left), length(right));
    if lengths.0.max(lengths.1) > MAX_CHARACTERS || lengths.0.abs_diff(lengths.1) > limit {
        return None;
    }
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    let mut current: Vec<usize> = Vec::with_capacity(right.len() + 1);
    for (row, &from) in left.iter().enumerate() {
        current.clear();
        current.push(row + 1);
        for (column, &to) in right.iter().enumerate() {
            let mut least =
                (above[column] + usize::from(from != to)).min(above[column + 1] + 1).min(current[column] + 1);
            if row > 0 && column > 0 && from == right[column - 1] && left[row - 1] == to {
                least = least.min(before[column - 1] + 1);
            }
            current.push(least);
        }
        if current.iter().all(|&cell| cell > limit) {
            return None;
        }
        std::mem::swap(&mut before, &mut above);
        std::mem::swap(&mut above, &mut current);
    }
    above.last().copied().filter(|&found| found <= limit)
}

/// Longer words are never compared: the table grows with the product of the lengths.
const MAX_CHARACTERS: usize = 128;

/// Letters and digits in lower case.
fn plain(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swap_of_neighbours_is_one_step() {
        assert_eq!(distance("modle", "model", 3), Some(1));
        assert_eq!(distance("kitten", "sitting", 3), Some(3));
        assert_eq!(distance("kitten", "sitting", 2), None);
        assert_eq!(distance("", "ab", 2), Some(2));
    }

    #[test]
    fn spelling_in_another_case_beats_a_near_word() {
        assert_eq!(nearest("datetime", ["DateTim", "DateTime"]), Some("DateTime"));
        assert_eq!(nearest("id", ["ip"]), None);
        assert_eq!(nearest("x", ["x"]), None);
    }

    #[test]
    fn endless_words_are_not_compared() {
        assert_eq!(nearest(&"a".repeat(1_000_000), ["aaa"]), None);
    }
}
