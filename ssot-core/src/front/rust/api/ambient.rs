//! Arguments that no request writes: who asks, and the headers. They are told by their types.

use syn::Type;

use super::super::reader::plain;

/// What a method learns beside what it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ambient {
    /// `Caller`: who asks, or nobody in particular.
    Caller,
    /// `Principal`: who asks; nobody in particular is refused.
    Principal,
    /// `HeaderMap`: the headers of the request.
    Headers,
}

impl Ambient {
    /// What an argument of that type is, if it stands in no request.
    pub fn of(ty: &Type) -> Option<Self> {
        match ty {
            Type::Group(group) => Self::of(&group.elem),
            Type::Paren(paren) => Self::of(&paren.elem),
            Type::Path(path) if path.qself.is_none() => {
                let last = path.path.segments.last().filter(|last| last.arguments.is_none())?;
                match plain(&last.ident).as_str() {
                    "Caller" => Some(Self::Caller),
                    "Principal" => Some(Self::Principal),
                    "HeaderMap" => Some(Self::Headers),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}
