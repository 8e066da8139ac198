//! What the pages about the languages show is so: their schemas are schemas, and their commands print what stands below them.
//!
//! A block ```` ```console ```` is run line by line in a folder of its own. A file that it reads and does not make with `cat` is the last block of
//! that language above it.

use std::collections::BTreeMap;
use std::fs;

use ssot_core::diagnostic::render_plain;
use ssot_core::source::SourceMap;
use ssot_core::{Options, compile};
use ssot_tests::command::Folder;
use ssot_tests::toolchain::workspace;

/// The languages of schemas.
const LANGUAGES: [&str; 3] = ["prisma", "ssot", "toml"];

/// Blocks that are pieces of a schema, by their page and first line.
const PIECES: [(&str, &str); 2] = [
    ("languages/expressions.md", "/// @@allow(\"read\", published || authorId == auth().id)"),
    ("languages/expressions.md", "@@allow(\"read\", comments.some(approved && authorId == this.authorId))"),
];

/// A fenced block of a page.
struct Block {
    /// The word behind the fence.
    language: String,
    /// The file that the line above it is about: `` and `common.ssot`: ``.
    file: Option<String>,
    text: String,
}

impl Block {
    fn is_schema(&self) -> bool {
        LANGUAGES.contains(&self.language.as_str())
    }
}

/// The pages, by their path below `docs`.
fn pages() -> BTreeMap<String, Vec<Block>> {
    let docs = workspace().join("docs");
    let names = fs::read_dir(docs.join("languages")).expect("a folder").flatten();
    let mut paths: Vec<String> =
        names.map(|entry| format!("languages/{}", entry.file_name().to_string_lossy())).collect();
    paths.push("format.md".to_owned());
    let page = |path: String| {
        let text = fs::read_to_string(docs.join(&path)).expect("a page");
        let blocks = blocks(&text);
        (path, blocks)
    };
    paths.into_iter().map(page).collect()
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    let mut above = "";
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, Some(language)) => {
                let file = above.strip_suffix("`:").and_then(|above| above.rsplit('`').next()).map(str::to_owned);
                open = Some(Block { language: language.to_owned(), file, text: String::new() });
            }
            (None, None) if !line.is_empty() => above = line,
            (None, None) => {}
        }
    }
    blocks
}

/// The files that the lines above some blocks name.
fn named(blocks: &[Block]) -> impl Iterator<Item = (&str, &str)> {
    blocks.iter().filter_map(|block| Some((block.file.as_deref()?, block.text.as_str())))
}

/// The errors of a schema, as plain text.
fn errors(block: &Block, page: &[Block]) -> String {
    let mut sources = SourceMap::new();
    sources.add(format!("schema.{}", block.language), block.text.clone());
    for (name, text) in named(page).filter(|(name, _)| block.text.contains(name)) {
        sources.add(name, text);
    }
    let compilation = compile(sources, &Options::default());
    if compilation.schema.is_ok() {
        String::new()
    } else {
        render_plain(&compilation.diagnostics, &compilation.sources)
    }
}

#[test]
fn every_schema_on_the_pages_is_one() {
    let mut count = 0;
    let mut pieces = Vec::new();
    for (path, blocks) in pages() {
        for (index, block) in blocks.iter().enumerate().filter(|(_, block)| block.is_schema() && block.file.is_none()) {
            count += 1;
            let first = block.text.lines().next().unwrap_or("");
            let shows_mistakes = blocks.get(index + 1).is_some_and(|next| next.language == "console");
            let errors = errors(block, &blocks);
            if PIECES.contains(&(path.as_str(), first)) {
                pieces.push(first.to_owned());
                assert!(!errors.is_empty(), "{path}: this is a whole schema:\n{}", block.text);
            } else if !shows_mistakes {
                assert!(errors.is_empty(), "{path}:\n{}\n{errors}", block.text);
            }
        }
    }
    assert!(count >= 12, "{count} schemas");
    assert_eq!(pieces.len(), PIECES.len(), "{pieces:?}");
}

/// The lines of a block: each command and what it prints.
fn commands(text: &str) -> Vec<(&str, String)> {
    let mut commands: Vec<(&str, String)> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix("$ "), commands.last_mut()) {
            (Some(command), _) => commands.push((command, String::new())),
            (None, Some((_, output))) => {
                output.push_str(line);
                output.push('\n');
            }
            (None, None) => panic!("no command stands above `{line}`"),
        }
    }
    commands
}

/// Runs a command of `ssot`; gives its exit code and all that it prints.
fn run(folder: &Folder, above: &[Block], command: &str) -> (i32, String) {
    let (command, input) = command.split_once(" < ").unwrap_or((command, ""));
    let arguments: Vec<&str> = command.split(' ').skip(1).collect();
    for path in arguments.iter().copied().chain([input]) {
        let Some((_, language)) = path.rsplit_once('.').filter(|(_, language)| LANGUAGES.contains(language)) else {
            continue;
        };
        if !folder.path().join(path).exists() {
            let block = above.iter().rev().find(|block| block.language == language && block.file.is_none());
            folder.write(path, &block.unwrap_or_else(|| panic!("nothing above is `{path}`")).text);
        }
    }
    for (name, text) in named(above) {
        folder.write(name, text);
    }
    let run = if input.is_empty() {
        folder.ssot(&arguments)
    } else {
        folder.ssot_reading(&arguments, folder.read(input).as_bytes())
    };
    (run.code(), [run.out(), run.err()].concat())
}

#[test]
fn commands_print_what_the_pages_show() {
    let mut count = 0;
    for (path, blocks) in pages() {
        for (index, block) in blocks.iter().enumerate().filter(|(_, block)| block.language == "console") {
            let folder = Folder::new(&format!("pages {} {index}", path.replace('/', " ")));
            let mut last = 0;
            for (command, expected) in commands(&block.text) {
                let printed = match command.split_once(' ') {
                    Some(("cat", file)) if !folder.path().join(file).exists() => {
                        folder.write(file, &expected);
                        continue;
                    }
                    Some(("cat", file)) => folder.read(file),
                    Some(("echo", "$?")) => format!("{last}\n"),
                    Some(("ssot", _)) => {
                        let (code, printed) = run(&folder, &blocks[..index], command);
                        last = code;
                        printed
                    }
                    // What the workspace's own tools print is said by their tests.
                    _ if command.starts_with("cargo ") && expected.is_empty() => continue,
                    _ => panic!("{path}: nobody runs `{command}`"),
                };
                count += 1;
                assert_eq!(printed.trim_end(), expected.trim_end(), "{path}: $ {command}\nprints\n{printed}");
            }
        }
    }
    assert!(count >= 9, "{count} commands");
}

#[test]
fn the_first_schema_of_ssot_becomes_what_its_page_shows() {
    let pages = pages();
    let blocks = &pages["languages/ssot.md"];
    let folder = Folder::new("pages generated");
    folder.write("shop.ssot", &blocks[0].text);
    named(blocks).for_each(|(name, text)| folder.write(name, text));
    for target in ["sql", "typescript"] {
        folder.ssot(&["generate", "--schema", "shop.ssot", "--target", target, "--out", "gen"]).expect(0);
    }
    for (language, file) in [("sql", "gen/sql/schema.sql"), ("ts", "gen/typescript/schemas/product.ts")] {
        let block = blocks.iter().find(|block| block.language == language).expect("the page shows it");
        let written = folder.read(file);
        for part in block.text.split("\n\n") {
            assert!(written.contains(part.trim_end()), "{file} has no\n{part}\n{written}");
        }
    }
}
