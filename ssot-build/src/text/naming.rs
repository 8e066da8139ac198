//! Words of a name, the cases that are made of them, and English plurals: one set of rules for every wing, so that a route,
//! a client method and a file agree.

use heck::ToSnakeCase as _;

/// Brand and protocol names whose capitals do not follow the camel-case rule, as they are written; each is one word.
const COMPOUNDS: [&str; 11] =
    ["OAuth", "GraphQL", "PostgreSQL", "MySQL", "NoSQL", "SQLite", "IPv4", "IPv6", "GitHub", "GitLab", "iOS"];

/// The words of a name in lower case, in order. Capitals, `_` and other signs part words; acronyms stay together, also in
/// the plural: `AIResponse` is `ai response`, `OAuthToken` is `oauth token`, `userIDs` is `user ids`. Digits stay with the
/// letters before them. Empty only for a name without a letter or digit (`__`).
pub fn words(name: &str) -> Vec<String> {
    split(&lowered(name)).map(str::to_owned).collect()
}

/// The words of a name with `_` between them; more than one `_` may stand there, and at the ends.
fn lowered(name: &str) -> String {
    if name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return name.to_owned();
    }
    match lowered_camel(name) {
        Some(lowered) => lowered,
        None if needs_folding(name) => fold(name).to_snake_case(),
        None => name.to_snake_case(),
    }
}

/// The same for a name of ASCII letters alone whose capitals each start a word, which most are.
fn lowered_camel(name: &str) -> Option<String> {
    let mut out = String::with_capacity(name.len() + 4);
    let mut last = b'A';
    for byte in name.bytes() {
        let starts = byte.is_ascii_uppercase();
        // `GitHub` and `GitLab` are one word.
        if !byte.is_ascii_alphabetic() || byte == b'G' || starts && last.is_ascii_uppercase() && !out.is_empty() {
            return None;
        }
        if starts && !out.is_empty() {
            out.push('_');
        }
        out.push(byte.to_ascii_lowercase().into());
        last = byte;
    }
    Some(out)
}

fn split(lowered: &str) -> impl Iterator<Item = &str> {
    lowered.split('_').filter(|word| !word.is_empty())
}

/// Whether the capitals alone may split the name wrongly: only where two of them meet, or in a compound without such a pair.
fn needs_folding(name: &str) -> bool {
    !name.is_ascii()
        || name.as_bytes().windows(2).any(|pair| pair[0].is_ascii_uppercase() && pair[1].is_ascii_uppercase())
        || name.contains("GitHub")
        || name.contains("GitLab")
}

/// Rewrites what the capitals alone would split wrongly: known compounds and plural acronyms become `Oauth`, `Urls`.
fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let compound = COMPOUNDS.iter().find(|compound| starts_word(rest, compound));
        if let Some(length) = compound.map(|compound| compound.len()).or_else(|| plural_acronym(rest)) {
            let mut letters = rest[..length].chars();
            out.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
            out.extend(letters.map(|letter| letter.to_ascii_lowercase()));
            rest = &rest[length..];
            continue;
        }
        // the rest of this word cannot start one
        let end = rest[first.len_utf8()..]
            .char_indices()
            .find(|&(at, letter)| {
                let before = rest[..first.len_utf8() + at].chars().next_back();
                letter.is_uppercase() && !before.is_some_and(char::is_uppercase) || before == Some('_')
            })
            .map_or(rest.len(), |(at, _)| first.len_utf8() + at);
        out.push_str(&rest[..end]);
        rest = &rest[end..];
    }
    out
}

/// Whether `text` starts with `word` and another word, a digit or nothing follows.
fn starts_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_lowercase))
}

/// The length of `URLs` at the start of `text`, if such a word stands there.
fn plural_acronym(text: &str) -> Option<usize> {
    let capitals = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = text[capitals..].strip_prefix('s')?;
    (capitals >= 2 && !rest.starts_with(char::is_lowercase)).then_some(capitals + 1)
}

/// `blog_post`. A name without words stays as it is.
pub fn snake(name: &str) -> String {
    joined(name, "_", |_, word, out| out.push_str(word))
}

/// `BLOG_POST`.
pub fn shouty(name: &str) -> String {
    joined(name, "_", |_, word, out| out.extend(word.chars().flat_map(char::to_uppercase)))
}

