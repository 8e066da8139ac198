//! Where we differ from Prisma's engine, and why.

use super::Difference;

/// A kind of difference that stays.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// How the difference is printed.
    pub difference: &'static str,
    /// Why it stays.
    pub reason: &'static str,
}

/// All of them.
pub const KNOWN: &[Known] = &[];

/// The reason for which a difference stays, if it is a known one.
pub fn reason(difference: &Difference) -> Option<&'static str> {
    let printed = difference.to_string();
    KNOWN.iter().find(|known| known.difference == printed).map(|known| known.reason)
}
