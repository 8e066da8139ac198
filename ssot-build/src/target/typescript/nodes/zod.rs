//! Zod schemas of data.

use super::Ty;
use crate::text::typescript::{Comment, Ident, Import, Key, Literal};

/// `export const PageSchema: z.ZodType<Page> = …;`, or with parameters a function that takes their schemas.
#[derive(Debug)]
pub struct DataSchema {
    /// Its documentation.
    pub doc: Comment,
    /// Its name.
    pub name: Ident,
    /// `z`.
    pub zod: Import,
    /// A type parameter, and what its schema is called.
    pub parameters: Vec<(Ident, Ident)>,
    /// What it checks.
    pub ty: Ty,
    /// How.
    pub check: Zod,
}

/// A schema, or an argument of a function that makes one.
#[derive(Debug, Clone)]
pub enum Zod {
    /// A schema of another file.
    Imported(Import),
    /// A schema of this file, or a parameter.
    Local(Ident),
    /// `z.array(…)`, `wire.integer(0, 255)`.
    Call {
        /// `z` or `wire`.
        module: &'static Import,
        /// The function.
        function: Key,
        /// Its arguments.
        arguments: Vec<Zod>,
    },
    /// `rule.branded<Slug>(…)`.
    Branded {
        /// `rule`.
        module: &'static Import,
        /// The branded type.
        ty: Box<Import>,
        /// What is checked.
        inner: Box<Zod>,
    },
    /// `scalar.email`.
    Member {
        /// `scalar`.
        module: &'static Import,
        /// Its name.
        name: Ident,
    },
    /// `PageSchema(PostSchema)`.
    Apply(Box<Zod>, Vec<Zod>),
    /// `z.lazy(() => …)`: what is declared further down.
    Lazy {
        /// `z`.
        module: &'static Import,
        /// What is meant.
        inner: Box<Zod>,
    },
    /// `z.object({ … })`, with what all other keys hold: `.catchall(…)`.
    Object {
        /// `z`.
        module: &'static Import,
        /// Whether unknown keys are refused.
        strict: bool,
        /// Its properties.
        shape: Vec<(Key, Zod)>,
        /// What stands behind other keys.
        rest: Option<Box<Zod>>,
    },
    /// `[…]`
    List(Vec<Zod>),
    /// A text.
    Text(Literal),
    /// A number.
    Number(i64),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_is_small() {
        // Each field of a type has one, and an argument or two.
        assert!(size_of::<Zod>() <= 64, "{}", size_of::<Zod>());
    }
}
