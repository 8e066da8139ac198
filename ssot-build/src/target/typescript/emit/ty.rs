//! Prints types, flat where they fit the line.

use crate::target::typescript::nodes::{Keyword, Mutability, Property, Ty, TypeParameter};
use crate::text::typescript::{Comment, LINE_WIDTH, Put, Writer};

/// Prints `key?: ` and returns its width.
pub(super) fn property_start(property: &Property, out: &mut Writer) -> usize {
    if property.readonly {
        out.text("readonly ");
    }
    out.append(&property.key);
    out.text(if property.optional { "?:" } else { ":" });
    property_start_width(property)
}

fn property_start_width(property: &Property) -> usize {
    let readonly = if property.readonly { "readonly ".len() } else { 0 };
    readonly + property.key.width() + if property.optional { 2 } else { 1 }
}

/// The type behind `key:`, and `tail`; `column` is where the `:` ends.
pub(super) fn emit_property_type(ty: &Ty, column: usize, tail: &'static str, out: &mut Writer) {
    if column + 1 + width(ty) < LINE_WIDTH {
        out.text(" ");
        out.append(ty);
        out.text(tail);
    } else if let Ty::Union(types) = ty {
        match types.as_slice() {
            [one @ Ty::Apply(..), Ty::Keyword(Keyword::Null)] => {
                out.text(" ");
                emit_broken(one, 2, out);
                out.text(" | null");
                out.text(tail);
            }
            _ => emit_union(types, 4, tail, out),
        }
    } else {
        out.text(" ");
        emit_broken(ty, 2, out);
        out.text(tail);
    }
}

/// ` = type;` of an alias; `column` is where the name ends.
pub(super) fn emit_alias_type(ty: &Ty, column: usize, out: &mut Writer) {
    out.text(" =");
    if column + " = ;".len() + width(ty) <= LINE_WIDTH {
        out.text(" ");
        out.append(ty);
        out.text(";");
        return;
    }
    match ty {
        Ty::Union(types) => emit_union(types, 2, ";", out),
        Ty::Intersection(types) => {
            out.text(" ");
            emit_intersection(types, column + " = ".len(), ";", out);
        }
        _ if 2 + width(ty) < LINE_WIDTH && moves_down(ty) => {
            out.indent();
            out.append(ty);
            out.text(";");
            out.unindent();
        }
        _ => {
            out.text(" ");
            emit_broken(ty, 0, out);
            out.text(";");
        }
    }
}

/// Whether a type that is too long moves to the next line before it is broken.
fn moves_down(ty: &Ty) -> bool {
    match ty {
        Ty::Apply(_, arguments) => matches!(arguments.as_slice(), [Ty::Local(_) | Ty::Imported(_)]),
        Ty::Object(_) | Ty::Tuple(_) | Ty::Index { .. } | Ty::Mapped { .. } => false,
        _ => true,
    }
}

/// A union on lines of its own, `indent` columns in.
fn emit_union(types: &[Ty], indent: usize, tail: &'static str, out: &mut Writer) {
    out.indent();
    let flat: usize = types.iter().map(|ty| branch_width(ty) + 3).sum();
    if indent + flat - 3 + tail.len() <= LINE_WIDTH {
        emit_flat_union(types, out);
        out.text(tail);
    } else {
        emit_branches(types, indent, tail, out);
    }
    out.unindent();
}

/// `A & B`, a line each, and `tail`; `column` is where the first starts.
fn emit_intersection(types: &[Ty], column: usize, tail: &'static str, out: &mut Writer) {
    for (index, ty) in types.iter().enumerate() {
        if index == 1 {
            out.indent();
        }
        let last = index + 1 == types.len();
        if index == 0 && column + width(ty) + " &".len() > LINE_WIDTH {
            emit_broken(ty, 0, out);
        } else {
            emit_intersected(ty, out);
        }
        out.text(if last { tail } else { " &" });
        if index > 0 && !last {
            out.push();
        }
    }
    if types.len() > 1 {
        out.unindent();
    }
}

