//! Columns, of a row itself and at the end of paths, and what is said about several rows.

use ssot_core::ir::{
    Aggregate, BaseType, End, Expression, ExpressionKind as Kind, FieldId, FieldPath, ModelId, Quantifier, Relation,
    RelationKind, Root, RowPath, Scalar, Type,
};
use ssot_core::source::Span;

use super::{DIALECT, Done, Rows, Writer, Zone, obstacle};
use crate::target::sql::names::table;
use crate::text::expression::{Class, class, meaning};
use crate::text::sql::SqlIdent;

/// One step from rows to related ones.
pub(super) struct Hop<'a> {
    here: (Rows, ModelId),
    end: End,
    there: (Rows, ModelId),
    relation: &'a Relation,
    /// The table of links, if the relation has one.
    links: Option<usize>,
}

impl<'a> Writer<'_, 'a> {
    fn root(&self, root: Root) -> (Rows, ModelId) {
        match root {
            Root::This => self.this,
            Root::Element => self.element.unwrap_or(self.this),
        }
    }

    /// Writes a column of rows.
    pub(super) fn column(&mut self, (rows, model): (Rows, ModelId), field: FieldId) {
        let found = self.schema().model(model);
        let column = SqlIdent::new(&found.field(field).column);
        match rows {
            Rows::Table => self.out.ident(&SqlIdent::new(&found.table)).text(".").ident(&column),
            Rows::Alias(alias) => self.out.alias(alias).text(".").ident(&column),
            Rows::Arguments => {
                let known = self.arguments.iter().position(|known| *known == field);
                let at = known.unwrap_or_else(|| {
                    self.arguments.push(field);
                    self.arguments.len() - 1
                });
                self.out.parameter(at + 1)
            }
        };
    }

    pub(super) fn field(&mut self, path: &FieldPath, span: Span) -> Done {
        let said = self.zone_of(&Expression {
            kind: Kind::Field(path.clone()),
            ty: ssot_core::ir::ValueType::scalar(Scalar::DateTime),
            span,
        });
        let moment = matches!(self.schema().field(path.model, path.field).ty, Type::Scalar(Scalar::DateTime));
        let converted = moment && said == Some(Zone::Said) && self.zone == Zone::Unsaid;
        self.out.text(if converted { "(" } else { "" });
        let hops = self.hops(&path.row);
        if hops.is_empty() {
            self.column(self.root(path.row.root), path.field);
        } else {
            let there = hops.last().map_or(self.this, |hop| hop.there);
            self.out.text("(SELECT ");
            self.column(there, path.field);
            self.from(&hops, span)?;
            self.out.text(")");
        }
        self.out.text(if converted { " AT TIME ZONE 'UTC')" } else { "" });
        Ok(())
    }

    fn table_number(&mut self) -> usize {
        self.tables += 1;
        self.tables - 1
    }

    pub(super) fn hops(&mut self, path: &RowPath) -> Vec<Hop<'a>> {
        let mut here = self.root(path.root);
        let mut hops = Vec::with_capacity(path.steps.len());
        for &end in &path.steps {
            let Some((relation, other)) = self.schema().across(end.model, end.field) else { continue };
            let there = (Rows::Alias(self.table_number()), other.model);
            let links = matches!(relation.kind, RelationKind::JoinTable(_)).then(|| self.table_number());
            hops.push(Hop { here, end, there, relation, links });
            here = there;
        }
        hops
    }

    /// Writes ` FROM … WHERE …`: the rows at the end of a path, the first step in the condition.
    pub(super) fn from(&mut self, hops: &[Hop<'a>], span: Span) -> Done {
        let Some((first, rest)) = hops.split_first() else { return obstacle(span, "a path that leads nowhere") };
        self.out.text(" FROM ");
        self.table(first.there);
        self.links(first, false);
        for hop in rest {
            self.links(hop, true);
            self.out.text(" JOIN ");
            self.table(hop.there);
            self.out.text(" ON ");
            self.link(hop, hop.links.is_some());
        }
        self.out.text(" WHERE ");
        self.link(first, false);
        Ok(())
    }

    fn table(&mut self, (rows, model): (Rows, ModelId)) {
        self.out.qualified(&table(DIALECT, self.schema().model(model)));
        if let Rows::Alias(alias) = rows {
            self.out.text(" ").alias(alias);
        }
    }

    /// The table of links of a step: joined to where the step starts (`here`), or to where it ends.
    fn links(&mut self, hop: &Hop<'a>, here: bool) {
        let Some(links) = hop.links else { return };
        self.out.text(" JOIN ").qualified(&self.planner.join_name(hop.relation)).text(" ").alias(links).text(" ON ");
        self.link(hop, !here);
    }

    /// The equality of the columns that a step goes by; with a table of links only on one side of it.
    fn link(&mut self, hop: &Hop<'a>, there: bool) {
        match &hop.relation.kind {
            RelationKind::ForeignKey(key) => {
                let holds = key.from == hop.end;
                let (ours, theirs) =
                    if holds { (&key.fields, &key.references) } else { (&key.references, &key.fields) };
                for (index, (&our, &their)) in ours.iter().zip(theirs).enumerate() {
                    self.out.text(if index > 0 { " AND " } else { "" });
                    self.column(hop.there, their);
                    self.out.text(" = ");
                    self.column(hop.here, our);
                }
            }
            RelationKind::JoinTable(links) => {
                let a = links.a == hop.end;
                let (column, rows) = if there { (!a, hop.there) } else { (a, hop.here) };
                self.out.alias(hop.links.unwrap_or_default()).text(if column { ".\"A\" = " } else { ".\"B\" = " });
                if let Some(&key) = self.schema().model(rows.1).identity().first() {
                    self.column(rows, key);
                }
            }
        }
    }

    /// ` AND (condition)` about other rows; `end` follows the condition.
    fn and(&mut self, condition: Option<&Expression>, element: (Rows, ModelId), end: &'static str) -> Done {
        let Some(condition) = condition else { return Ok(()) };
        self.out.text(" AND ((");
        self.inside(element, |writer| writer.truth(condition, false))?;
        self.out.text(")").text(end).text(")");
        Ok(())
    }

    pub(super) fn quantified(
        &mut self,
        quantifier: Quantifier,
        rows: &RowPath,
        condition: Option<&Expression>,
        span: Span,
    ) -> Done {
        let (word, end) = match quantifier {
            Quantifier::Some => ("EXISTS (SELECT 1", ""),
            Quantifier::None => ("NOT EXISTS (SELECT 1", ""),
            Quantifier::Every if condition.is_none() => {
                self.out.text("TRUE");
                return Ok(());
            }
            Quantifier::Every => ("NOT EXISTS (SELECT 1", " IS NOT TRUE"),
        };
        let hops = self.hops(rows);
        let Some(element) = hops.last().map(|hop| hop.there) else {
            return obstacle(span, "a path that leads nowhere");
        };
        self.out.text(word);
        self.from(&hops, span)?;
        self.and(condition, element, end)?;
        self.out.text(")");
        Ok(())
    }

    pub(super) fn aggregate(
        &mut self,
        aggregate: Aggregate,
        rows: &RowPath,
        value: Option<&Expression>,
        condition: Option<&Expression>,
        span: Span,
    ) -> Done {
        let hops = self.hops(rows);
        let Some(element) = hops.last().map(|hop| hop.there) else {
            return obstacle(span, "a path that leads nowhere");
        };
        let Some(value) = value else {
            self.out.text("(SELECT count(*)");
            self.from(&hops, span)?;
            self.and(condition, element, "")?;
            self.out.text(")");
            return Ok(());
        };
        let class = class(meaning(self.schema(), value), None);
        let moment = value.ty.base == BaseType::Scalar(Scalar::DateTime);
        self.out.text(match (aggregate, class) {
            (Aggregate::Count, _) => "(SELECT count(",
            (Aggregate::Sum, Class::Integer) => "(SELECT coalesce(sum(",
            (Aggregate::Minimum, Class::Integer | Class::Float | Class::Text) => "(SELECT min(",
            (Aggregate::Maximum, Class::Integer | Class::Float | Class::Text) => "(SELECT max(",
            (Aggregate::Minimum, Class::Plain) if moment => "(SELECT min(",
            (Aggregate::Maximum, Class::Plain) if moment => "(SELECT max(",
            (Aggregate::Sum, _) => return obstacle(span, "only integers are added up"),
            (Aggregate::Average, _) => {
                return obstacle(span, "averages are not computed: databases round them differently");
            }
            (Aggregate::Minimum | Aggregate::Maximum, _) => {
                return obstacle(span, "the least and the greatest of such values are not computed");
            }
        });
        // The values come from a table of their own: of columns of rows around it, an aggregate would be theirs.
        let values = self.table_number();
        self.out.alias(values).text(".\"v\"");
        self.out.text(if aggregate == Aggregate::Sum { "), 0) FROM (SELECT " } else { ") FROM (SELECT " });
        self.inside(element, |writer| writer.operand(value, class, None, true))?;
        self.out.text(" AS \"v\"");
        self.from(&hops, span)?;
        self.and(condition, element, "")?;
        self.out.text(") ").alias(values).text(")");
        Ok(())
    }
}
