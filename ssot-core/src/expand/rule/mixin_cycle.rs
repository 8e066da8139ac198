//! A mixin contains itself.
//!
//! ```ssot
//! type Left with Right {
//!   a Int
//! }
//!
//! type Right with Left {
//!   b Int
//! }
//!
//! model A with Left {
//!   id Int @id
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct MixinCycle;

impl MixinCycle {
    pub(crate) const CODE: Code = Code(715);
}
