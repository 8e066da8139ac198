//! `model Post with Timestamps, Owned`.

use std::collections::{HashMap, HashSet};

use crate::ast::{Declaration, Document, Field, Model, ModelKind, TypeName};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::nearest::nearest;
use crate::source::{Span, Spanned};

use super::rule::{MixinCycle, MixinField, MixinKind, UnknownMixin};

/// What a name that stands behind `with` stands for.
enum Entry {
    Mixin(Model),
    Other(&'static str, Span),
}

/// Puts mixins into their models. Types that are only mixins are gone afterwards.
pub(super) fn expand(documents: &mut [Document], diagnostics: &mut Diagnostics) {
    let models = || documents.iter().flat_map(|document| &document.declarations).filter_map(model);
    if models().all(|model| model.mixins.is_empty()) {
        return;
    }
    let lacks = documents.iter().any(|document| document.incomplete);
    let scope = Scope { entries: entries(documents), lacks };
    let mut used: HashSet<String> = HashSet::new();
    for document in documents.iter_mut() {
        for declaration in &mut document.declarations {
            if let Declaration::Model(model) = declaration
                && !model.mixins.is_empty()
            {
                scope.expand(model, &mut used, diagnostics);
            }
        }
    }
    let types: HashSet<String> = documents
        .iter()
        .flat_map(|document| &document.declarations)
        .filter_map(model)
        .filter(|model| !used.contains(&model.name.value))
        .flat_map(|model| &model.fields)
        .filter_map(|field| match &field.ty.name {
            TypeName::Named(name) => Some(name.clone()),
            TypeName::Scalar(_) | TypeName::Unsupported(_) => None,
        })
        .collect();
    for document in documents {
        document.declarations.retain(|declaration| match declaration {
            Declaration::Model(model) if model.kind == ModelKind::Composite => {
                !used.contains(&model.name.value) || types.contains(&model.name.value)
            }
            _ => true,
        });
    }
}

fn model(declaration: &Declaration) -> Option<&Model> {
    match declaration {
        Declaration::Model(model) => Some(model),
        _ => None,
    }
}

fn entries(documents: &[Document]) -> HashMap<String, Entry> {
    let mut entries = HashMap::new();
    for declaration in documents.iter().flat_map(|document| &document.declarations) {
        let (name, entry) = match declaration {
            Declaration::Model(model) => (
                &model.name,
                match model.kind {
                    ModelKind::Composite => Entry::Mixin(model.clone()),
                    ModelKind::Model => Entry::Other("a model", model.name.span),
                    ModelKind::View => Entry::Other("a view", model.name.span),
                },
            ),
            Declaration::Enumeration(enumeration) => {
                (&enumeration.name, Entry::Other("an enum", enumeration.name.span))
            }
            _ => continue,
        };
        entries.entry(name.value.clone()).or_insert(entry);
    }
    entries
}

struct Scope {
    entries: HashMap<String, Entry>,
    /// Whether a declaration could not be read; any name may have been its.
    lacks: bool,
}

/// What the mixins of one model add up to.
#[derive(Default)]
struct Gathered<'a> {
    /// Each once, in order, inner ones behind those that name them.
    mixins: Vec<&'a Model>,
    /// The mixins that are being looked into, outermost first.
    path: Vec<&'a str>,
}

impl Scope {
    fn expand(&self, model: &mut Model, used: &mut HashSet<String>, diagnostics: &mut Diagnostics) {
        let names = std::mem::take(&mut model.mixins);
        let mut gathered = Gathered::default();
        if model.kind == ModelKind::Composite
            && let Some(Entry::Mixin(own)) = self.entries.get(&model.name.value)
        {
            gathered.path.push(&own.name.value);
        }
        for name in &names {
            model.incomplete |= !self.gather(name, &mut gathered, used, diagnostics);
        }
        let mut taken: HashMap<String, (String, Span)> = HashMap::new();
        for field in &model.fields {
            taken.entry(field.name.value.clone()).or_insert((model.name.value.clone(), field.name.span));
        }
        let mut front: Vec<Field> = Vec::new();
        for mixin in gathered.mixins {
            let has_id = mixin.fields.iter().any(|field| field.attributes.iter().any(|found| found.name.value == "id"));
            for field in &mixin.fields {
                let place = (mixin.name.value.clone(), field.name.span);
                match taken.get(&field.name.value) {
                    // Twice in the mixin itself is the mixin's own mistake.
                    Some((owner, _)) if *owner == mixin.name.value => {}
                    Some((owner, first)) => {
                        diagnostics.push(conflict(&model.name, field, &mixin.name.value, owner, *first));
                        continue;
                    }
                    None => _ = taken.insert(field.name.value.clone(), place),
                }
                if has_id { &mut front } else { &mut model.fields }.push(field.clone());
            }
            model.attributes.extend(mixin.attributes.iter().cloned());
            model.incomplete |= mixin.incomplete;
        }
        model.fields.splice(0..0, front);
    }

