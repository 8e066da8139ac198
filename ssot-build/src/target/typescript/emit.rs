//! Prints the plan. Lines are broken where prettier would break them.
#![warn(clippy::disallowed_macros)]

mod client;
mod ty;

use genco::quote_in;
use genco::tokens::static_literal;

use super::nodes::{
    Alias, Argument, Check, CreateClient, Enumeration, Included, Interface, Item, ModelClient, Plan, Property,
    Reexport, Rule, RuleConstant, RuleValue, SchemaConstant,
};
use crate::files::Files;
use crate::text::typescript::{Comment, LINE_WIDTH, Tokens, file_text};

/// How far the properties of what `createClient` returns stand in.
const INSTANCE: usize = 4;

/// All files.
pub(super) fn emit(plan: &Plan) -> Files {
    let mut files = Files::new();
    for file in &plan.files {
        let mut tokens = Tokens::new();
        for item in &file.items {
            tokens.line();
            emit_item(item, &mut tokens);
        }
        files.add(file.path.clone(), file_text(&plan.header, &tokens, file.module.clone()));
    }
    for file in &plan.runtime {
        files.add(file.path.clone(), [plan.header.as_str(), "\n\n", file.text.as_str()].concat());
    }
    files
}

fn emit_item(item: &Item, out: &mut Tokens) {
    match item {
        Item::Enumeration(node) => emit_enumeration(node, out),
        Item::Interface(node) => emit_interface(node, out),
        Item::Alias(node) => emit_alias(node, out),
        Item::Included(node) => emit_included(node, out),
        Item::Rule(node) => emit_rule_constant(node, out),
        Item::Schema(node) => emit_schema(node, out),
        Item::Client(node) => client::emit_client(node, out),
        Item::CreateClient(node) => emit_create_client(node, out),
        Item::Reexports(nodes) => nodes.iter().for_each(|node| emit_reexport(node, out)),
    }
}

fn emit_enumeration(node: &Enumeration, out: &mut Tokens) {
    let name = &node.name;
    let values = node.variants.iter().map(|variant| variant.value.width() + 2).sum::<usize>();
    let documented = node.variants.iter().any(|variant| variant.doc != Comment::default());
    let one_line = !documented && "export const  = [] as const;".len() + name.width() + values - 2 <= LINE_WIDTH;
    out.append(&node.doc);
    if one_line {
        quote_in!(*out => export const $name = [$(for variant in &node.variants join (, ) => $(&variant.value))] as const;);
    } else {
        quote_in! { *out =>
            export const $name = [
              $(for variant in &node.variants join ($['\r']) => $(&variant.doc)$(&variant.value),)
            ] as const;
        }
    }
    out.line();
    quote_in! { *out =>
        $(&node.doc)
        export type $name = (typeof $name)[number];
    }
}

fn emit_interface(node: &Interface, out: &mut Tokens) {
    let name = &node.name;
    out.append(&node.doc);
    if node.exported {
        out.append(static_literal("export "));
    }
    quote_in!(*out => interface $name);
    if !node.parameters.is_empty() {
        quote_in!(*out => <$(for name in &node.parameters join (, ) => in out $name)>);
    }
    if let Some(base) = &node.extends {
        quote_in!(*out => $[' ']extends $base);
    }
    out.space();
    emit_properties(&node.properties, out);
}

/// `{ … }` over several lines.
fn emit_properties(properties: &[Property], out: &mut Tokens) {
    if properties.is_empty() {
        out.append(static_literal("{}"));
        return;
    }
    out.append(static_literal("{"));
    out.indent();
    for property in properties {
        out.append(&property.doc);
        let start = ty::property_start(property, out);
        ty::emit_property_type(&property.ty, 2 + start, ";", out);
        out.push();
    }
    out.unindent();
    out.append(static_literal("}"));
}

fn emit_alias(node: &Alias, out: &mut Tokens) {
    let name = &node.name;
    quote_in! { *out =>
        $(&node.doc)
        export type $name
    }
    let start = "export type ".len() + name.width();
    if ty::breaks_parameters(start, &node.parameters, &node.ty) {
        ty::emit_broken_type_parameters(&node.parameters, 0, out);
        ty::emit_alias_type(&node.ty, 1, out);
    } else {
        ty::emit_type_parameters(&node.parameters, out);
        ty::emit_alias_type(&node.ty, start + ty::type_parameters_width(&node.parameters), out);
    }
}

fn emit_included(node: &Included, out: &mut Tokens) {
    let Included { doc, name, related } = node;
    quote_in! { *out =>
        $doc
        export type $name<I> = {
          [R in keyof I]: R extends keyof $related<unknown>
            ? $related<I[R]>[R]
            : never;
        };
    }
}

