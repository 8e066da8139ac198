//! Prints Zod schemas of data, flat where they fit the line.

use crate::target::typescript::nodes::{DataSchema, Zod};
use crate::text::typescript::{Key, LINE_WIDTH, Put, Writer, put};

pub(super) fn emit_data_schema(node: &DataSchema, out: &mut Writer) {
    let DataSchema { doc, name, zod, parameters, ty, check } = node;
    let ty_width = "z.ZodType<>".len() + super::ty::width(ty);
    if parameters.is_empty() {
        put!(out, doc, "export const ", name, ": ", zod, ".ZodType<", ty, "> =");
        let start = "export const :  = ".len() + name.width() + ty_width;
        if let Zod::Object { module, strict, shape, rest: None } = check
            && start + head(check) == LINE_WIDTH + 1
        {
            // Only the brace has no room.
            put!(out, " ", module);
            out.text(super::object(*strict));
            out.text("(");
            out.indent();
            emit_shape(shape, out);
            out.text(",");
            out.unindent();
            out.text(");");
        } else if start + head(check) > LINE_WIDTH {
            out.indent();
            emit(check, 2, ";", out);
            out.unindent();
        } else {
            out.text(" ");
            emit(check, start, ";", out);
        }
        return;
    }
    put!(out, doc, "export function ", name, "<");
    out.list(parameters.iter().map(|(ty, _)| ty), ", ");
    out.text(">(");
    let generics: usize = parameters.iter().map(|(ty, _)| ty.width() + 2).sum::<usize>() - 2;
    let arguments: usize =
        parameters.iter().map(|(ty, schema)| schema.width() + ": z.ZodType<>, ".len() + ty.width()).sum();
    let flat = "export function <>(): {".len() + name.width() + generics + arguments - 2 + ty_width + 1;
    let broken = flat > LINE_WIDTH;
    if broken {
        out.indent();
    }
    for (index, (ty, schema)) in parameters.iter().enumerate() {
        if index > 0 && !broken {
            out.text(", ");
        }
        put!(out, schema, ": ", zod, ".ZodType<", ty, ">");
        if broken {
            out.text(",");
            out.push();
        }
    }
    if broken {
        out.unindent();
    }
    put!(out, "): ", zod, ".ZodType<", ty, "> {");
    out.indent();
    out.text("return ");
    emit(check, 2 + "return ".len(), ";", out);
    out.unindent();
    out.text("}");
}

/// The columns that it takes on one line; `None` if it needs several.
fn width(zod: &Zod) -> Option<usize> {
    let list = |items: &[Zod]| {
        let widths = items.iter().map(|item| Some(width(item)? + 2)).sum::<Option<usize>>()?;
        Some(widths.saturating_sub(2))
    };
    Some(match zod {
        Zod::Imported(import) => import.name.width(),
        Zod::Local(name) => name.width(),
        // prettier puts several arguments on lines of their own if one holds a function.
        Zod::Call { arguments, .. } | Zod::Apply(_, arguments)
            if arguments.len() > 1 && arguments.iter().any(|argument| matches!(argument, Zod::Lazy { .. })) =>
        {
            return None;
        }
        Zod::Call { module, function, arguments } => module.name.width() + 3 + function.width() + list(arguments)?,
        Zod::Branded { module, ty, inner } => {
            module.name.width() + ".branded<>()".len() + ty.name.width() + width(inner)?
        }
        Zod::Member { module, name } => module.name.width() + 1 + name.width(),
        Zod::Apply(callee, arguments) => width(callee)? + 2 + list(arguments)?,
        Zod::Lazy { module, inner } => module.name.width() + ".lazy(() => )".len() + width(inner)?,
        Zod::Object { module, strict, shape, rest } => {
            let rest = match rest {
                Some(rest) => ".catchall()".len() + width(rest)?,
                None => 0,
            };
            if !shape.is_empty() {
                return None;
            }
            module.name.width() + super::object(*strict).len() + "({})".len() + rest
        }
        Zod::List(items) => list(items)? + 2,
        Zod::Text(text) => text.width(),
        Zod::Number(number) => number.to_string().len(),
    })
}

/// The columns up to where a line can end at the earliest.
fn head(zod: &Zod) -> usize {
    match zod {
        Zod::Call { module, function, arguments } if !arguments.is_empty() => {
            module.name.width() + 2 + function.width() + usize::from(matches!(arguments.as_slice(), [Zod::List(_)]))
        }
        Zod::Branded { module, ty, .. } => module.name.width() + ".branded<>(".len() + ty.name.width(),
        Zod::Apply(callee, _) => head(callee) + 1,
        Zod::Lazy { module, .. } => module.name.width() + ".lazy(() =>".len(),
        Zod::Object { module, strict, .. } => module.name.width() + super::object(*strict).len() + 2,
        other => width(other).unwrap_or(0) + 1,
    }
}

