//! What endpoints need beside the methods of a client.

use super::Zod;
use crate::text::typescript::{Ident, Import, Literal};

/// `export const …: EndpointRoute = { … };`
#[derive(Debug)]
pub struct Route {
    /// Its name.
    pub name: Ident,
    /// Its type.
    pub ty: Import,
    /// The method of HTTP.
    pub method: Literal,
    /// The path, parameters in braces.
    pub path: Literal,
    /// The parameters of the query.
    pub query: Vec<Literal>,
    /// The name of what is the body.
    pub body: Option<Literal>,
    /// The schema that reads the answer, if programs see something else than JSON.
    pub answer: Option<Zod>,
    /// The name of the error, and its codes.
    pub error: Option<(Literal, Vec<Literal>)>,
    /// The schema that reads the error, if programs see something else than JSON.
    pub failure: Option<Zod>,
}

/// `export function isNoteError(error: unknown): error is EndpointError<NoteError>`
#[derive(Debug)]
pub struct ErrorGuard {
    /// Its documentation.
    pub doc: crate::text::typescript::Comment,
    /// Its name.
    pub name: Ident,
    /// `EndpointError`.
    pub class: Import,
    /// `isEndpointError`.
    pub function: Import,
    /// The type of the error.
    pub error: Import,
    /// The name that routes have for it.
    pub kind: Literal,
}
