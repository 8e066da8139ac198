//! How values become refusals.

/// An error that an endpoint answers.
///
/// `#[ssot::model]` implements it for enums whose variants say `#[ssot(status = …)]`.
pub trait Refusal {
    /// The status of HTTP: 400 to 599.
    fn status(&self) -> u16;
}
