//! What no script can say: names and texts that the servers refuse. Everything is said at once, before planning.

use ssot_core::diagnostic::Diagnostics;
use ssot_core::ir::constraint_name::join_table_name;
use ssot_core::ir::{
    Enumeration, Field, Function, IndexOperator, Key, Model, ModelKind, Predicate, RelationKind, Schema, Type, Value,
};
use ssot_core::source::Span;

use super::super::rule::{IdleCounter, IndexConstant, LongName, RefusedName, RefusedText, SecondCounter};
use crate::text::sql::{Dialect, check_name};

/// Reports every name and text that a server of the dialect refuses.
pub(super) fn check(schema: &Schema, dialect: Dialect, diagnostics: &mut Diagnostics) {
    let mut judge = Judge { dialect, diagnostics };
    for enumeration in &schema.enumerations {
        judge.enumeration(enumeration);
    }
    for model in schema.models.iter().filter(|model| model.kind == ModelKind::Table) {
        judge.model(model);
    }
    for relation in &schema.relations {
        match &relation.kind {
            RelationKind::ForeignKey(key) => {
                if let (Some(name), Some(span)) = (&key.map, key.spans.map) {
                    judge.name(name, span);
                }
            }
            RelationKind::JoinTable(_) => judge.name(&join_table_name(schema, relation), relation.span),
        }
    }
}

struct Judge<'a> {
    dialect: Dialect,
    diagnostics: &'a mut Diagnostics,
}

impl Judge<'_> {
    fn name(&mut self, name: &str, span: Span) {
        if let Err(fault) = check_name(self.dialect, name) {
            self.diagnostics.push(RefusedName { fault: fault.to_string(), span });
        }
        let (length, most, unit) = match self.dialect {
            Dialect::Postgres | Dialect::Cockroach => (name.len(), 63, "bytes"),
            Dialect::Mysql => (name.chars().count(), 64, "characters"),
            Dialect::SqlServer => (name.encode_utf16().count(), 128, "characters"),
            Dialect::Sqlite => return,
        };
        if length <= most {
            return;
        }
        let cuts = self.dialect.is_postgres_like();
        self.diagnostics.push(LongName { length, most, unit, cuts, span });
    }

    fn namespace(&mut self, name: Option<&str>, span: Option<Span>) {
        if let (Some(name), Some(span)) = (name, span)
            && !matches!(self.dialect, Dialect::Sqlite | Dialect::Mysql)
        {
            self.name(name, span);
        }
    }

    /// The name of a table: on SQL Server `#` makes one that is gone with the connection.
    fn table(&mut self, name: &str, span: Span) {
        self.name(name, span);
        if self.dialect == Dialect::SqlServer && name.starts_with('#') {
            let fault = "a table whose name begins with `#` is a temporary one in SQL Server".to_owned();
            self.diagnostics.push(RefusedName { fault, span });
        }
    }

    fn text(&mut self, text: &str, span: Span) {
        if text.contains('\0') && self.dialect != Dialect::Mysql {
            self.nul(span);
        }
    }

    /// SQL of the user: no dialect can write U+0000 there.
    fn raw(&mut self, text: &str, span: Span) {
        if text.contains('\0') {
            self.nul(span);
        }
    }

    fn nul(&mut self, span: Span) {
        self.diagnostics.push(RefusedText { span });
    }

    fn enumeration(&mut self, enumeration: &Enumeration) {
        if self.dialect.is_postgres_like() {
            self.name(&enumeration.database_name, enumeration.database_name_span);
            self.namespace(enumeration.namespace.as_deref(), enumeration.namespace_span);
        }
        for variant in &enumeration.variants {
            self.text(&variant.database_name, variant.span);
        }
    }

    fn model(&mut self, model: &Model) {
        self.table(&model.table, model.table_span);
        self.namespace(model.namespace.as_deref(), model.namespace_span);
        self.counters(model);
        for field in model.fields.iter().filter(|field| field.is_column()) {
            self.field(field);
        }
        for key in model.unique_keys().chain(model.indexes.iter().map(|index| &index.key)) {
            self.key(key);
        }
        let predicates = model.indexes.iter().map(|index| (&index.predicate, index.key.span));
        let uniques = model.uniques.iter().map(|unique| (&unique.predicate, unique.key.span));
        for (predicate, span) in predicates.chain(uniques) {
            match predicate {
                Some(Predicate::Raw(text)) => self.raw(text, span),
                Some(Predicate::Fields(conditions)) => {
                    conditions
                        .iter()
                        .filter_map(|(_, _, value)| value.as_ref())
                        .for_each(|value| self.constant(value, span));
                }
                None => {}
            }
        }
    }

    /// SQL Server counts once a table, and PostgreSQL not in `@db.Oid`.
    fn counters(&mut self, model: &Model) {
        let counts =
            |field: &&Field| matches!(&field.default, Some(default) if default.kind == Function::Autoincrement);
        let counted = model.fields.iter().filter(counts);
        match self.dialect {
            Dialect::SqlServer => {
                for field in counted.skip(1) {
                    self.diagnostics.push(SecondCounter { field: field.name.clone(), span: field.name_span });
                }
            }
            Dialect::Postgres => {
                for field in counted.filter(|field| field.native.as_ref().is_some_and(|native| native.name == "Oid")) {
                    self.diagnostics.push(IdleCounter { field: field.name.clone(), span: field.name_span });
                }
            }
            _ => {}
        }
    }

    /// A value in the condition of an index: SQL Server takes only constants there, and a constant has no line break.
    fn constant(&mut self, value: &Value, span: Span) {
        self.value(value, span);
        if let (Dialect::SqlServer, Value::String(text)) = (self.dialect, value)
            && (text.contains(['\n', '\r']) || text.contains("$("))
        {
            self.diagnostics.push(IndexConstant { span });
        }
    }

    fn field(&mut self, field: &Field) {
        self.name(&field.column, field.column_span);
        if let Type::Unsupported(text) = &field.ty {
            self.raw(text, field.type_span);
        }
        let Some(default) = &field.default else { return };
        if let (Some(name), Dialect::SqlServer) = (&default.name, self.dialect) {
            self.name(name, default.span);
        }
        match &default.kind {
            Function::Literal(value) => self.value(value, default.value_span),
            Function::Database(Some(text)) => self.raw(text, default.value_span),
            _ => {}
        }
    }

    fn value(&mut self, value: &Value, span: Span) {
        match value {
            Value::String(text) | Value::Json(text) => self.text(text, span),
            Value::List(values) => values.iter().for_each(|value| self.value(value, span)),
            _ => {}
        }
    }

    fn key(&mut self, key: &Key) {
        if let (Some(name), Some(span)) = (&key.map, key.map_span) {
            self.name(name, span);
        }
        for part in &key.fields {
            if let Some(IndexOperator::Raw(text)) = &part.operator {
                self.raw(text, part.span);
            }
        }
    }
}
