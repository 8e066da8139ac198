//! A field is written as in another language.
//!
//! ```prisma
//! model A {
//!   id:   Int!  @id
//!   tags  [Int]
//!   name? String
//! }
//! ```
//!
//! Fields are required by default; `?` and `[]` stand behind the type: `id Int`, `tags Int[]`, `name String?`. There are no
//! lists of lists, no sized lists and no unions.

use crate::diagnostic::{Code, Diagnostic, Edit, Fix};
use crate::source::Span;

pub(crate) struct FieldSpelling {
    pub(crate) span: Span,
    pub(crate) spelling: Spelling,
}

/// What was written.
pub(crate) enum Spelling {
    /// `name: Type`
    Colon,
    /// `Type!`
    RequiredMark,
    /// `[Type]`
    BracketedList {
        /// The type.
        name: String,
    },
    /// `name? Type`
    MarkedName {
        /// Where `?` belongs; `None` if the type has its own mark.
        end: Option<Span>,
    },
    /// `Type??`
    RepeatedMark,
    /// `Type[3]`
    SizedList,
    /// `Type[ ]`
    SpacedList,
    /// `Type[][]`
    NestedList,
    /// `Type | null`
    Union {
        /// From the type's end to the end of `null`, and whether `?` is missing.
        gap: Span,
        optional: bool,
    },
}

impl FieldSpelling {
    pub(crate) const CODE: Code = Code(18);
}

impl From<FieldSpelling> for Diagnostic {
    fn from(FieldSpelling { span, spelling }: FieldSpelling) -> Self {
        let error = |message: &str| Self::error(FieldSpelling::CODE, span, message);
        match spelling {
            Spelling::Colon => error("no `:` stands between a field and its type")
                .help("remove it")
                .fix("remove `:`", span, ""),
            Spelling::RequiredMark => error("a field is required without `!`")
                .help("remove it; an optional field is marked with `?`")
                .fix("remove `!`", span, ""),
            Spelling::BracketedList { name } => error("the brackets of a list stand behind the type")
                .help(format!("write `{name}[]`"))
                .fix(format!("write `{name}[]`"), span, format!("{name}[]")),
            Spelling::MarkedName { end } => {
                let mut found = error("`?` stands behind the type, not behind the name").help("write `name Type?`");
                let mut edits = vec![Edit { span, replacement: String::new() }];
                edits.extend(end.map(|span| Edit { span, replacement: "?".to_owned() }));
                found.fix = Some(Fix { title: "move `?` behind the type".to_owned(), edits });
                found
            }
            Spelling::RepeatedMark => {
                error("one `?` is enough").help("remove the second").fix("remove `?`", span, "")
            }
            Spelling::SpacedList => {
                error("nothing stands between `[` and `]`, no blank either").help("write `[]`").fix("write `[]`", span, "[]")
            }
            Spelling::SizedList => {
                error("a list has no size").help("write `[]`").fix("write `[]`", span, "[]")
            }
            Spelling::NestedList => error("there are no lists of lists")
                .help("use one `[]`, a model of its own, or `Json`")
                .fix("keep one `[]`", span, ""),
            Spelling::Union { gap, optional } => error("a field has one type")
                .help("an optional field is marked with `?`")
                .fix("write `?`", gap, if optional { "?" } else { "" }),
        }
    }
}
