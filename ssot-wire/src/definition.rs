//! What types say of themselves at run time, for the documents of servers.

use core::marker::PhantomData;

/// A type that says what its values look like on the wire: whatever is marked `#[ssot::model]` or `#[ssot::scalar]`, if there is a server.
pub trait Defined {
    /// What its values look like.
    const DEFINITION: Definition;

    /// The same, for who has only the type.
    fn definition() -> &'static Definition {
        const { &Self::DEFINITION }
    }
}

/// What the values of a type look like, or what an API has.
#[derive(Debug, Clone, Copy)]
pub struct Definition {
    /// Where it stands in code: `crate::module::Name`. Two types have two.
    pub path: &'static str,
    /// JSON on one line: what `ssot print --stage ir` writes of it, with numbers for the types that it names.
    pub text: &'static str,
    /// Those types, by number; nothing of one that does not say what it is.
    pub uses: &'static [Option<fn() -> &'static Definition>],
}

/// Finds out whether a type is [`Defined`].
#[derive(Debug)]
pub struct Probe<T: ?Sized>(PhantomData<T>);

impl<T: Defined> Probe<T> {
    /// What it says of itself.
    pub const USE: Option<fn() -> &'static Definition> = Some(T::definition);
}

/// Stands in where a type is not [`Defined`]: what a type has itself goes before what a trait gives it.
pub trait Unknown {
    /// Nothing.
    const USE: Option<fn() -> &'static Definition> = None;
}

impl<T: ?Sized> Unknown for Probe<T> {}
