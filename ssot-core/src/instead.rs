//! Words that people bring along from other tools, and what says the same here. Every front-end asks it of words that it does not know.

/// The words in small letters, without `_` and `-`, and what to write, in the schema language.
const WORDS: [(&str, &str); 27] = [
    ("primary", "write `@id`"),
    ("primarykey", "write `@id`"),
    ("pk", "write `@id`"),
    ("key", "write `@id`"),
    ("autoincrement", "write `@default(autoincrement())`"),
    ("auto", "write `@default(autoincrement())`"),
    ("now", "write `@default(now())`"),
    ("createdat", "write `@default(now())`"),
    ("index", "write `@@index([field])` on a line of its own in the model"),
    ("minimum", "write `@min(0)`"),
    ("maximum", "write `@max(100)`"),
    ("range", "write `@min(0) @max(100)`"),
    ("minlength", "write `@length(min: 1)`"),
    ("maxlength", "write `@length(max: 80)`"),
    ("regex", "write `@pattern(\"^…$\")`"),
    ("personal", "write `@pii`"),
    ("renamedfrom", "write `@was(\"old\")`"),
    ("required", "remove it: a field without `?` is required"),
    ("notnull", "remove it: a field without `?` is required"),
    ("nullable", "write `?` behind the type"),
    ("optional", "write `?` behind the type"),
    ("column", "write `@map(\"name\")`"),
    ("table", "write `@@map(\"name\")`"),
    ("references", "write `@relation(fields: […], references: […])` on a field whose type is the other model"),
    ("foreignkey", "write `@relation(fields: […], references: […])` on a field whose type is the other model"),
    ("check", RULES),
    ("constraint", RULES),
];

const RULES: &str = "rules stand on one field: `@min(0)`, `@max(100)`, `@length(max: 80)` or `@pattern(\"^…$\")`";

/// What to write instead of a word that is unknown where it stands.
pub(crate) fn instead(word: &str) -> Option<&'static str> {
    let folded: String = word.chars().filter(|c| !matches!(c, '_' | '-')).collect::<String>().to_ascii_lowercase();
    WORDS.iter().find(|(known, _)| *known == folded).map(|(_, instead)| *instead)
}
