//! Values between the wire and the database (contract section 2).

pub mod decode;
pub mod encode;
pub mod json;
