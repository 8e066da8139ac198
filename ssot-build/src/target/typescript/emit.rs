//! Prints the plan. Lines are broken where prettier would break them.
#![warn(clippy::disallowed_macros)]

mod client;
mod endpoint;
mod ty;
mod zod;

use super::nodes::{
    Alias, Argument, Check, CreateClient, Enumeration, File, Included, Interface, Item, ModelClient, Plan, Property,
    Reexport, Rule, RuleConstant, RuleValue, SchemaConstant,
};
use crate::files::Files;
use crate::parallel;
use crate::text::typescript::{Comment, LINE_WIDTH, Put, Writer, put};

/// How far the properties of what `createClient` returns stand in.
const INSTANCE: usize = 4;

/// For how many bytes an item counts when it is decided whether threads are worth while.
const ITEM: usize = 512;

/// So many items of a file are printed in one go.
const PART: usize = 32;

/// All files.
pub(super) fn emit(plan: &Plan) -> Files {
    let mut files = Files::new();
    let parts_of = |file: &File| file.parts.iter().map(|part| part.len().div_ceil(PART)).sum::<usize>();
    let parts: Vec<&[Item]> =
        plan.files.iter().flat_map(|file| &file.parts).flat_map(|part| part.chunks(PART)).collect();
    let threads = parallel::threads(ITEM * plan.files.iter().flat_map(File::items).count());
    let mut printed = parallel::map(threads, parts.len(), |index| emit_part(parts[index])).into_iter();
    for file in &plan.files {
        let parts: Vec<Writer> = printed.by_ref().take(parts_of(file)).collect();
        files.add(file.path.clone(), Writer::finish(&file.module, &parts, &plan.header));
    }
    for file in &plan.runtime {
        files.add(file.path.clone(), [plan.header.as_str(), "\n\n", file.text.as_str()].concat());
    }
    files
}

/// Some items of a file, with a blank line between them.
fn emit_part(items: &[Item]) -> Writer {
    let mut out = Writer::default();
    for item in items {
        out.line();
        emit_item(item, &mut out);
    }
    out
}

fn emit_item(item: &Item, out: &mut Writer) {
    match item {
        Item::Enumeration(node) => emit_enumeration(node, out),
        Item::Interface(node) => emit_interface(node, out),
        Item::Alias(node) => emit_alias(node, out),
        Item::Included(node) => emit_included(node, out),
        Item::Rule(node) => emit_rule_constant(node, out),
        Item::Schema(node) => emit_schema(node, out),
        Item::Data(node) => zod::emit_data_schema(node, out),
        Item::Route(node) => endpoint::emit_route(node, out),
        Item::ErrorGuard(node) => endpoint::emit_guard(node, out),
        Item::Client(node) => client::emit_client(node, out),
        Item::CreateClient(node) => emit_create_client(node, out),
        Item::Reexports(nodes) => nodes.iter().for_each(|node| emit_reexport(node, out)),
    }
}

fn emit_enumeration(node: &Enumeration, out: &mut Writer) {
    let name = &node.name;
    let values = node.variants.iter().map(|variant| variant.value.width() + 2).sum::<usize>();
    let documented = node.variants.iter().any(|variant| variant.doc != Comment::default());
    let one_line = !documented && "export const  = [] as const;".len() + name.width() + values - 2 <= LINE_WIDTH;
    out.append(&node.doc);
    put!(out, "export const ", name, " = [");
    if one_line {
        out.list(node.variants.iter().map(|variant| &variant.value), ", ");
    } else {
        out.indent();
        for variant in &node.variants {
            put!(out, variant.doc, variant.value, ",");
            out.push();
        }
        out.unindent();
    }
    out.text("] as const;");
    out.line();
    put!(out, node.doc, "export type ", name, " = (typeof ", name, ")[number];");
}

fn emit_interface(node: &Interface, out: &mut Writer) {
    let name = &node.name;
    out.append(&node.doc);
    if node.exported {
        out.text("export ");
    }
    put!(out, "interface ", name);
    for (index, parameter) in node.parameters.iter().enumerate() {
        out.text(if index == 0 { "<in out " } else { ", in out " });
        out.append(parameter);
    }
    if !node.parameters.is_empty() {
        out.text(">");
    }
    if !node.generics.is_empty() {
        out.text("<");
        out.list(&node.generics, ", ");
        out.text(">");
    }
    if let Some(base) = &node.extends {
        put!(out, " extends ", base);
    }
    out.text(" ");
    emit_properties(&node.properties, out);
}

/// `{ … }` over several lines.
fn emit_properties(properties: &[Property], out: &mut Writer) {
    if properties.is_empty() {
        out.text("{}");
        return;
    }
    out.text("{");
    out.indent();
    for property in properties {
        emit_property(property, 0, out);
    }
    out.unindent();
    out.text("}");
}

/// A property on a line of its own; `indent` is how far its object stands in.
fn emit_property(property: &Property, indent: usize, out: &mut Writer) {
    out.append(&property.doc);
    let start = ty::property_start(property, out);
    ty::emit_property_type(&property.ty, indent + 2 + start, ";", out);
    out.push();
}

