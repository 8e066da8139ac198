//! Prints the class of a model's client.

use super::{endpoint, ty};
use crate::target::typescript::nodes::{Access, Body, Client, Method, Parameter, PathPart, Ty};
use crate::text::typescript::{Ident, Import, LINE_WIDTH, Put, Writer, put};

/// How far the statements of a method stand in.
const BODY: usize = 4;

pub(super) fn emit_client(node: &Client, out: &mut Writer) {
    let Client { doc, name, transport, methods } = node;
    put!(out, doc, "export class ", name, " {");
    out.indent();
    put!(out, "readonly #transport: ", transport, ";");
    out.line();
    put!(out, "constructor(transport: ", transport, ") {");
    out.indent();
    out.text("this.#transport = transport;");
    out.unindent();
    out.text("}");
    for method in methods {
        out.line();
        emit_method(method, out);
    }
    out.unindent();
    out.text("}");
}

fn emit_method(node: &Method, out: &mut Writer) {
    out.append(&node.doc);
    out.append(&node.name);
    let generics = 2 + node.name.width() + ty::type_parameters_width(&node.type_parameters);
    let result = "): ".len() + ty::width(&node.result) + " {".len();
    let parameters: usize = node.parameters.iter().map(|parameter| parameter_width(parameter) + 2).sum();
    if generics + 1 + parameters.saturating_sub(2) + result <= LINE_WIDTH {
        ty::emit_type_parameters(&node.type_parameters, out);
        out.text("(");
        out.list(&node.parameters, ", ");
        out.text(")");
    } else {
        emit_broken_signature(node, generics, out);
    }
    out.text(": ");
    emit_result(&node.result, out);
    out.text(" {");
    out.indent();
    emit_body(&node.body, out);
    out.unindent();
    out.text("}");
}

/// The type of a method, over several lines if the last line of its signature has no room.
fn emit_result(result: &Ty, out: &mut Writer) {
    if "  ): ".len() + ty::width(result) + " {".len() <= LINE_WIDTH {
        out.append(result);
    } else {
        ty::emit_broken(result, 2, out);
    }
}

fn emit_broken_signature(node: &Method, generics: usize, out: &mut Writer) {
    if generics < LINE_WIDTH {
        ty::emit_type_parameters(&node.type_parameters, out);
    } else {
        ty::emit_broken_type_parameters(&node.type_parameters, 2, out);
    }
    out.text("(");
    out.indent();
    for parameter in &node.parameters {
        if BODY + parameter_width(parameter) < LINE_WIDTH {
            out.append(parameter);
        } else {
            emit_parameter_start(parameter, out);
            ty::emit_broken(&parameter.ty, BODY, out);
        }
        out.text(",");
        out.push();
    }
    out.unindent();
    out.text(")");
}

fn emit_parameter_start(node: &Parameter, out: &mut Writer) {
    out.append(&node.name);
    out.text(if node.optional { "?: " } else { ": " });
}

impl Put for Parameter {
    fn put(&self, out: &mut Writer) {
        emit_parameter_start(self, out);
        out.append(&self.ty);
    }
}

fn parameter_width(node: &Parameter) -> usize {
    node.name.width() + if node.optional { 3 } else { 2 } + ty::width(&node.ty)
}

fn emit_body(node: &Body, out: &mut Writer) {
    match node {
        Body::Request { send, verb, path, body } => {
            put!(out, "return this.#transport.", send, "(");
            let start = BODY + "return this.#transport.(".len() + send.width();
            let sent = body.as_ref().map_or(0, |value| value.width() + 2);
            let flat = verb.width() + 2 + path_width(path) + ", options".len() + sent + ");".len();
            if start + flat <= LINE_WIDTH {
                put!(out, verb, ", ", Template(path), ", options");
                if let Some(value) = body {
                    put!(out, ", ", value);
                }
            } else {
                out.indent();
                put!(out, verb, ",");
                out.push();
                put!(out, Template(path), ",");
                out.push();
                out.text("options,");
                if let Some(value) = body {
                    out.push();
                    put!(out, value, ",");
                }
                out.unindent();
            }
            out.text(");");
        }
        Body::Ask { function, path, argument } => emit_ask(function, path, argument.as_ref(), out),
        Body::Pages { function, path } => emit_pages(function, path, out),
        Body::Call { function, route, input } => endpoint::emit_call(function, route, input.as_ref(), out),
        Body::Rows(function) => put!(out, "return ", function, "(this.pages(query, options));"),
    }
}

