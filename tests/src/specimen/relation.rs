//! Relations of every shape between models.

use ssot_core::ir::Provider;

use super::World;
use super::model::Draft;

/// Adds a relation from a model to one before it, or to itself.
pub(super) fn add(world: &mut World, drafts: &mut [Draft], index: usize) {
    let other = world.random.below(index + 1);
    let number = world.next();
    if world.random.one_in(5) && drafts[index].single && drafts[other].single {
        return many_to_many(world, drafts, index, other, number);
    }
    let itself = other == index;
    let optional = itself || world.random.one_in(2);
    let one_to_one = world.random.one_in(4);
    let mark = if optional { "?" } else { "" };
    let named = itself || !world.random.one_in(3) || related(drafts, index, other);
    let label = world.random.pick(&["", "", "name: "]);
    let name = if named { format!("{label}\"Link{number}\", ") } else { String::new() };
    let target = drafts[other].identity.clone();
    let mut fields = Vec::new();
    for (key, ty, native) in &target {
        let field = format!("{key}Of{number}");
        let unique = if one_to_one && target.len() == 1 { " @unique" } else { "" };
        drafts[index].lines.push(format!("{field} {ty}{mark}{unique}{native}"));
        fields.push(field);
    }
    if one_to_one && fields.len() > 1 {
        drafts[index].attributes.push(format!("@@unique([{}])", fields.join(", ")));
    } else if world.client_relations && !one_to_one && world.random.one_in(2) {
        drafts[index].attributes.push(format!("@@index([{}])", fields.join(", ")));
    }
    let references: Vec<&str> = target.iter().map(|(key, ..)| key.as_str()).collect();
    let actions = actions(world, optional);
    let (here, there) = (drafts[index].name.clone(), drafts[other].name.clone());
    let map = if world.is(&[Provider::Postgres, Provider::Mysql]) && !world.client_relations && world.random.one_in(4) {
        format!(", map: \"link_{number}\"")
    } else {
        String::new()
    };
    let (fields, references) = (fields.join(", "), references.join(", "));
    let columns = if world.random.one_in(6) {
        format!("references: [{references}], fields: [{fields}]")
    } else if world.random.one_in(10) && target.len() == 1 {
        format!("fields: {fields}, references: {references}")
    } else {
        format!("fields: [{fields}], references: [{references}]")
    };
    drafts[index].lines.push(format!("to{number} {there}{mark} @relation({name}{columns}{actions}{map})"));
    let back = if one_to_one { "?" } else { "[]" };
    let end = if named { format!(" @relation(\"Link{number}\")") } else { String::new() };
    drafts[other].lines.push(format!("from{number} {here}{back}{end}"));
}

/// Whether a relation without a name stands between them already.
fn related(drafts: &[Draft], index: usize, other: usize) -> bool {
    let there = &drafts[other].name;
    drafts[index].lines.iter().any(|line| {
        let mut words = line.split(' ').skip(1);
        words.next().is_some_and(|ty| ty.trim_end_matches(['?', '[', ']']) == there)
    })
}

fn actions(world: &mut World, optional: bool) -> String {
    if world.provider == Provider::SqlServer && !world.client_relations {
        return ", onDelete: NoAction, onUpdate: NoAction".into();
    }
    if world.client_relations {
        // Cycles are refused unless nothing happens.
        return nothing(world);
    }
    let delete = match world.random.below(6) {
        0 if optional => ", onDelete: SetNull",
        1 => ", onDelete: Cascade",
        2 => ", onDelete: Restrict",
        3 => ", onDelete: NoAction",
        _ => "",
    };
    let update = world.random.pick(&["", "", ", onUpdate: Cascade", ", onUpdate: Restrict"]);
    format!("{delete}{update}")
}

/// The actions by which nothing happens.
pub(super) fn nothing(world: &World) -> String {
    let restricts = world.client_relations && world.is(&[Provider::Postgres, Provider::Sqlite]);
    let action = if restricts { "Restrict" } else { "NoAction" };
    format!(", onDelete: {action}, onUpdate: {action}")
}

fn many_to_many(world: &mut World, drafts: &mut [Draft], index: usize, other: usize, number: usize) {
    let (here, there) = (drafts[index].name.clone(), drafts[other].name.clone());
    if world.provider == Provider::MongoDb {
        let key = |draft: &Draft| draft.identity[0].clone();
        let ((one, one_ty, one_native), (two, two_ty, two_native)) = (key(&drafts[other]), key(&drafts[index]));
        drafts[index].lines.push(format!("keys{number} {one_ty}[]{one_native}"));
        drafts[index].lines.push(format!(
            "many{number} {there}[] @relation(\"Many{number}\", fields: [keys{number}], references: [{one}])"
        ));
        drafts[other].lines.push(format!("keysOf{number} {two_ty}[]{two_native}"));
        drafts[other].lines.push(format!(
            "manyOf{number} {here}[] @relation(\"Many{number}\", fields: [keysOf{number}], references: [{two}])"
        ));
        return;
    }
    drafts[index].lines.push(format!("many{number} {there}[] @relation(\"Many{number}\")"));
    drafts[other].lines.push(format!("manyOf{number} {here}[] @relation(\"Many{number}\")"));
}
