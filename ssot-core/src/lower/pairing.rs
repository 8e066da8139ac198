//! Which two relation fields belong together: those between the same two models with the same name.

mod columns;
mod completion;
mod missing;

pub(super) use columns::unknown;

use foldhash::{HashMap, HashMapExt as _, HashSet, HashSetExt as _};

use crate::ast::Field;
use crate::diagnostic::Diagnostic;
use crate::ir::{FieldId, ModelId, Provider, RelationId, Type};
use crate::lower::rule::AmbiguousRelation;
use crate::names::Names;

use super::relation::{Half, Pair, PairKind};
use super::resolve::{Candidate, Kind};
use super::{Context, computed};

/// The fields of one model that have an id.
pub(super) struct Fields<'a> {
    /// By [`FieldId`].
    pub(super) kept: Vec<(&'a Field, Type)>,
    /// Those that no column holds, in the order of the text.
    pub(super) computed: Vec<(&'a Field, Type)>,
    names: Names<'a, FieldId>,
    broken: HashSet<&'a str>,
    /// Relation fields that could not be paired; reported.
    relations: HashMap<&'a str, &'a Field>,
    /// A part of the model could not be read: fields may be missing.
    is_incomplete: bool,
}

/// What a name stands for among the fields of a model.
pub(super) enum Slot<'a> {
    Field(FieldId),
    /// A relation field without its other end.
    Relation(&'a Field),
    /// A field that no column holds.
    Computed(&'a Field),
    /// Declared, not usable, reported.
    Broken,
    Unknown,
}

impl<'a> Fields<'a> {
    /// Looks up a name.
    pub(super) fn get(&self, name: &str) -> Slot<'a> {
        match self.names.get(name) {
            Some(&id) => Slot::Field(id),
            None if self.relations.contains_key(name) => Slot::Relation(self.relations[name]),
            None if self.is_incomplete || self.broken.contains(name) => Slot::Broken,
            None => self.computed(name).map_or(Slot::Unknown, Slot::Computed),
        }
    }

    fn computed(&self, name: &str) -> Option<&'a Field> {
        self.computed.iter().map(|(field, _)| *field).find(|field| field.name.value == name)
    }

    /// Whether a field could not be resolved.
    pub(super) fn has_broken(&self) -> bool {
        !self.broken.is_empty()
    }

    /// Relation fields that could not be paired, in the order of the text.
    pub(super) fn unpaired(&self) -> Vec<&'a Field> {
        let mut unpaired: Vec<&Field> = self.relations.values().copied().collect();
        unpaired.sort_by_key(|field| field.span);
        unpaired
    }

    /// All names, for suggestions.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.kept.iter().map(|(field, _)| field.name.value.as_str())
    }
}

/// Halves between the same two models with the same name.
struct Group {
    /// The smaller model id and the larger one.
    models: (ModelId, ModelId),
    left: Vec<Half>,
    /// Empty in self relations: all halves are on the left.
    right: Vec<Half>,
}

/// Pairs all relation fields and gives ids to all fields that are left.
pub(super) fn pair<'a>(
    context: &mut Context<'a>,
    mut candidates: Vec<Vec<Candidate<'a>>>,
) -> (Vec<Fields<'a>>, Vec<Pair>) {
    let unclear = unclear(context, &candidates);
    find_columns(context, &mut candidates);
    let groups = group(&mut candidates);
    let doubtful: HashSet<(ModelId, ModelId)> = groups
        .iter()
        .filter(|group| group.left.iter().chain(&group.right).any(|half| half.is_broken))
        .map(|group| group.models)
        .collect();
    let mut lonely: Vec<Half> = Vec::new();
    let mut pairs: Vec<Pair> = Vec::new();
    for mut group in groups {
        let is_self = group.models.0 == group.models.1;
        let halves = (group.left.len(), group.right.len());
        match halves {
            (1, 1) => {
                let two = group.left.pop().zip(group.right.pop());
                pairs.extend(two.and_then(|(left, right)| join(context, left, right)));
            }
            (2, 0) if is_self && group.left[0].name.is_some() => {
                let second = group.left.pop();
                let two = group.left.pop().zip(second);
                pairs.extend(two.and_then(|(left, right)| join(context, left, right)));
            }
            _ if doubtful.contains(&group.models) => {}
            (1, 0) | (0, 1) => {
                // The other end may be what could not be read.
                let halves = group.left.into_iter().chain(group.right);
                lonely.extend(halves.filter(|half| !unclear.contains(&half.target)));
            }
            _ if unclear.contains(&group.models.0) || unclear.contains(&group.models.1) => {}
            _ => {
                let ambiguous = ambiguous(context, &group);
                context.diagnostics.push(ambiguous);
            }
        }
    }
    missing::report(context, &candidates, lonely);
    pairs.sort_by_key(|pair| position(&pair.kind));
    (number(context, candidates, &pairs), pairs)
}