fn emit_ask(function: &Import, path: &[PathPart], argument: Option<&Ident>, out: &mut Writer) {
    let argument = Given(argument);
    let names = function.name.width() + argument.width();
    let flat = "return (this.#transport, , , options);".len() + names + path_width(path);
    if BODY + flat <= LINE_WIDTH {
        put!(out, "return ", function, "(this.#transport, ", Template(path), ", ", argument, ", options);");
    } else {
        put!(out, "return ", function, "(");
        out.indent();
        out.text("this.#transport,");
        out.push();
        put!(out, Template(path), ",");
        out.push();
        put!(out, argument, ",");
        out.push();
        out.text("options,");
        out.unindent();
        out.text(");");
    }
}

/// What is given; `undefined` if nothing is.
struct Given<'a>(Option<&'a Ident>);

impl Given<'_> {
    fn width(&self) -> usize {
        self.0.map_or("undefined".len(), Ident::width)
    }
}

impl Put for Given<'_> {
    fn put(&self, out: &mut Writer) {
        match self.0 {
            Some(argument) => out.append(argument),
            None => out.text("undefined"),
        }
    }
}

fn emit_pages(function: &Import, path: &[PathPart], out: &mut Writer) {
    put!(out, "return ", function, "(query, (next) =>");
    out.indent();
    let flat = "this.#transport.request(\"GET\", , options),".len() + path_width(path);
    if BODY + 2 + flat <= LINE_WIDTH {
        put!(out, "this.#transport.request(\"GET\", ", Template(path), ", options),");
    } else {
        out.text("this.#transport.request(");
        out.indent();
        out.text("\"GET\",");
        out.push();
        put!(out, Template(path), ",");
        out.push();
        out.text("options,");
        out.unindent();
        out.text("),");
    }
    out.unindent();
    out.text(");");
}

/// A path as a literal: a template if something is computed in it.
struct Template<'a>(&'a [PathPart]);

impl Put for Template<'_> {
    fn put(&self, out: &mut Writer) {
        let quote = if is_plain(self.0) { "\"" } else { "`" };
        out.text(quote);
        for part in self.0 {
            match part {
                PathPart::Text(text) => out.append(text),
                PathPart::Call(function, arguments) => {
                    put!(out, "${", function, "(");
                    out.list(arguments, ", ");
                    out.text(")}");
                }
            }
        }
        out.text(quote);
    }
}

fn is_plain(path: &[PathPart]) -> bool {
    path.iter().all(|part| matches!(part, PathPart::Text(_)))
}

fn path_width(path: &[PathPart]) -> usize {
    let part = |part: &PathPart| match part {
        PathPart::Text(text) => text.width(),
        PathPart::Call(function, arguments) => {
            let arguments: usize = arguments.iter().map(|argument| access_width(argument) + 2).sum();
            "${()}".len() + function.name.width() + arguments - 2
        }
    };
    2 + path.iter().map(part).sum::<usize>()
}

impl Put for Access {
    fn put(&self, out: &mut Writer) {
        out.append(&self.parameter);
        if let Some(property) = &self.property {
            out.text(".");
            out.append(property);
        }
    }
}

fn access_width(node: &Access) -> usize {
    node.parameter.width() + node.property.as_ref().map_or(0, |property| property.width() + 1)
}
