//! Where we differ from Prisma's engine, and why.

use super::Difference;

/// A kind of difference that stays.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// How the difference is printed.
    pub difference: &'static str,
    /// Why it stays.
    pub reason: &'static str,
}

const fn known(difference: &'static str, reason: &'static str) -> Known {
    Known { difference, reason }
}

/// All of them.
pub const KNOWN: &[Known] = &[
    known("the engine crashes", "there is no verdict to agree with; our own is an error at the place"),
    known(
        "we do not point where the engine says: Error validating field `…` in model `…`: The relation field `…` on model `…` is \
         missing an opposite relation field on the model `…`",
        "`@relation(\"A\", name: \"B\")`: we say that the name is given twice; the engine drops both names without a word and then \
         misses the other end, on both fields",
    ),
    known(
        "we do not point where the engine says: The given constraint name `…` has to be unique in the following namespace: on model \
         `…` for primary key, indexes, unique constraints and foreign keys",
        "the same, where both fields become holders of a foreign key without columns",
    ),
    known(
        "we do not point where the engine says: A self-relation must have `…` and `…` referential actions set to `…` in one of the \
         @relation attributes",
        "besides the relation that goes in a circle the engine names every relation that leads to it",
    ),
    known(
        "we do not point where the engine says: Field \"…\" in model \"…\" can't be a list",
        "the list is one of a composite type, which we have refused as a whole at its declaration",
    ),
    known(
        "we do not point where the engine says: This line is invalid",
        "below a block without a name, or whose end is lost, the engine loses its place earlier than we do",
    ),
    known(
        "we do not point where the engine says: The index definition refers to the unknown",
        "the field may stand on a line of the composite type that could not be read",
    ),
    known(
        "we do not point where the engine says: The unique index definition refers to the unknown",
        "the field may stand on a line of the model that could not be read",
    ),
    known(
        "we do not point where the engine says: Expected a string value, but received literal value `…`",
        "an argument of a key whose fields may stand on a line that could not be read: the key is judged no further",
    ),
    known(
        "we do not point where the engine says: The unique index definition refers to the relation",
        "the path goes into a composite type whose name is declared twice, which is said there",
    ),
    known(
        "we do not point where the engine says: The given operator class `…` does not support native type `…` of field `…`",
        "the native type is refused already, at its place",
    ),
    known(
        "we do not point where the engine says: The `…` argument must point to a singular `…` field",
        "the model that the relation points at has no id, which is said there",
    ),
    known(
        "we do not point where the engine says: Fields on an already ignored Model do not need an `…` annotation",
        "an unclosed block: we end it where the next one starts, the engine reads the next one's attributes as its own",
    ),
    known(
        "we do not point where the engine says: Type \"…\" is neither a built-in type, nor refers to another model, composite \
         type, or enum",
        "a block has lost its name, and the type may be that one",
    ),
    known(
        "the engine does not point where we first say SSOT0120",
        "the digits of a number are read last by the engine, and not at all after other mistakes",
    ),
    known(
        "the engine does not point where we first say SSOT0123",
        "whether the database and the field have `sequence()` or `auto()` is asked last by the engine, and not at all after other \
         mistakes",
    ),
    known(
        "the engine does not point where we first say SSOT0156",
        "an unclosed block: we end it where the next one starts, the engine reads the next one's fields as its own",
    ),
    known(
        "the engine does not point where we first say SSOT0125",
        "an unclosed enum: we end it where the next block starts, the engine reads that one's values as its own",
    ),
    known(
        "the engine does not point where we first say SSOT0212",
        "what is ignored is judged last by the engine where types are unknown",
    ),
    known(
        "the engine does not point where we first say SSOT0129",
        "where the connection stands is asked by the engine only of a datasource whose provider it knows",
    ),
    known(
        "the engine does not point where we first say SSOT0153",
        "the missing end of another relation ends the engine's search before this one",
    ),
    known(
        "the engine does not point where we first say SSOT0031",
        "a line that Prisma reads in another way, such as a path that ends in a dot",
    ),
    known(
        "we do not point where the engine says: A one-to-one relation must use unique",
        "the model that the relation points at has no id, which is said there",
    ),
    known(
        "we do not point where the engine says: Attribute not known: \"…\"",
        "which native types there are depends on the database, and the datasource names none, which is said there",
    ),
    known(
        "we do not point where the engine says: Native type `…` cannot be unique in SQL Server",
        "the native type is refused already, at its place",
    ),
    known(
        "we do not point where the engine says: The scalar field defined in `…` argument must be an array of the same type defined in `…`",
        "the native type of the list is refused already, at its place",
    ),
    known(
        "the engine does not point where we first say SSOT0006",
        "an unclosed block: we say where it was opened, the engine where it cannot read on, at the `{` of the next one on a line of its own",
    ),
    known(
        "we do not point where the engine says: You cannot define an index on",
        "the native type is refused already, at its place",
    ),
    known(
        "the engine does not point where we first say SSOT0150",
        "two declarations have the name of the field's type, which is said there: we go on with the first of them, the engine with none",
    ),
    known(
        "we do not point where the engine says: The shard key definition refers to the optional field `…`",
        "the field is a list, which MySQL does not have, and that is said there",
    ),
    known(
        "we do not point where the engine says: The preview feature \"…\" is not known",
        "which preview features there are depends on the database, and the datasource names none, which is said there",
    ),
    known(
        "the engine does not point where we first say SSOT0110",
        "the arguments of `sequence()` are judged last by the engine, and not at all after other mistakes",
    ),
    known(
        "the engine does not point where we first say SSOT0114",
        "the arguments of `sequence()` are judged last by the engine, and not at all after other mistakes",
    ),
    known(
        "we do not point where the engine says: Reference causes a cycle",
        "a relation of the circle lacks its columns, which is said there",
    ),
    known(
        "we do not point where the engine says: When any of the records in model `…` is updated or deleted, the referential actions on the relations cascade to model `…` through multiple paths",
        "a relation on one of the ways lacks its columns, which is said there",
    ),
];

/// The reason for which a difference stays, if it is a known one.
pub fn reason(difference: &Difference) -> Option<&'static str> {
    let printed = difference.to_string();
    KNOWN.iter().find(|known| known.difference == printed).map(|known| known.reason)
}
