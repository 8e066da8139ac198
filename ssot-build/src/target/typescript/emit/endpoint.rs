//! Prints what endpoints need beside the methods of a client.

use crate::target::typescript::nodes::{ErrorGuard, Route};
use crate::text::typescript::{Ident, Import, Key, LINE_WIDTH, Literal, Writer, put};

/// How far the members of a constant stand in.
const MEMBER: usize = 2;
/// How far the statements of a method stand in.
const BODY: usize = 4;

pub(super) fn emit_route(node: &Route, out: &mut Writer) {
    let Route { name, ty, method, path, query, body, answer, error, failure } = node;
    put!(out, "export const ", name, ": ", ty, " = {");
    out.indent();
    put!(out, "method: ", method, ",");
    out.push();
    out.text("path:");
    if MEMBER + "path: ,".len() + path.width() <= LINE_WIDTH {
        put!(out, " ", path, ",");
    } else {
        out.indent();
        put!(out, path, ",");
        out.unindent();
    }
    out.push();
    if !query.is_empty() {
        emit_texts("query", query, out);
    }
    if let Some(body) = body {
        put!(out, "body: ", body, ",");
        out.push();
    }
    if let Some(answer) = answer {
        super::zod::emit_entry(&Key::new("answer"), answer, out);
    }
    if let Some((error, codes)) = error {
        put!(out, "error: ", error, ",");
        out.push();
        emit_texts("codes", codes, out);
    }
    if let Some(failure) = failure {
        super::zod::emit_entry(&Key::new("failure"), failure, out);
    }
    out.unindent();
    out.text("};");
}

/// `key: ["a", "b"],`
fn emit_texts(key: &'static str, texts: &[Literal], out: &mut Writer) {
    let width: usize = texts.iter().map(|text| text.width() + 2).sum();
    out.text(key);
    out.text(": [");
    if MEMBER + key.len() + ": [],".len() + width.saturating_sub(2) <= LINE_WIDTH {
        out.list(texts, ", ");
    } else {
        out.indent();
        for text in texts {
            put!(out, text, ",");
            out.push();
        }
        out.unindent();
    }
    out.text("],");
    out.push();
}

pub(super) fn emit_guard(node: &ErrorGuard, out: &mut Writer) {
    let ErrorGuard { doc, name, class, function, error, kind } = node;
    put!(out, doc, "export function ", name, "(");
    let fixed = "export function (error: unknown): error is <> {".len();
    if fixed + name.width() + class.name.width() + error.name.width() <= LINE_WIDTH {
        out.text("error: unknown");
    } else {
        out.indent();
        out.text("error: unknown,");
        out.unindent();
    }
    put!(out, "): error is ", class, "<", error, "> {");
    out.indent();
    put!(out, "return ", function, "(error, ", kind, ");");
    out.unindent();
    out.text("}");
}

/// The body of a method that calls an endpoint.
pub(super) fn emit_call(function: &Import, route: &Ident, input: Option<&Ident>, out: &mut Writer) {
    let given = input.map_or("undefined".len(), Ident::width);
    let width = "return (this.#transport, , , options);".len() + function.name.width() + route.width() + given;
    let is_broken = BODY + width > LINE_WIDTH;
    put!(out, "return ", function, "(");
    if is_broken {
        out.indent();
    }
    let separate = |out: &mut Writer| {
        out.text(if is_broken { "," } else { ", " });
        if is_broken {
            out.push();
        }
    };
    out.text("this.#transport");
    separate(out);
    out.append(route);
    separate(out);
    match input {
        Some(input) => out.append(input),
        None => out.text("undefined"),
    }
    separate(out);
    out.text("options");
    if is_broken {
        out.text(",");
        out.unindent();
    }
    out.text(");");
}