fn emit_alias(node: &Alias, out: &mut Writer) {
    let name = &node.name;
    put!(out, node.doc, "export type ", name);
    let start = "export type ".len() + name.width();
    if ty::breaks_parameters(start, &node.parameters, &node.ty) {
        ty::emit_broken_type_parameters(&node.parameters, 0, out);
        ty::emit_alias_type(&node.ty, 1, out);
    } else {
        ty::emit_type_parameters(&node.parameters, out);
        ty::emit_alias_type(&node.ty, start + ty::type_parameters_width(&node.parameters), out);
    }
}

fn emit_included(node: &Included, out: &mut Writer) {
    let Included { doc, name, related } = node;
    put!(out, doc, "export type ", name, "<I> = {");
    out.indent();
    put!(out, "[R in keyof I]: R extends keyof ", related, "<unknown>");
    out.indent();
    put!(out, "? ", related, "<I[R]>[R]");
    out.push();
    out.text(": never;");
    out.unindent();
    out.unindent();
    out.text("};");
}

fn emit_rule_constant(node: &RuleConstant, out: &mut Writer) {
    let RuleConstant { name, module, ty, members } = node;
    put!(out, "const ", name, ": ", module, ".", ty, " = {");
    out.indent();
    for (key, value) in members {
        out.append(key);
        out.text(":");
        match value {
            RuleValue::Number(number) => put!(out, " ", number, ","),
            RuleValue::Text(text) if "  : ,".len() + key.width() + text.width() <= LINE_WIDTH => {
                put!(out, " ", text, ",");
            }
            RuleValue::Text(text) => {
                out.indent();
                put!(out, text, ",");
                out.unindent();
            }
        }
        out.push();
    }
    out.unindent();
    out.text("};");
}

fn emit_schema(node: &SchemaConstant, out: &mut Writer) {
    let SchemaConstant { doc, name, zod, strict, shape } = node;
    let call = object(*strict);
    put!(out, doc, "export const ", name, " =");
    if shape.is_empty() {
        put!(out, " ", zod);
        out.text(call);
        out.text("({});");
        return;
    }
    let start = "export const  = ({".len() + name.width() + zod.name.width() + call.len();
    if start <= LINE_WIDTH {
        out.text(" ");
        emit_shape(node, out);
    } else {
        out.indent();
        emit_shape(node, out);
        out.unindent();
    }
}

/// How Zod calls an object that refuses unknown keys, and one that does not.
const fn object(strict: bool) -> &'static str {
    if strict { ".strictObject" } else { ".object" }
}

fn emit_shape(node: &SchemaConstant, out: &mut Writer) {
    out.append(&node.zod);
    out.text(object(node.strict));
    out.text("({");
    out.indent();
    for (key, rule) in &node.shape {
        put!(out, key, ": ", rule, ",");
        out.push();
    }
    out.unindent();
    out.text("});");
}

impl Put for Rule {
    fn put(&self, out: &mut Writer) {
        out.append(&self.check);
        for (said, call) in [(self.list, ".array()"), (self.nullable, ".nullable()"), (self.optional, ".optional()")] {
            if said {
                out.text(call);
            }
        }
    }
}

impl Put for Check {
    fn put(&self, out: &mut Writer) {
        match self {
            Self::Runtime { module, function, arguments } => {
                put!(out, module, ".", function, "(");
                out.list(arguments, ", ");
                out.text(")");
            }
            Self::Enumeration { zod, values } => put!(out, zod, ".enum(", values, ")"),
            Self::Branded { module, ty, check } => put!(out, module, ".branded<", ty, ">(", check, ")"),
        }
    }
}

impl Put for Argument {
    fn put(&self, out: &mut Writer) {
        match self {
            Self::Number(number) => out.append(number),
            Self::Text(text) => out.append(text),
            Self::Scalar { module, name } => put!(out, module, ".", name),
            Self::Constant(name) => out.append(name),
            Self::Max(max) => put!(out, "{ max: ", max, " }"),
        }
    }
}

fn emit_create_client(node: &CreateClient, out: &mut Writer) {
    let CreateClient { options, transport, clients } = node;
    out.text("/** The models of an API, each with its routes. */");
    out.push();
    out.text("export interface Client {");
    out.indent();
    for client in clients {
        put!(out, client.doc, "readonly ", client.key, ": ", client.class, ";");
        out.push();
    }
    out.unindent();
    out.text("}");
    out.line();
    out.text("/** Connects to an API. */");
    out.push();
    put!(out, "export function createClient(options: ", options, "): Client {");
    out.indent();
    put!(out, "const transport = new ", transport, "(options);");
    out.push();
    out.text("return {");
    out.indent();
    for client in clients {
        emit_instance(client, out);
        out.push();
    }
    out.unindent();
    out.text("};");
    out.unindent();
    out.text("}");
}

fn emit_instance(client: &ModelClient, out: &mut Writer) {
    let ModelClient { key, class, .. } = client;
    put!(out, key, ":");
    if INSTANCE + key.width() + ": new (transport),".len() + class.name.width() <= LINE_WIDTH {
        put!(out, " new ", class, "(transport),");
    } else {
        out.indent();
        put!(out, "new ", class, "(transport),");
        out.unindent();
    }
}

fn emit_reexport(node: &Reexport, out: &mut Writer) {
    out.text(if node.types { "export type * from " } else { "export * from " });
    put!(out, node.module, ";");
    out.push();
}