/// `| A`, a line each, and `tail`.
fn emit_branches(types: &[Ty], indent: usize, tail: &'static str, out: &mut Writer) {
    for (index, ty) in types.iter().enumerate() {
        let tail = if index + 1 == types.len() { tail } else { "" };
        out.text("| ");
        if indent + 2 + branch_width(ty) + tail.len() <= LINE_WIDTH {
            emit_branch(ty, out);
            out.text(tail);
        } else {
            emit_broken_branch(ty, indent, tail, out);
        }
        out.push();
    }
}

/// What stands behind `| `, over several lines.
fn emit_broken_branch(ty: &Ty, indent: usize, tail: &'static str, out: &mut Writer) {
    match ty {
        Ty::Intersection(types) if types.len() > 1 => {
            out.text("(");
            emit_intersected(&types[0], out);
            out.text(" &");
            out.indent();
            out.indent();
            for (index, ty) in types.iter().enumerate().skip(1) {
                let last = index + 1 == types.len();
                emit_intersected(ty, out);
                out.text(if last { ")" } else { " &" });
                out.text(if last { tail } else { "" });
                if !last {
                    out.push();
                }
            }
            out.unindent();
            out.unindent();
        }
        Ty::Apply(head, arguments) => {
            out.append(head);
            out.text("<");
            out.indent();
            out.indent();
            emit_arguments(arguments, indent + 4, out);
            out.unindent();
            out.text(">");
            out.text(tail);
            out.unindent();
        }
        Ty::Object(_) | Ty::Index { .. } | Ty::Mapped { .. } | Ty::Tuple(_) => {
            out.deepen();
            emit_broken(ty, indent + 2, out);
            out.shallow();
            out.text(tail);
        }
        _ => {
            out.append(ty);
            out.text(tail);
        }
    }
}

/// Type arguments, a line each, `indent` columns in.
fn emit_arguments(arguments: &[Ty], indent: usize, out: &mut Writer) {
    for (index, argument) in arguments.iter().enumerate() {
        let last = index + 1 == arguments.len();
        if indent + width(argument) + usize::from(!last) <= LINE_WIDTH {
            out.append(argument);
        } else if let Ty::Union(types) = argument {
            emit_branches(types, indent, "", out);
        } else {
            emit_broken(argument, indent, out);
        }
        if !last {
            out.text(",");
            out.push();
        }
    }
}

/// A type over several lines; `indent` is how far lines stand in.
pub(super) fn emit_broken(ty: &Ty, indent: usize, out: &mut Writer) {
    match ty {
        Ty::Apply(head, arguments) => {
            out.append(head);
            out.text("<");
            out.indent();
            emit_arguments(arguments, indent + 2, out);
            out.unindent();
            out.text(">");
        }
        Ty::List(item, mutability) if matches!(**item, Ty::Apply(..)) => {
            if *mutability == Mutability::Readonly {
                out.text("readonly ");
            }
            emit_broken(item, indent, out);
            out.text("[]");
        }
        Ty::Object(properties) if !properties.is_empty() => super::emit_properties(properties, out),
        Ty::Tuple(types) => {
            out.text("[");
            out.indent();
            for ty in types {
                emit_item(ty, indent + 2, out);
                out.text(",");
                out.push();
            }
            out.unindent();
            out.text("]");
        }
        Ty::Index { properties, key, value } => {
            out.text("{");
            out.indent();
            for property in properties {
                super::emit_property(property, indent, out);
            }
            out.text("[key: ");
            out.append(key);
            out.text("]:");
            emit_property_type(value, indent + 2 + "[key: ]:".len() + width(key), ";", out);
            out.unindent();
            out.text("}");
        }
        Ty::Mapped { keys, value } => {
            out.text("{");
            out.indent();
            out.text("[key in ");
            out.append(keys);
            out.text("]?:");
            emit_property_type(value, indent + 2 + "[key in ]?:".len() + width(keys), ";", out);
            out.unindent();
            out.text("}");
        }
        Ty::Intersection(types) => emit_intersection(types, indent, "", out),
        _ => out.append(ty),
    }
}

/// A type on a line of its own, broken if it is too long.
fn emit_item(ty: &Ty, indent: usize, out: &mut Writer) {
    if indent + width(ty) < LINE_WIDTH {
        out.append(ty);
    } else {
        emit_broken(ty, indent, out);
    }
}