/// `blog-post`.
pub fn kebab(name: &str) -> String {
    joined(name, "-", |_, word, out| out.push_str(word))
}

/// `BlogPost`.
pub fn pascal(name: &str) -> String {
    joined(name, "", |_, word, out| push_capitalized(word, out))
}

/// `blogPost`.
pub fn camel(name: &str) -> String {
    joined(name, "", |index, word, out| if index == 0 { out.push_str(word) } else { push_capitalized(word, out) })
}

/// The name with its first letter in lower case and the rest untouched: `BlogPost` is `blogPost`, `AIResponse` `aIResponse`.
pub fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// The collection segment of a model (contract, section 1): plural kebab case, `AIResponse` is `ai-responses`.
pub fn collection_segment(model: &str) -> String {
    let mut words = words(model);
    match words.pop() {
        Some(last) => {
            words.push(plural(&last));
            words.join("-")
        }
        None => model.to_owned(),
    }
}

/// The words of a name, each as `write` writes it, with `separator` between them.
fn joined(name: &str, separator: &str, write: impl Fn(usize, &str, &mut String)) -> String {
    let mut out = String::with_capacity(name.len() + 8);
    for (index, word) in split(&lowered(name)).enumerate() {
        if index > 0 {
            out.push_str(separator);
        }
        write(index, word, &mut out);
    }
    if out.is_empty() { name.to_owned() } else { out }
}

fn push_capitalized(word: &str, out: &mut String) {
    let mut letters = word.chars();
    out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
    out.push_str(letters.as_str());
}

/// Words whose plural is the word itself; plurals that do not end in `s` are among them.
const UNCHANGED: [&str; 61] = [
    "advice",
    "aircraft",
    "alumni",
    "analytics",
    "baggage",
    "bison",
    "children",
    "corps",
    "criteria",
    "data",
    "deer",
    "dice",
    "equipment",
    "evidence",
    "feedback",
    "feet",
    "firmware",
    "fish",
    "furniture",
    "geese",
    "hardware",
    "headquarters",
    "indices",
    "information",
    "knowledge",
    "luggage",
    "mathematics",
    "matrices",
    "media",
    "men",
    "metadata",
    "mice",
    "middleware",
    "money",
    "moose",
    "music",
    "news",
    "offspring",
    "oxen",
    "people",
    "permafrost",
    "phenomena",
    "physics",
    "politics",
    "radii",
    "research",
    "rice",
    "salmon",
    "series",
    "sheep",
    "shrimp",
    "software",
    "species",
    "spacecraft",
    "staff",
    "swine",
    "teeth",
    "traffic",
    "vertices",
    "weather",
    "women",
];

/// Singular and plural, also at the end of longer words (`salesperson`, `stepchild`).
const IRREGULAR: [(&str, &str); 33] = [
    ("person", "people"),
    ("child", "children"),
    ("woman", "women"),
    ("alumnus", "alumni"),
    ("appendix", "appendices"),
    ("axis", "axes"),
    ("bacterium", "bacteria"),
    ("cactus", "cacti"),
    ("criterion", "criteria"),
    ("curriculum", "curricula"),
    ("datum", "data"),
    ("foot", "feet"),
    ("fungus", "fungi"),
    ("goose", "geese"),
    ("index", "indices"),
    ("knife", "knives"),
    ("leaf", "leaves"),
    ("life", "lives"),
    ("loaf", "loaves"),
    ("matrix", "matrices"),
    ("medium", "media"),
    ("mouse", "mice"),
    ("nucleus", "nuclei"),
    ("phenomenon", "phenomena"),
    ("quiz", "quizzes"),
    ("radius", "radii"),
    ("shelf", "shelves"),
    ("stimulus", "stimuli"),
    ("thief", "thieves"),
    ("tooth", "teeth"),
    ("vertex", "vertices"),
    ("wife", "wives"),
    ("wolf", "wolves"),
];

/// Irregular only as whole words: as an end they would catch `behalf`, `yourself` or `box`.
const IRREGULAR_WHOLE: [(&str, &str); 9] = [
    ("calf", "calves"),
    ("echo", "echoes"),
    ("elf", "elves"),
    ("half", "halves"),
    ("hero", "heroes"),
    ("man", "men"),
    ("ox", "oxen"),
    ("scarf", "scarves"),
    ("self", "selves"),
];