fn emit_rule_constant(node: &RuleConstant, out: &mut Tokens) {
    let RuleConstant { name, module, ty, members } = node;
    quote_in!(*out => const $name: $module.$ty =);
    out.append(static_literal(" {"));
    out.indent();
    for (key, value) in members {
        out.append(key);
        out.append(static_literal(":"));
        match value {
            RuleValue::Number(number) => quote_in!(*out => $[' ']$(number.to_string()),),
            RuleValue::Text(text) if "  : ,".len() + key.width() + text.width() <= LINE_WIDTH => {
                quote_in!(*out => $[' ']$text,);
            }
            RuleValue::Text(text) => {
                out.indent();
                quote_in!(*out => $text,);
                out.unindent();
            }
        }
        out.push();
    }
    out.unindent();
    out.append(static_literal("};"));
}

fn emit_schema(node: &SchemaConstant, out: &mut Tokens) {
    let SchemaConstant { doc, name, zod, strict, shape } = node;
    let object = static_literal(if *strict { "strictObject" } else { "object" });
    out.append(doc);
    if shape.is_empty() {
        quote_in!(*out => export const $name = $zod.$object({}););
        return;
    }
    let start = "export const  = .({".len() + name.width() + zod.name.width() + object_width(*strict);
    quote_in!(*out => export const $name =);
    if start <= LINE_WIDTH {
        out.space();
        emit_shape(node, out);
    } else {
        out.indent();
        emit_shape(node, out);
        out.unindent();
    }
}

const fn object_width(strict: bool) -> usize {
    if strict { "strictObject".len() } else { "object".len() }
}

fn emit_shape(node: &SchemaConstant, out: &mut Tokens) {
    let SchemaConstant { zod, strict, shape, .. } = node;
    let object = static_literal(if *strict { "strictObject" } else { "object" });
    quote_in! { *out =>
        $zod.$object({
          $(for (key, rule) in shape join ($['\r']) => $key: $(ref out => emit_rule(rule, out)),)
        });
    }
}

fn emit_rule(rule: &Rule, out: &mut Tokens) {
    emit_check(&rule.check, out);
    for (said, call) in [(rule.list, ".array()"), (rule.nullable, ".nullable()"), (rule.optional, ".optional()")] {
        if said {
            out.append(static_literal(call));
        }
    }
}

fn emit_check(check: &Check, out: &mut Tokens) {
    match check {
        Check::Runtime { module, function, arguments } => {
            quote_in!(*out => $module.$function($(for argument in arguments join (, ) => $(ref out => emit_argument(argument, out)))));
        }
        Check::Enumeration { zod, values } => quote_in!(*out => $zod.enum($values)),
        Check::Branded { module, ty, check } => {
            quote_in!(*out => $module.branded<$ty>($(ref out => emit_check(check, out))));
        }
    }
}

fn emit_argument(argument: &Argument, out: &mut Tokens) {
    match argument {
        Argument::Number(number) => out.append(number.to_string()),
        Argument::Text(text) => out.append(text),
        Argument::Scalar { module, name } => quote_in!(*out => $module.$name),
        Argument::Constant(name) => out.append(name),
        Argument::Max(max) => quote_in!(*out => { max: $(max.to_string()) }),
    }
}

fn emit_create_client(node: &CreateClient, out: &mut Tokens) {
    let CreateClient { options, transport, clients } = node;
    quote_in! { *out =>
        $(static_literal("/** The models of an API, each with its routes. */"))
        export interface Client {
          $(for client in clients join ($['\r']) =>
            $(&client.doc)readonly $(&client.key): $(&client.class);)
        }

        $(static_literal("/** Connects to an API. */"))
        export function createClient(options: $options): Client {
          const transport = new $transport(options);
          return {
            $(for client in clients join ($['\r']) => $(ref out => emit_instance(client, out)))
          };
        }
    }
}

fn emit_instance(client: &ModelClient, out: &mut Tokens) {
    let ModelClient { key, class, .. } = client;
    out.append(key);
    out.append(static_literal(":"));
    if INSTANCE + key.width() + ": new (transport),".len() + class.name.width() <= LINE_WIDTH {
        quote_in!(*out => $[' ']new $class(transport),);
    } else {
        out.indent();
        quote_in!(*out => new $class(transport),);
        out.unindent();
    }
}

fn emit_reexport(node: &Reexport, out: &mut Tokens) {
    let module = &node.module;
    if node.types {
        quote_in!(*out => export type * from $module;);
    } else {
        quote_in!(*out => export * from $module;);
    }
    out.push();
}
