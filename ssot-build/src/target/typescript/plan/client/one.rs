//! The methods of a client that write one row.

use super::{
    Draft, Room, asked, default_include, encode_query, item_query, local, optional, options_of, parameter, promise,
    relations, result, returning, returning_options, sent, text, written,
};
use crate::target::typescript::names;
use crate::target::typescript::nodes::{Keyword, Parameter, PathPart, Ty};
use crate::target::typescript::plan::model::{changeable_relations, creatable, create_input, writable_relations};
use crate::target::typescript::plan::sight::{self, Write};
use crate::text::typescript::{ImportKind, Literal};

impl Room<'_> {
    /// A route that takes a row and answers with it.
    fn write(
        &mut self,
        (verb, http): (&'static str, &str),
        writes: &[Write],
        doc: String,
        path: Vec<PathPart>,
        first: Vec<Parameter>,
        options: Parameter,
    ) {
        let (context, id) = (self.context, self.id);
        let (send, answer) = self.shown(writes);
        let mut parameters = first;
        let query = item_query(context, id);
        parameters.push(if options.optional {
            optional("query", query)
        } else {
            parameter("query", Ty::Union(vec![query, Ty::Keyword(Keyword::Undefined)]))
        });
        parameters.push(options);
        self.add(Draft {
            verb,
            noun: String::new(),
            doc,
            type_parameters: returning(asked(context, id, default_include(context, id))),
            parameters,
            result: written(answer),
            body: sent(send, http, path, Some(names::known("data"))),
        });
    }

    /// How to send what writes a row in one of these ways, and what it gives back: policies may keep the row from who has written it.
    fn shown(&self, writes: &[Write]) -> (&'static str, Ty) {
        let row = result(self.context, self.id);
        if writes.iter().all(|&write| sight::is_shown(self.context.schema, self.id, write)) {
            return ("writeShown", row);
        }
        ("write", Ty::Union(vec![row, Ty::Keyword(Keyword::Undefined)]))
    }

    /// The options of what writes over a row. Some models have nobody do that without having seen it.
    fn matching(&self, options: Parameter) -> Parameter {
        if !self.model.api.require_if_match {
            return options;
        }
        let matching = names::runtime_import("runtime/transport", "Matching", ImportKind::Type);
        parameter("options", Ty::Apply(Box::new(Ty::Imported(matching)), vec![options.ty]))
    }

    /// `POST /posts`; `PATCH`, `PUT` and `DELETE /posts/{id}`.
    pub(super) fn writes(&mut self) {
        let (context, id) = (self.context, self.id);
        let name = self.model.name.as_str();
        let relations = relations(context, id);
        let nested = !writable_relations(context.schema, &relations).is_empty();
        let created = create_input(self.names, nested);
        let changes = !changeable_relations(context, self.model, &relations).is_empty();
        let changed = if changes { &self.names.update_input } else { &self.names.update };
        let data = |name| parameter("data", context.declared(id, name));
        let query = || vec![encode_query("query")];
        let doc = format!("Makes a row of `{name}`.");
        let (path, first) = (self.path(query()), vec![data(created)]);
        self.write(("create", "POST"), &[Write::Create], doc, path, first, returning_options("OnceOptions"));
        let doc = format!("Changes the row of `{name}` with that id; what is absent stays.");
        let first = vec![self.id_parameter(), data(changed)];
        let options = self.matching(returning_options("UpdateOptions"));
        self.write(("update", "PATCH"), &[Write::Update], doc, self.item_path(query()), first, options);
        let made = if self.model.api.upsert { " or makes it" } else { "" };
        let doc = format!("Replaces the row of `{name}` with that id{made}: what is absent gets its default.");
        let first = vec![self.id_parameter(), parameter("data", self.replacement())];
        // Where it can make a row, there may be none to have seen.
        let (writes, options): (&[Write], _) = if self.model.api.upsert {
            (&[Write::Create, Write::Update], returning_options("ReplaceOptions"))
        } else {
            (&[Write::Update], self.matching(returning_options("MatchOptions")))
        };
        self.write(("replace", "PUT"), writes, doc, self.item_path(query()), first, options);
        let draft = Draft {
            verb: "delete",
            noun: String::new(),
            doc: format!("Deletes the row of `{name}` with that id."),
            type_parameters: Vec::new(),
            parameters: vec![self.id_parameter(), self.matching(options_of("MatchOptions"))],
            result: promise(Ty::Keyword(Keyword::Void)),
            body: sent("write", "DELETE", self.item_path(Vec::new()), None),
        };
        self.add(draft);
        if self.model.api.soft_delete.is_some() {
            self.restore();
        }
    }

    fn restore(&mut self) {
        let (context, id) = (self.context, self.id);
        let path = self.item_path(vec![text("/-/restore"), encode_query("query")]);
        let (send, answer) = self.shown(&[Write::Restore]);
        self.add(Draft {
            verb: "restore",
            noun: String::new(),
            doc: format!("Brings the deleted row of `{}` with that id back.", self.model.name),
            type_parameters: returning(asked(context, id, default_include(context, id))),
            parameters: vec![
                self.id_parameter(),
                optional("query", item_query(context, id)),
                returning_options("OnceOptions"),
            ],
            result: written(answer),
            body: sent(send, "POST", path, None),
        });
    }

    /// The whole row, but for the key that the path names.
    fn replacement(&self) -> Ty {
        let create = self.context.declared(self.id, &self.names.create);
        let chosen: Vec<Ty> = creatable(self.model)
            .iter()
            .filter(|(field, _)| self.key.contains(field))
            .map(|(_, field)| Ty::Literal(Literal::new(&field.name)))
            .collect();
        if chosen.is_empty() {
            return create;
        }
        Ty::Apply(Box::new(local("Omit")), vec![create, Ty::Union(chosen)])
    }
}
