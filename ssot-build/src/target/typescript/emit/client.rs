//! Prints the class of a model's client.

use genco::quote_in;
use genco::tokens::{FormatInto, static_literal};

use super::ty;
use crate::target::typescript::nodes::{Access, Body, Client, Method, Parameter, PathPart};
use crate::text::typescript::{Import, LINE_WIDTH, Tokens, TypeScript};

/// How far the statements of a method stand in.
const BODY: usize = 4;

pub(super) fn emit_client(node: &Client, out: &mut Tokens) {
    let Client { doc, name, transport, methods } = node;
    quote_in! { *out =>
        $doc
        export class $name {
          readonly #transport: $transport;

          constructor(transport: $transport) {
            this.#transport = transport;
          }
          $(for method in methods =>
            $['\n']
            $(ref out => emit_method(method, out))
          )
        }
    }
}

fn emit_method(node: &Method, out: &mut Tokens) {
    out.append(&node.doc);
    out.append(&node.name);
    let generics = 2 + node.name.width() + ty::type_parameters_width(&node.type_parameters);
    let result = "): ".len() + ty::width(&node.result) + " {".len();
    let parameters: usize = node.parameters.iter().map(|parameter| parameter_width(parameter) + 2).sum();
    if generics + 1 + parameters.saturating_sub(2) + result <= LINE_WIDTH {
        ty::emit_type_parameters(&node.type_parameters, out);
        quote_in!(*out => ($(for parameter in &node.parameters join (, ) => $parameter)));
    } else {
        emit_broken_signature(node, generics, out);
    }
    quote_in! { *out =>
        : $(&node.result) {
          $(ref out => emit_body(&node.body, out))
        }
    }
}

fn emit_broken_signature(node: &Method, generics: usize, out: &mut Tokens) {
    if generics < LINE_WIDTH {
        ty::emit_type_parameters(&node.type_parameters, out);
    } else {
        ty::emit_broken_type_parameters(&node.type_parameters, 2, out);
    }
    out.append(static_literal("("));
    out.indent();
    for parameter in &node.parameters {
        if BODY + parameter_width(parameter) < LINE_WIDTH {
            out.append(parameter);
        } else {
            emit_parameter_start(parameter, out);
            ty::emit_broken(&parameter.ty, BODY, out);
        }
        out.append(static_literal(","));
        out.push();
    }
    out.unindent();
    out.append(static_literal(")"));
}

fn emit_parameter_start(node: &Parameter, out: &mut Tokens) {
    out.append(&node.name);
    out.append(static_literal(if node.optional { "?: " } else { ": " }));
}

impl FormatInto<TypeScript> for &Parameter {
    fn format_into(self, out: &mut Tokens) {
        emit_parameter_start(self, out);
        out.append(&self.ty);
    }
}

fn parameter_width(node: &Parameter) -> usize {
    node.name.width() + if node.optional { 3 } else { 2 } + ty::width(&node.ty)
}

fn emit_body(node: &Body, out: &mut Tokens) {
    match node {
        Body::Request { verb, path, body } => {
            out.append(static_literal("return this.#transport.request("));
            let start = BODY + "return this.#transport.request(".len();
            let sent = body.as_ref().map_or(0, |value| value.width() + 2);
            let flat = verb.width() + 2 + path_width(path) + ", options".len() + sent + ");".len();
            if start + flat <= LINE_WIDTH {
                quote_in!(*out => $verb, $(Template(path)), options);
                if let Some(value) = body {
                    quote_in!(*out => , $value);
                }
            } else {
                out.indent();
                quote_in! { *out =>
                    $verb,
                    $(Template(path)),
                    options,
                }
                if let Some(value) = body {
                    out.push();
                    quote_in!(*out => $value,);
                }
                out.unindent();
            }
            out.append(static_literal(");"));
        }
        Body::Count { function, path } => emit_count(function, path, out),
        Body::Pages { function, path } => emit_pages(function, path, out),
        Body::Rows(function) => quote_in!(*out => return $function(this.pages(query, options));),
    }
}

fn emit_count(function: &Import, path: &[PathPart], out: &mut Tokens) {
    let flat = "return (this.#transport, , where, options);".len() + function.name.width() + path_width(path);
    if BODY + flat <= LINE_WIDTH {
        quote_in!(*out => return $function(this.#transport, $(Template(path)), where, options););
    } else {
        quote_in! { *out =>
            return $function(
              this.#transport,
              $(Template(path)),
              where,
              options,
            );
        }
    }
}

fn emit_pages(function: &Import, path: &[PathPart], out: &mut Tokens) {
    quote_in!(*out => return $function);
    out.append(static_literal("(query, (next) =>"));
    out.indent();
    let flat = "this.#transport.request(\"GET\", , options),".len() + path_width(path);
    if BODY + 2 + flat <= LINE_WIDTH {
        quote_in!(*out => this.#transport.request("GET", $(Template(path)), options),);
    } else {
        quote_in! { *out =>
            this.#transport.request(
              "GET",
              $(Template(path)),
              options,
            ),
        }
    }
    out.unindent();
    out.append(static_literal(");"));
}

/// A path as a literal: a template if something is computed in it.
struct Template<'a>(&'a [PathPart]);

impl FormatInto<TypeScript> for Template<'_> {
    fn format_into(self, out: &mut Tokens) {
        let quote = static_literal(if is_plain(self.0) { "\"" } else { "`" });
        out.append(quote);
        for part in self.0 {
            match part {
                PathPart::Text(text) => out.append(&*text.0),
                PathPart::Call(function, arguments) => {
                    out.append(static_literal("${"));
                    quote_in!(*out => $function($(for argument in arguments join (, ) => $argument)));
                    out.append(static_literal("}"));
                }
            }
        }
        out.append(quote);
    }
}

fn is_plain(path: &[PathPart]) -> bool {
    path.iter().all(|part| matches!(part, PathPart::Text(_)))
}

fn path_width(path: &[PathPart]) -> usize {
    let part = |part: &PathPart| match part {
        PathPart::Text(text) => text.0.len(),
        PathPart::Call(function, arguments) => {
            let arguments: usize = arguments.iter().map(|argument| access_width(argument) + 2).sum();
            "${()}".len() + function.name.width() + arguments - 2
        }
    };
    2 + path.iter().map(part).sum::<usize>()
}

impl FormatInto<TypeScript> for &Access {
    fn format_into(self, out: &mut Tokens) {
        out.append(&self.parameter);
        if let Some(property) = &self.property {
            out.append(static_literal("."));
            out.append(property);
        }
    }
}

fn access_width(node: &Access) -> usize {
    node.parameter.width() + node.property.as_ref().map_or(0, |property| property.width() + 1)
}