/// The models of which a field could not be read or has no type: it may be the end of any relation.
fn unclear(context: &Context<'_>, candidates: &[Vec<Candidate<'_>>]) -> HashSet<ModelId> {
    let models = context.scope.models.iter().zip(candidates).enumerate();
    models
        .filter(|(_, ((_, model), fields))| {
            model.incomplete || fields.iter().any(|candidate| matches!(candidate.kind, Kind::Broken))
        })
        .map(|(index, _)| ModelId(index as u32))
        .collect()
}

/// Looks up the fields that relation fields name.
fn find_columns(context: &mut Context<'_>, candidates: &mut [Vec<Candidate<'_>>]) {
    let mut unknown: Vec<(usize, usize)> = Vec::new();
    for (model, list) in candidates.iter().enumerate() {
        for (place, candidate) in list.iter().enumerate() {
            if let Kind::Relation(half) = &candidate.kind
                && !columns::exist(context, candidates, half)
            {
                unknown.push((model, place));
            }
        }
    }
    for (model, place) in unknown {
        if let Kind::Relation(half) = &mut candidates[model][place].kind {
            half.has_unknown_columns = true;
        }
    }
}

/// Takes the halves out of the candidates, grouped in the order of their first field.
fn group(candidates: &mut [Vec<Candidate<'_>>]) -> Vec<Group> {
    let mut places: HashMap<(ModelId, ModelId, Option<String>), usize> = HashMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for candidate in candidates.iter_mut().flatten() {
        if !matches!(candidate.kind, Kind::Relation(_)) {
            continue;
        }
        let Kind::Relation(half) = std::mem::replace(&mut candidate.kind, Kind::Broken) else { continue };
        let models = (half.model.min(half.target), half.model.max(half.target));
        let name = half.name.as_ref().map(|name| name.value.clone());
        let place = *places.entry((models.0, models.1, name)).or_insert_with(|| {
            groups.push(Group { models, left: Vec::new(), right: Vec::new() });
            groups.len() - 1
        });
        let group = &mut groups[place];
        let side = if half.model == models.0 { &mut group.left } else { &mut group.right };
        side.push(*half);
    }
    groups
}

/// Decides how two halves are stored; `None` if they contradict each other, which is reported.
fn join(context: &mut Context<'_>, one: Half, two: Half) -> Option<Pair> {
    let named = one.name.is_some();
    let name = match &one.name {
        Some(name) => name.value.clone(),
        None => default_name(context, &one),
    };
    let span = one.name_span;
    let kind = if one.is_list() && two.is_list() {
        columns::many_to_many(context, &one, &two)?;
        let [a, b] = in_order(context, one, two);
        PairKind::JoinTable { a: Box::new(a), b: Box::new(b) }
    } else {
        let (from, to) = columns::holder(context, one, two)?;
        columns::resolve(context, &from)?;
        PairKind::ForeignKey { from: Box::new(from), to: Box::new(to) }
    };
    Some(Pair { name, named, span, kind })
}

/// `AToB`, the names sorted.
fn default_name(context: &Context<'_>, half: &Half) -> String {
    let mut names = [context.scope.model_name(half.model), context.scope.model_name(half.target)];
    names.sort_unstable();
    format!("{}To{}", names[0], names[1])
}

/// Which half is column `A` of the join table.
fn in_order(context: &Context<'_>, one: Half, two: Half) -> [Half; 2] {
    let key = |half: &Half| (context.scope.model_name(half.model).to_owned(), half.field_name.clone());
    if key(&one) <= key(&two) { [one, two] } else { [two, one] }
}

/// Relations stand in the order of their first field.
fn position(kind: &PairKind) -> (ModelId, usize) {
    let (one, two) = match kind {
        PairKind::ForeignKey { from, to } => (from, to),
        PairKind::JoinTable { a, b } => (a, b),
    };
    (one.model, one.index).min((two.model, two.index))
}

/// Gives ids to the fields that are left.
fn number<'a>(context: &Context<'a>, candidates: Vec<Vec<Candidate<'a>>>, pairs: &[Pair]) -> Vec<Fields<'a>> {
    let mut relations: HashMap<(ModelId, usize), RelationId> = HashMap::with_capacity(2 * pairs.len());
    for (index, pair) in pairs.iter().enumerate() {
        let (PairKind::ForeignKey { from: one, to: two } | PairKind::JoinTable { a: one, b: two }) = &pair.kind;
        for half in [one, two] {
            relations.insert((half.model, half.index), RelationId(index as u32));
        }
    }
    let number_model = |(model, list): (usize, Vec<Candidate<'a>>)| {
        let mut fields = Fields {
            kept: Vec::with_capacity(list.len()),
            computed: Vec::new(),
            names: Names::with_capacity(list.len()),
            broken: HashSet::new(),
            relations: HashMap::new(),
            is_incomplete: context.scope.models[model].1.incomplete,
        };
        for (index, candidate) in list.into_iter().enumerate() {
            let relation = relations.get(&(ModelId(model as u32), index)).copied();
            let name = candidate.field.name.value.as_str();
            if let Some(ty) = ty(candidate.kind, relation) {
                if computed::is(candidate.field) {
                    fields.computed.push((candidate.field, ty));
                    continue;
                }
                fields.names.insert(name, FieldId(fields.kept.len() as u32));
                fields.kept.push((candidate.field, ty));
                continue;
            }
            if columns::is_relation(context, candidate.field) {
                fields.relations.insert(name, candidate.field);
            }
            fields.broken.insert(name);
        }
        fields
    };
    candidates.into_iter().enumerate().map(number_model).collect()
}

fn ty(kind: Kind, relation: Option<RelationId>) -> Option<Type> {
    match kind {
        Kind::Scalar(scalar) => Some(Type::Scalar(scalar)),
        Kind::Enumeration(id) => Some(Type::Enumeration(id)),
        Kind::Composite(id) => Some(Type::Composite(id)),
        Kind::Unsupported(text) => Some(Type::Unsupported(text)),
        Kind::Relation(_) | Kind::Broken => relation.map(Type::Relation),
    }
}

fn ambiguous(context: &Context<'_>, group: &Group) -> Diagnostic {
    let halves: Vec<&Half> = group.left.iter().chain(&group.right).collect();
    let (one, two) = (context.scope.model_name(group.models.0), context.scope.model_name(group.models.1));
    let first = halves[0];
    let message = match (&first.name, one == two) {
        (Some(name), _) => format!("more than two fields are ends of the relation `{}`", name.value),
        (None, true) => format!("a relation of `{one}` with itself needs a name"),
        (None, false) => format!("several fields could be ends of the relation of `{one}` and `{two}`"),
    };
    let mut diagnostic = Diagnostic::error(AmbiguousRelation::CODE, first.name_span, message).label("one end");
    for half in &halves[1..] {
        diagnostic = diagnostic.also(half.name_span, "another end");
    }
    diagnostic.help("give the two ends of each relation a name of their own: `@relation(\"Name\", …)`")
}

/// Whether the provider has implicit many-to-many relations.
const fn has_join_tables(provider: Provider) -> bool {
    !matches!(provider, Provider::MongoDb)
}
