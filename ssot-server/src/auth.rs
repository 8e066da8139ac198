//! Who asks: how a request says it, and what the server knows then (contract section 7).

mod principal;
mod told;

use http::request::Parts;

pub use self::principal::{Caller, Principal};
pub use self::told::Told;
use crate::problem::Problem;

/// Finds out who asks. One is given to [`crate::Api::authenticate`]; without one every caller is anonymous.
pub trait Authenticate: std::fmt::Debug + Send + Sync {
    /// Who sends this request. A request without credentials is [`Caller::Anonymous`]; whether that is enough is decided later.
    ///
    /// # Errors
    /// If there are credentials and they do not hold: 401 with `WWW-Authenticate`, [`Problem::unauthenticated`].
    fn authenticate(&self, parts: &Parts) -> Result<Caller, Problem>;
}