/// Whether the parameters of an alias stand on lines of their own, so that the type behind them can start.
pub(super) fn breaks_parameters(name: usize, parameters: &[TypeParameter], ty: &Ty) -> bool {
    let start = name + type_parameters_width(parameters) + " = ".len();
    let first = match ty {
        Ty::Intersection(types) => types.first().unwrap_or(ty),
        _ => ty,
    };
    let head = match first {
        Ty::Apply(head, _) => width(head) + 1,
        _ => 0,
    };
    !parameters.is_empty() && start + head > LINE_WIDTH
}

/// `<I extends A = B>` over several lines.
pub(super) fn emit_broken_type_parameters(parameters: &[TypeParameter], indent: usize, out: &mut Writer) {
    out.text("<");
    out.indent();
    for parameter in parameters {
        if indent + 2 + type_parameter_width(parameter) < LINE_WIDTH {
            out.append(parameter);
            out.text(",");
        } else {
            emit_parameter_name(parameter, out);
            if let Some(default) = &parameter.default {
                out.text(" =");
                out.indent();
                out.append(default);
                out.text(",");
                out.unindent();
            }
        }
        out.push();
    }
    out.unindent();
    out.text(">");
}

/// `<I extends A = B>` on one line; nothing if there are none.
pub(super) fn emit_type_parameters(parameters: &[TypeParameter], out: &mut Writer) {
    if !parameters.is_empty() {
        out.text("<");
        out.list(parameters, ", ");
        out.text(">");
    }
}

/// The columns that they take.
pub(super) fn type_parameters_width(parameters: &[TypeParameter]) -> usize {
    if parameters.is_empty() {
        return 0;
    }
    parameters.iter().map(|parameter| type_parameter_width(parameter) + 2).sum()
}

fn type_parameter_width(parameter: &TypeParameter) -> usize {
    let bound = parameter.bound.as_ref().map_or(0, |ty| " extends ".len() + width(ty));
    let default = parameter.default.as_ref().map_or(0, |ty| " = ".len() + width(ty));
    parameter.name.width() + bound + default
}

/// `I extends A`.
fn emit_parameter_name(parameter: &TypeParameter, out: &mut Writer) {
    out.append(&parameter.name);
    if let Some(bound) = &parameter.bound {
        out.text(" extends ");
        out.append(bound);
    }
}

impl Put for TypeParameter {
    fn put(&self, out: &mut Writer) {
        emit_parameter_name(self, out);
        if let Some(default) = &self.default {
            out.text(" = ");
            out.append(default);
        }
    }
}

impl Keyword {
    const fn as_str(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Null => "null",
            Self::Undefined => "undefined",
            Self::True => "true",
            Self::False => "false",
            Self::Never => "never",
            Self::Void => "void",
            Self::Unknown => "unknown",
            Self::Bigint => "bigint",
            Self::Digits => "`${bigint}`",
        }
    }
}

impl Put for Ty {
    fn put(&self, out: &mut Writer) {
        match self {
            Ty::Keyword(keyword) => out.text(keyword.as_str()),
            Ty::Local(name) => out.append(name),
            Ty::Imported(import) => out.append(import),
            Ty::Literal(literal) => out.append(literal),
            Ty::KeyOf(ty) => {
                out.text("keyof ");
                out.append(ty);
            }
            Ty::Apply(head, arguments) => {
                out.append(head);
                out.text("<");
                emit_joined(arguments, ", ", out);
                out.text(">");
            }
            Ty::List(item, mutability) => {
                if *mutability == Mutability::Readonly {
                    out.text("readonly ");
                }
                let several = is_several(item);
                out.text(if several { "(" } else { "" });
                out.append(item);
                out.text(if several { ")[]" } else { "[]" });
            }
            Ty::Union(types) => emit_flat_union(types, out),
            Ty::Intersection(types) => {
                for (index, ty) in types.iter().enumerate() {
                    out.text(if index > 0 { " & " } else { "" });
                    emit_intersected(ty, out);
                }
            }
            Ty::Tuple(types) => {
                out.text("[");
                emit_joined(types, ", ", out);
                out.text("]");
            }
            Ty::Index { properties, key, value } => {
                out.text("{ ");
                for property in properties {
                    property_start(property, out);
                    out.text(" ");
                    out.append(&property.ty);
                    out.text("; ");
                }
                out.text("[key: ");
                out.append(key);
                out.text("]: ");
                out.append(value);
                out.text(" }");
            }
            Ty::Mapped { keys, value } => {
                out.text("{ [key in ");
                out.append(keys);
                out.text("]?: ");
                out.append(value);
                out.text(" }");
            }
            Ty::Object(properties) if properties.is_empty() => out.text("{}"),
            Ty::Object(properties) => {
                out.text("{ ");
                for (index, property) in properties.iter().enumerate() {
                    if index > 0 {
                        out.text("; ");
                    }
                    property_start(property, out);
                    out.text(" ");
                    out.append(&property.ty);
                }
                out.text(" }");
            }
        }
    }
}