/// A schema that starts in `column`, and `tail`.
fn emit(zod: &Zod, column: usize, tail: &'static str, out: &mut Writer) {
    if width(zod).is_some_and(|width| column + width + tail.len() <= LINE_WIDTH) {
        out.append(zod);
        out.text(tail);
        return;
    }
    emit_broken(zod, out);
    out.text(tail);
}

/// Over several lines.
fn emit_broken(zod: &Zod, out: &mut Writer) {
    match zod {
        Zod::Call { module, function, arguments } => {
            put!(out, module, ".", function, "(");
            emit_arguments(arguments, out);
        }
        Zod::Branded { module, ty, inner } => {
            put!(out, module, ".branded<", ty, ">(");
            emit_arguments(std::slice::from_ref(inner), out);
        }
        Zod::Apply(callee, arguments) => {
            out.append(callee);
            out.text("(");
            emit_arguments(arguments, out);
        }
        Zod::Lazy { module, inner } => {
            put!(out, module, ".lazy(() =>");
            out.indent();
            emit(inner, out.column(), ",", out);
            out.unindent();
            out.text(")");
        }
        Zod::Object { module, strict, shape, rest: Some(rest) } => {
            out.append(module);
            out.deepen();
            out.push();
            out.text(super::object(*strict));
            out.text("(");
            emit_shape(shape, out);
            out.text(")");
            out.push();
            out.text(".catchall(");
            if width(rest).is_some_and(|width| out.column() + ".catchall();".len() + width <= LINE_WIDTH) {
                out.append(rest);
                out.text(")");
            } else {
                emit_arguments(std::slice::from_ref(rest), out);
            }
            out.shallow();
        }
        Zod::Object { module, strict, shape, rest: None } => {
            out.append(module);
            out.text(super::object(*strict));
            out.text("(");
            emit_shape(shape, out);
            out.text(")");
        }
        Zod::List(items) => emit_list(items, out),
        flat => out.append(flat),
    }
}

/// `{ … }` over several lines.
fn emit_shape(shape: &[(Key, Zod)], out: &mut Writer) {
    out.text("{");
    if !shape.is_empty() {
        out.indent();
        for (key, value) in shape {
            emit_entry(key, value, out);
        }
        out.unindent();
    }
    out.text("}");
}

/// `key: schema,`
pub(super) fn emit_entry(key: &Key, value: &Zod, out: &mut Writer) {
    put!(out, key, ":");
    let column = out.column() + key.width() + 2;
    if column + head(value) > LINE_WIDTH {
        out.indent();
        emit(value, out.column(), ",", out);
        out.unindent();
    } else {
        out.text(" ");
        emit(value, column, ",", out);
    }
    out.push();
}

/// Arguments and `)`: a list or object that is the only one stays on the line.
fn emit_arguments(arguments: &[Zod], out: &mut Writer) {
    if let [Zod::List(items)] = arguments {
        emit_list(items, out);
        out.text(")");
        return;
    }
    out.indent();
    for argument in arguments {
        emit(argument, out.column(), ",", out);
        out.push();
    }
    out.unindent();
    out.text(")");
}

fn emit_list(items: &[Zod], out: &mut Writer) {
    out.text("[");
    out.indent();
    for item in items {
        emit(item, out.column(), ",", out);
        out.push();
    }
    out.unindent();
    out.text("]");
}

impl Put for Zod {
    fn put(&self, out: &mut Writer) {
        match self {
            Self::Imported(import) => out.append(import),
            Self::Local(name) => out.append(name),
            Self::Call { module, function, arguments } => {
                put!(out, module, ".", function, "(");
                out.list(arguments, ", ");
                out.text(")");
            }
            Self::Branded { module, ty, inner } => put!(out, module, ".branded<", ty, ">(", **inner, ")"),
            Self::Member { module, name } => put!(out, module, ".", name),
            Self::Apply(callee, arguments) => {
                put!(out, callee, "(");
                out.list(arguments, ", ");
                out.text(")");
            }
            Self::Lazy { module, inner } => put!(out, module, ".lazy(() => ", inner, ")"),
            Self::Object { module, strict, rest, .. } => {
                out.append(module);
                out.text(super::object(*strict));
                out.text("({})");
                if let Some(rest) = rest {
                    put!(out, ".catchall(", rest, ")");
                }
            }
            Self::List(items) => {
                out.text("[");
                out.list(items, ", ");
                out.text("]");
            }
            Self::Text(text) => out.append(text),
            Self::Number(number) => out.append(number),
        }
    }
}