    /// Adds a mixin and those that it uses. Tells whether all of them are known.
    fn gather<'a>(
        &'a self,
        name: &Spanned<String>,
        gathered: &mut Gathered<'a>,
        used: &mut HashSet<String>,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let mixin = match self.entries.get(&name.value) {
            Some(Entry::Mixin(mixin)) => mixin,
            Some(Entry::Other(kind, span)) => {
                diagnostics.push(
                    Diagnostic::error(MixinKind::CODE, name.span, format!("`{}` is {kind}, and no mixin", name.value))
                        .also(*span, "declared here")
                        .help("only a `type` can stand behind `with`"),
                );
                return false;
            }
            None => {
                if !self.lacks {
                    diagnostics.push(self.unknown(name));
                }
                // What was probably meant is a mixin, and is not judged as a type of fields.
                used.extend(self.near(name).map(str::to_owned));
                return false;
            }
        };
        used.insert(name.value.clone());
        if gathered.path.contains(&name.value.as_str()) {
            let way = [gathered.path.as_slice(), &[name.value.as_str()]].concat().join("` → `");
            diagnostics.push(
                Diagnostic::error(MixinCycle::CODE, name.span, format!("`{}` contains itself: `{way}`", name.value))
                    .help("take one of them out of the circle"),
            );
            return false;
        }
        if gathered.mixins.iter().any(|known| known.name.value == mixin.name.value) {
            return true;
        }
        gathered.mixins.push(mixin);
        gathered.path.push(&mixin.name.value);
        let mut known = true;
        for inner in &mixin.mixins {
            known &= self.gather(inner, gathered, used, diagnostics);
        }
        gathered.path.pop();
        known
    }

    /// The mixin that was probably meant.
    fn near(&self, name: &Spanned<String>) -> Option<&str> {
        let mixins = self.entries.iter().filter(|(_, entry)| matches!(entry, Entry::Mixin(_)));
        let mut mixins: Vec<&str> = mixins.map(|(name, _)| name.as_str()).collect();
        mixins.sort_unstable();
        nearest(&name.value, mixins)
    }

    fn unknown(&self, name: &Spanned<String>) -> Diagnostic {
        let unknown = Diagnostic::error(UnknownMixin::CODE, name.span, format!("there is no type `{}`", name.value));
        match self.near(name) {
            Some(known) => {
                unknown.help(format!("did you mean `{known}`?")).fix(format!("write `{known}`"), name.span, known)
            }
            None => unknown.help(format!("declare it: `type {} {{ … }}`", name.value)),
        }
    }
}

fn conflict(model: &Spanned<String>, field: &Field, mixin: &str, owner: &str, first: Span) -> Diagnostic {
    let (name, model_name) = (&field.name.value, &model.value);
    let whose = if owner == model_name { format!("`{owner}` itself") } else { format!("the mixin `{owner}`") };
    Diagnostic::error(
        MixinField::CODE,
        field.name.span,
        format!("`{model_name}` gets the field `{name}` from the mixin `{mixin}` and from {whose}"),
    )
    .label(format!("in `{mixin}`"))
    .also(first, format!("in `{owner}`"))
    .also(model.span, "both come together here")
    .help("rename or remove one of them")
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Diagnostics;
    use crate::source::SourceMap;
    use crate::{Options, compile};

    fn compiled(text: &str) -> crate::Compilation {
        let mut sources = SourceMap::new();
        sources.add("a.ssot", text);
        compile(sources, &Options::default())
    }

    fn codes(diagnostics: &Diagnostics) -> Vec<u16> {
        diagnostics.iter().map(|found| found.code.0).collect()
    }

    fn fields(text: &str) -> Vec<String> {
        let compilation = compiled(text);
        assert_eq!(codes(&compilation.diagnostics), Vec::<u16>::new(), "{:?}", compilation.diagnostics);
        let schema = compilation.schema.unwrap();
        schema.models[0].fields.iter().map(|field| field.name.clone()).collect()
    }

    #[test]
    fn fields_come_behind_in_the_order_of_the_list_and_the_id_in_front() {
        let types =
            "type B {\n  b Int\n}\ntype A {\n  a Int\n  @@index([a])\n}\ntype Id {\n  id Int @id\n  made Int\n}\n";
        assert_eq!(
            fields(&format!("model M with B, A {{\n  x Int @id\n}}\n{types}model N with Id {{\n}}\n")),
            ["x", "b", "a"]
        );
        assert_eq!(fields(&format!("model M with A, Id, B {{\n  x Int\n}}\n{types}")), ["id", "made", "x", "a", "b"]);
    }

    #[test]
    fn a_mixin_of_mixins_counts_once_however_often_it_is_reached() {
        let text = "model M with Left, Right {\n  id Int @id\n}\ntype Left with Base {\n  l Int\n}\ntype Right with Base {\n  r Int\n}\n\
                    type Base {\n  b Int\n}\n";
        assert_eq!(fields(text), ["id", "l", "b", "r"]);
    }

    #[test]
    fn places_lead_into_the_mixin_and_a_mistake_there_is_said_once() {
        let text = "type T {\n  t Strin\n}\nmodel A with T {\n  id Int @id\n}\nmodel B with T {\n  id Int @id\n}\n";
        let compilation = compiled(text);
        assert_eq!(codes(&compilation.diagnostics), [100]);
        let found = compilation.diagnostics.iter().next().unwrap();
        assert_eq!(compilation.sources.text(found.span), "Strin");
    }

    #[test]
    fn every_rule_sees_the_whole_model() {
        let text = "type T {\n  id Int @id\n  @@map(\"same\")\n}\nmodel A with T {\n  other Int @id\n}\n";
        assert_eq!(codes(&compiled(text).diagnostics), [206]);
        let text = "type T {\n  @@map(\"x\")\n}\nmodel A with T {\n  id Int @id\n  @@map(\"y\")\n}\n";
        assert_eq!(codes(&compiled(text).diagnostics), [205]);
    }

    #[test]
    fn a_type_of_a_field_stays_a_composite() {
        let text = "datasource db {\n  provider = \"mongodb\"\n}\ntype T {\n  t Int\n}\nmodel A with T {\n  id Int @id @map(\"_id\")\n  more T\n}\n";
        let compilation = compiled(text);
        assert_eq!(codes(&compilation.diagnostics), Vec::<u16>::new());
        let schema = compilation.schema.unwrap();
        assert_eq!((schema.composites.len(), schema.models[0].fields.len()), (1, 3));
    }
}