/// Words in `-o` and `-ch` that break the rule of their ending.
const O_WITH_ES: [&str; 6] = ["cargo", "embargo", "potato", "tomato", "torpedo", "veto"];
const CH_WITH_S: [&str; 6] = ["epoch", "loch", "monarch", "patriarch", "stomach", "tech"];
/// Words in `-s` that look like plurals and are not.
const SINGULAR_S: [&str; 11] =
    ["canvas", "chaos", "cosmos", "ethos", "gas", "kudos", "lens", "pancreas", "pathos", "rhinoceros", "summons"];
/// Plurals that end in `-us`, `-as` or `-is`.
const PLURAL_S: [&str; 14] = [
    "agendas",
    "areas",
    "cameras",
    "gurus",
    "ideas",
    "menus",
    "quotas",
    "replicas",
    "schemas",
    "skis",
    "taxis",
    "tofus",
    "thesauruses",
    "visas",
];

/// The English plural of a word in lower case. A word that is a plural already stays: `settings`, `people`.
///
/// ```
/// use ssot_build::text::naming::plural;
/// assert_eq!(plural("category"), "categories");
/// assert_eq!(plural("status"), "statuses");
/// ```
pub fn plural(word: &str) -> String {
    if UNCHANGED.contains(&word) {
        return word.to_owned();
    }
    if let Some((_, plural)) = IRREGULAR_WHOLE.iter().find(|(singular, _)| *singular == word) {
        return (*plural).to_owned();
    }
    if let Some((stem, plural)) = IRREGULAR.iter().find_map(|(one, many)| Some((word.strip_suffix(one)?, many))) {
        return [stem, plural].concat();
    }
    let man = word.strip_suffix("man").filter(|stem| MEN.contains(stem));
    match man {
        Some(stem) => [stem, "men"].concat(),
        None => regular_plural(word),
    }
}

/// Before `man` in words whose plural ends in `men`; `human`, `german`, `roman` and `talisman` are regular.
const MEN: [&str; 12] =
    ["business", "camera", "chair", "crafts", "crew", "doc", "fire", "fore", "journey", "police", "sales", "spokes"];