fn emit_joined(types: &[Ty], separator: &'static str, out: &mut Writer) {
    for (index, ty) in types.iter().enumerate() {
        if index > 0 {
            out.text(separator);
        }
        out.append(ty);
    }
}

fn emit_flat_union(types: &[Ty], out: &mut Writer) {
    for (index, ty) in types.iter().enumerate() {
        if index > 0 {
            out.text(" | ");
        }
        emit_branch(ty, out);
    }
}

/// A part of an intersection: `&` binds before `|`.
fn emit_intersected(ty: &Ty, out: &mut Writer) {
    let union = matches!(ty, Ty::Union(_));
    out.text(if union { "(" } else { "" });
    out.append(ty);
    out.text(if union { ")" } else { "" });
}

fn emit_branch(ty: &Ty, out: &mut Writer) {
    let intersection = matches!(ty, Ty::Intersection(_));
    out.text(if intersection { "(" } else { "" });
    out.append(ty);
    out.text(if intersection { ")" } else { "" });
}

const fn is_several(ty: &Ty) -> bool {
    matches!(ty, Ty::Union(_) | Ty::Intersection(_))
}

fn branch_width(ty: &Ty) -> usize {
    width(ty) + if matches!(ty, Ty::Intersection(_)) { 2 } else { 0 }
}

/// The columns that a type takes on one line.
pub(super) fn width(ty: &Ty) -> usize {
    let joined = |types: &[Ty], separator: usize| {
        types.iter().map(|ty| width(ty) + separator).sum::<usize>() - if types.is_empty() { 0 } else { separator }
    };
    match ty {
        Ty::Keyword(keyword) => keyword.as_str().len(),
        Ty::Local(name) => name.width(),
        Ty::Imported(import) => import.name.width(),
        Ty::Literal(literal) => literal.width(),
        Ty::KeyOf(ty) => "keyof ".len() + width(ty),
        Ty::Apply(head, arguments) => width(head) + 2 + joined(arguments, 2),
        Ty::List(item, mutability) => {
            let readonly = if *mutability == Mutability::Readonly { "readonly ".len() } else { 0 };
            readonly + width(item) + if is_several(item) { 4 } else { 2 }
        }
        Ty::Union(types) => types.iter().map(|ty| branch_width(ty) + 3).sum::<usize>() - 3,
        Ty::Intersection(types) => {
            let parentheses = types.iter().filter(|ty| matches!(ty, Ty::Union(_))).count();
            joined(types, 3) + 2 * parentheses
        }
        Ty::Object(properties) => properties_width(properties) + 2,
        Ty::Tuple(types) => joined(types, 2) + 2,
        Ty::Index { properties, key, value } => {
            properties_width(properties) + "{ [key: ]:  }".len() + width(key) + width(value)
        }
        Ty::Mapped { keys, value } => "{ [key in ]?:  }".len() + width(keys) + width(value),
    }
}

fn properties_width(properties: &[Property]) -> usize {
    let width = |property: &Property| {
        // Documentation needs lines of its own.
        let doc = if property.doc == Comment::default() { 0 } else { LINE_WIDTH };
        doc + property_start_width(property) + 1 + width(&property.ty) + 2
    };
    properties.iter().map(width).sum()
}
