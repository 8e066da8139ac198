//! How much one request may ask for (contract section 11).

/// Limits on reads. Each is an option of the configuration; these are the defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Rows per page unless asked: 20.
    pub default_take: u32,
    /// Most rows per page: 100.
    pub max_take: u32,
    /// Most rows skipped: 10 000.
    pub max_skip: u32,
    /// Most comparisons in one request: 50.
    pub max_comparisons: usize,
    /// Most levels of and, or, not and relations: 5.
    pub max_depth: usize,
    /// Most hops of an include path: 4.
    pub max_include_depth: usize,
    /// Most included relations; each hop counts: 12.
    pub max_includes: usize,
    /// Related rows per row unless asked: 20.
    pub include_take: u32,
    /// Most groups that rows are summed up in: 1 000.
    pub max_groups: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            default_take: 20,
            max_take: 100,
            max_skip: 10_000,
            max_comparisons: 50,
            max_depth: 5,
            max_include_depth: 4,
            max_includes: 12,
            include_take: 20,
            max_groups: 1000,
        }
    }
}