fn regular_plural(word: &str) -> String {
    if is_plural(word) {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("sis") {
        return [stem, "ses"].concat();
    }
    if let Some(stem) = word.strip_suffix('y').filter(|stem| ends_in_consonant(stem) || stem.ends_with("qu")) {
        return [stem, "ies"].concat();
    }
    let hissing = word.ends_with(['s', 'x', 'z']) || word.ends_with("sh");
    let church = word.ends_with("ch") && !CH_WITH_S.contains(&word);
    let ending = if hissing || church || O_WITH_ES.contains(&word) { "es" } else { "s" };
    [word, ending].concat()
}

fn is_plural(word: &str) -> bool {
    PLURAL_S.contains(&word)
        || word.ends_with('s')
            && !["ss", "us", "is", "as"].iter().any(|singular| word.ends_with(singular))
            && !SINGULAR_S.contains(&word)
            && word.len() > 2
}

fn ends_in_consonant(stem: &str) -> bool {
    stem.chars().next_back().is_some_and(|letter| letter.is_alphabetic() && !"aeiou".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ty8_collection_segments() {
        for (model, segment) in [
            ("Post", "posts"),
            ("AIResponse", "ai-responses"),
            ("OAuthToken", "oauth-tokens"),
            ("OAuth2Client", "oauth2-clients"),
            ("Category", "categories"),
            ("Person", "people"),
            ("SalesPerson", "sales-people"),
            ("Salesperson", "salespeople"),
            ("StepChild", "step-children"),
            ("OrderStatus", "order-statuses"),
            ("LoyaltyCard", "loyalty-cards"),
            ("CartItem", "cart-items"),
            ("StockLevel", "stock-levels"),
            ("Staff", "staff"),
            ("Series", "series"),
            ("News", "news"),
            ("MarketData", "market-data"),
            ("Settings", "settings"),
            ("User", "users"),
            ("user_profile", "user-profiles"),
            ("USER", "users"),
            ("APIKey", "api-keys"),
            ("HTTPServer2Foo", "http-server2-foos"),
            ("GraphQLQuery", "graphql-queries"),
            ("IPv4Address", "ipv4-addresses"),
            ("AllowedURLs", "allowed-urls"),
            ("DNSSetting", "dns-settings"),
            ("Address", "addresses"),
            ("Box", "boxes"),
            ("Company", "companies"),
            ("Day", "days"),
            ("Wish", "wishes"),
            ("Batch", "batches"),
            ("Index", "indices"),
            ("Analysis", "analyses"),
            ("Post2", "post2s"),
            ("A", "as"),
            ("__", "__"),
        ] {
            assert_eq!(collection_segment(model), segment, "{model}");
        }
    }

    #[test]
    fn the_short_ways_give_what_the_long_way_gives() {
        for name in [
            "id",
            "createdAt",
            "created_at",
            "URL",
            "userIDs",
            "iOSVersion",
            "onIOS",
            "MyGitHub",
            "GitLabs",
            "x2",
            "2fa",
            "A",
            "aB",
            "ABc",
            "__a__B",
            "größeX",
            "ÉtéLong",
            "a1B2",
            "Post",
            "HTTPServer",
            "NoSQLStore",
            "",
        ] {
            assert_eq!(lowered(name), fold(name).to_snake_case(), "{name}");
        }
    }

    #[test]
    fn plurals() {
        for (word, many) in [
            ("alias", "aliases"),
            ("basis", "bases"),
            ("bias", "biases"),
            ("bus", "buses"),
            ("business", "businesses"),
            ("campus", "campuses"),
            ("canvas", "canvases"),
            ("child", "children"),
            ("cookie", "cookies"),
            ("crisis", "crises"),
            ("datum", "data"),
            ("epoch", "epochs"),
            ("fireman", "firemen"),
            ("focus", "focuses"),
            ("gas", "gases"),
            ("half", "halves"),
            ("hero", "heroes"),
            ("human", "humans"),
            ("inventory", "inventories"),
            ("iris", "irises"),
            ("key", "keys"),
            ("knife", "knives"),
            ("lens", "lenses"),
            ("man", "men"),
            ("media", "media"),
            ("menu", "menus"),
            ("menus", "menus"),
            ("metadata", "metadata"),
            ("movie", "movies"),
            ("people", "people"),
            ("photo", "photos"),
            ("potato", "potatoes"),
            ("price", "prices"),
            ("process", "processes"),
            ("quiz", "quizzes"),
            ("reply", "replies"),
            ("roof", "roofs"),
            ("schema", "schemas"),
            ("soliloquy", "soliloquies"),
            ("species", "species"),
            ("status", "statuses"),
            ("stomach", "stomachs"),
            ("tax", "taxes"),
            ("toy", "toys"),
            ("video", "videos"),
            ("virus", "viruses"),
            ("woman", "women"),
            ("straße", "straßes"),
        ] {
            assert_eq!(plural(word), many, "{word}");
        }
    }

    #[test]
    fn cases_are_made_of_the_same_words() {
        for (name, snake_case, camel_case, pascal_case, shouty_case) in [
            ("blogPost", "blog_post", "blogPost", "BlogPost", "BLOG_POST"),
            ("AIResponse", "ai_response", "aiResponse", "AiResponse", "AI_RESPONSE"),
            ("userID", "user_id", "userId", "UserId", "USER_ID"),
            ("userIDs", "user_ids", "userIds", "UserIds", "USER_IDS"),
            ("myOAuthToken", "my_oauth_token", "myOauthToken", "MyOauthToken", "MY_OAUTH_TOKEN"),
            ("PUBLISHED", "published", "published", "Published", "PUBLISHED"),
            ("IN_PROGRESS", "in_progress", "inProgress", "InProgress", "IN_PROGRESS"),
            ("line1", "line1", "line1", "Line1", "LINE1"),
            ("line_1", "line_1", "line1", "Line1", "LINE_1"),
            ("_private", "private", "private", "Private", "PRIVATE"),
            ("iOSVersion", "ios_version", "iosVersion", "IosVersion", "IOS_VERSION"),
            ("_", "_", "_", "_", "_"),
            ("größe", "größe", "größe", "Größe", "GRÖSSE"),
        ] {
            assert_eq!(snake(name), snake_case);
            assert_eq!(camel(name), camel_case);
            assert_eq!(pascal(name), pascal_case);
            assert_eq!(shouty(name), shouty_case);
            if name != "_" {
                assert_eq!(kebab(name), snake_case.replace('_', "-"));
            }
        }
        assert_eq!(lower_first("AIResponse"), "aIResponse");
    }
}
