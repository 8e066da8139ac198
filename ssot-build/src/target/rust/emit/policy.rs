//! Constants of policies.

#![warn(clippy::disallowed_macros)]

use super::layout::Code;
use super::{atom, list, path};
use crate::target::rust::nodes::Constant;

/// A constant.
pub(super) fn emit_constant(constant: &Constant) -> Code {
    match constant {
        Constant::Flag(value) => atom(if *value { "true" } else { "false" }),
        Constant::Number(number) => atom(&number.to_string()),
        Constant::Float(number) => atom(number.as_str()),
        Constant::Text(text) => atom(text.as_str()),
        Constant::Static(name) => atom(&["&", &path(name)].concat()),
        Constant::None => atom("None"),
        Constant::Word { path: ty, variant } => atom(&[&path(ty), "::", variant.as_str()].concat()),
        Constant::Some(value) => Code::Call { path: "Some".to_owned(), arguments: vec![emit_constant(value)] },
        Constant::Slice(items) => list("&[", items.iter().map(emit_constant).collect(), "]"),
        Constant::Pair(items) => list("(", items.iter().map(emit_constant).collect(), ")"),
        Constant::Call { path: ty, variant, arguments } => Code::Call {
            path: [&path(ty), "::", variant.as_str()].concat(),
            arguments: arguments.iter().map(emit_constant).collect(),
        },
        Constant::Struct { path: ty, variant, members } => {
            let variant = variant.as_ref().map_or(String::new(), |variant| ["::", variant.as_str()].concat());
            let member = |(name, value): &(crate::target::rust::nodes::Ident, Constant)| {
                (name.as_str().to_owned(), Some(emit_constant(value)))
            };
            let members = members.iter().map(member).collect();
            Code::Struct { path: [&path(ty), variant.as_str()].concat(), members, rest: None }
        }
        Constant::Borrowed(value) => borrowed(emit_constant(value)),
    }
}

/// `&value`.
fn borrowed(value: Code) -> Code {
    let and = |text: String| ["&", &text].concat();
    match value {
        Code::Atom(text) => Code::Atom(and(text)),
        Code::Struct { path, members, rest } => Code::Struct { path: and(path), members, rest },
        Code::Call { path, arguments } => Code::Call { path: and(path), arguments },
        other => other,
    }
}
