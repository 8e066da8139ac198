//! What the formatter does, and what it promises about any text.

use super::format;

/// Asserts what a text becomes, and that it stays so.
#[track_caller]
fn becomes(text: &str, expected: &str) {
    let formatted = format(text);
    assert_eq!(formatted, expected, "\n{formatted}");
    assert_eq!(format(&formatted), formatted, "not stable");
}

/// Asserts that a text stays as it is.
#[track_caller]
fn stays(text: &str) {
    becomes(text, text);
}

#[test]
fn columns_of_a_group_are_aligned_in_characters() {
    becomes(
        "model   A{\n\n a Int @id\n größe   String?\t@map( \"x\" )   // why\n\n\n longer DateTime @default( now( ) ) @updatedAt\n}",
        "model A {\n  a     Int     @id\n  größe String? @map(\"x\") // why\n\n  longer DateTime @default(now()) @updatedAt\n}\n",
    );
}

#[test]
fn attributes_are_sorted_and_those_of_the_block_move_to_its_end() {
    becomes(
        "model A {\n  @@map(\"x\")\n  id Int @map(\"i\") @db.Oid @default(1) @id\n\n  // for the index\n  @@index( [ id , b( sort :Desc ) ] , )\n  b Int\n}\n",
        "model A {\n  id Int @id @default(1) @map(\"i\") @db.Oid\n  b  Int\n\n  // for the index\n  @@index([id, b(sort: Desc)])\n  @@map(\"x\")\n}\n",
    );
}

#[test]
fn a_directive_above_a_block_attribute_still_meets_its_field() {
    becomes(
        "model A {\n  id Int @id\n  // of the index\n  /// @hidden\n  @@index([b])\n  b Int\n}\n",
        "model A {\n  id Int @id\n  /// @hidden\n  b  Int\n\n  // of the index\n  @@index([b])\n}\n",
    );
    stays("model A {\n  id Int @id\n\n  /// @@deny(\"update\", true)\n  @@index([id])\n}\n");
}

#[test]
fn nothing_is_lost_behind_braces() {
    becomes(
        "model A { // first\n  id Int @id\n} // last\nmodel B {\n}\n",
        "model A {\n  // first\n  id Int @id\n}\n\n// last\nmodel B {\n}\n",
    );
    stays("model A { ignored by Prisma\n  id Int @id\n}\n");
    stays("model A { /// documents nothing\n  id Int @id\n}\n");
}

#[test]
fn a_block_of_one_line_gets_lines() {
    becomes("model A { id Int   @id }\nmodel B {}", "model A {\n  id Int @id\n}\n\nmodel B {\n}\n");
}

#[test]
fn what_cannot_be_read_is_only_indented() {
    becomes(
        "model A {\n      id Int @id\n     ?? what   ever\n   b   Int = 1   // c\n   @unique\n c Int @x( [a )\n}\n  import   x\n",
        "model A {\n  id Int @id\n  ?? what   ever\n  b   Int = 1   // c\n  @unique\n  c Int @x( [a )\n}\n\nimport   x\n",
    );
}

#[test]
fn unknown_blocks_keep_their_lines() {
    becomes(
        "saga publish {\n\n input {\n   id   Int // c\n}\n\n\n steps [\n a,\n  b(\n 1)\n ]\n\n}\nmodel A {\n}",
        "saga publish {\n  input {\n    id   Int // c\n  }\n\n  steps [\n    a,\n    b(\n      1)\n  ]\n}\n\nmodel A {\n}\n",
    );
}

#[test]
fn attributes_may_go_over_several_lines() {
    becomes(
        "model A with Stamps,Other {\nid Int @id\n@@allow(\"read\" ,\n\n  a == b && (c\n || d),   // why\n)\n b Int   @default(\n1\n)   @unique\n}\n",
        "model A with Stamps, Other {\n  id Int @id\n  b  Int @unique @default(\n    1\n  )\n\n  @@allow(\"read\",\n    a == b && (c\n      || d), // why\n  )\n}\n",
    );
}

#[test]
fn operators_stand_apart() {
    becomes(
        "model A {\n  id Int @id\n  @@allow( \"read\",a==b&&!( c||d.e( x ) )||-1<n-2*- m ,)\n  @@deny(\"all\", x in[A,B] and y not in z or(q is  null))\n}\n",
        "model A {\n  id Int @id\n\n  @@allow(\"read\", a == b && !(c || d.e(x)) || -1 < n - 2 * -m)\n  @@deny(\"all\", x in [A, B] and y not in z or (q is null))\n}\n",
    );
    stays("model A {\n  id Int @id\n\n  @@allow(\"read\",\n    a == b\n    || c,\n  )\n}\n");
}

#[test]
fn rules_stand_behind_what_is_given() {
    let text = "action a(b:String@length( max : 3,min:1 )@email,\n c : Int  @min( -1 )@max(5),\n/// Why.\nd: Slug\n) on B {\nset c=c\n}\nevent E {\na String @length(max:3)\nlonger Int\n}\n";
    let formatted = "action a(b: String @length(max: 3, min: 1) @email,\n  c: Int @min(-1) @max(5),\n  /// Why.\n  d: Slug\n) on B {\n  set c = c\n}\n\nevent E {\n  a      String @length(max: 3)\n  longer Int\n}\n";
    assert_eq!(format(text), formatted);
    assert_eq!(format(formatted), formatted);
}

#[test]
fn the_body_stands_below_its_action_wherever_the_parameters_end() {
    let body = "  if c > 1 {\n    delete\n  }\n  set c = c\n}\n";
    stays(&format!("action a(b: String,\n  c: Int) on B {{\n{body}"));
    stays(&format!("action a(b: String,\n  c: Int\n) on B {{\n{body}"));
    stays(&format!("action a(\n  b: String @length(max: 3,\n    min: 1), c: Int) on B {{\n{body}"));
    becomes(
        "action a(b: Int,\nc: Int) on B {\ncreate C { d: f(\nb), e: g(\nc) }\nif f(b,\nc) {\ndelete\n}\n}\n",
        "action a(b: Int,\n  c: Int) on B {\n  create C { d: f(\n    b), e: g(\n    c) }\n  if f(b,\n    c) {\n    delete\n  }\n}\n",
    );
}

#[test]
fn actions_are_laid_out_step_by_step() {
    becomes(
        "import   \"a.ssot\" // why\n/// Makes it public.\naction publish(reason:String?,tags : String[])on Post{\n\nrequire status==DRAFT else \"no\"\n\n\n  // once\n set status=PUBLISHED\n  if reason!=null {\n  create Note {\n postId:id\n      text: reason,\n}\n} else if urgent{\ndelete\nreturn}\n  emit Published{postId:id,reason: reason}\n  set n=\n a\n + b // c \n\n} // end \nevent Published{\npostId Int\nreason   String?\n}",
        "import \"a.ssot\" // why\n/// Makes it public.\naction publish(reason: String?, tags: String[]) on Post {\n  require status == DRAFT else \"no\"\n\n  // once\n  set status = PUBLISHED\n  if reason != null {\n    create Note {\n      postId: id\n      text: reason,\n    }\n  } else if urgent {\n    delete\n    return }\n  emit Published { postId: id, reason: reason }\n  set n =\n    a\n    + b // c \n} // end \n\nevent Published {\n  postId Int\n  reason String?\n}\n",
    );
    becomes("import \"a\"\nimport \"b\"\nmodel A {\n}\n", "import \"a\"\nimport \"b\"\n\nmodel A {\n}\n");
}

#[test]
fn a_block_without_end_ends_at_the_next() {
    becomes(
        "model A {\n id   Int @id\n\n/// of B\nmodel B {\n x Int\n}",
        "model A {\n  id Int @id\n\n/// of B\nmodel B {\n  x Int\n}\n",
    );
}

#[test]
fn comments_of_several_lines_are_written_one_way() {
    becomes(
        "/* a */ model A {\n  /*  one\n\n     * two\n  three */\n  id Int /* x */\n}\n",
        "/**\n * a\n */\nmodel A {\n  /**\n   * one\n   * two\n   * three\n   */\n  id Int /* x */\n}\n",
    );
}

#[test]
fn old_spellings_are_replaced() {
    becomes(
        "model A {\n  a: Int!\n  b: [Int]\n  c Int ?\n  d Int [ ]\n}\nmodelB {\n}\n",
        "model A {\n  a Int\n  b Int[]\n  c Int?\n  d Int[]\n}\n\nmodel B {\n}\n",
    );
}

#[test]
fn an_old_list_with_arguments_is_no_field_however_it_is_spelled() {
    becomes(
        "model A {\n  id:   Int! @id\n  tags  [Int](\"x\")\n}\n",
        "model A {\n  id Int @id\n  tags  [Int](\"x\")\n}\n",
    );
    becomes(
        "model A {\n  id   Int @id\n  tags  Int[](\"x\")\n}\n",
        "model A {\n  id Int @id\n  tags  Int[](\"x\")\n}\n",
    );
}

#[test]
fn settings_are_aligned_too() {
    becomes(
        "generator g{\nprovider=\"x\"\n\n\nextra =   { a:1 ,b : [ 1,2 , ] }// c\n previewFeatures=[]\nbroken = [\n}\n",
        "generator g {\n  provider = \"x\"\n\n  extra           = { a: 1, b: [1, 2] } // c\n  previewFeatures = []\n  broken = [\n}\n",
    );
}

#[test]
fn a_comment_without_end_stays_last() {
    becomes(
        "model A {\n  @@map(\"a\")\n  id   Int /* and so on\n  b Int\n}\n\n",
        "model A {\n  id Int\n\n  @@map(\"a\")\n/* and so on\n  b Int\n}\n",
    );
}

#[test]
fn line_ends_and_marks_are_the_same_everywhere() {
    becomes(
        "\u{feff}\r\n\r\nmodel A {\r  id Int\r\n\t/* a\r\n b */\r\n b Int /* c\r\n*/}\r\n",
        "model A {\n  id Int\n  /**\n   * a\n   * b\n   */\n  b  Int /* c\n*/\n}\n",
    );
    becomes("", "\n");
    becomes(" \n\n", "\n");
}

mod properties {
    use proptest::prelude::*;

    use super::super::super::lexer::lex;
    use super::super::super::token::Kind;
    use super::format;

    /// Everything in a text that is no blank, no comma, and no mark that the formatter may write or leave out, sorted.
    fn characters(text: &str) -> String {
        let is_kept = |c: &char| !(c.is_whitespace() || matches!(c, ',' | ':' | '!' | '*' | '\u{feff}'));
        let mut list: Vec<char> = text.chars().filter(is_kept).collect();
        list.sort_unstable();
        list.into_iter().collect()
    }

    /// The strings and the comments of one line, sorted.
    fn texts(text: &str) -> Vec<&str> {
        let tokens = lex(text, 0);
        let mut list: Vec<&str> = tokens
            .windows(2)
            .filter(|pair| matches!(pair[0].kind, Kind::String | Kind::Comment | Kind::DocComment))
            .map(|pair| &text[pair[0].start as usize..pair[1].start as usize])
            .collect();
        list.sort_unstable();
        list
    }

    fn holds(text: &str) {
        let once = format(text);
        assert_eq!(characters(text), characters(&once), "something was lost or made of {text:?}: {once:?}");
        assert_eq!(texts(text), texts(&once), "a string or a comment changed: {text:?}");
        assert_eq!(format(&once), once, "not stable: {text:?}");
        assert!(once.ends_with('\n') && !once.ends_with("\n\n"), "{once:?}");
        assert!(!once.contains('\r'), "{once:?}");
    }

    const PIECES: [&str; 62] = [
        "action a on B {\n",
        "action a(b: Int) on B {\n",
        "import \"x\"\n",
        "@@allow(\"read\", ",
        "-",
        "&&",
        "!",
        "==",
        "if ",
        "a-b",
        "model ",
        "A ",
        "{",
        "}",
        "\n",
        "\n",
        "\r\n",
        "\r",
        " ",
        "\t",
        "enum ",
        "type ",
        "datasource db {\n",
        "generator ",
        "action ",
        "with ",
        "@",
        "@@",
        "id",
        "Int",
        "?",
        "[]",
        "(",
        ")",
        "[",
        "]",
        ",",
        ":",
        "=",
        ".",
        "\"",
        "\"x\"",
        "'",
        "\\",
        "//",
        "// c\n",
        "/// @hidden\n",
        "/// @@deny(\"read\", true)\n",
        "/* ",
        " */",
        "/* b */",
        "/*\n * c\n */",
        "!",
        "1",
        "-1.5",
        "#",
        "|",
        "é",
        "\u{200b}",
        "\u{feff}",
        "\n  a Int @x(\n",
        "\n  @@index([a])\n",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_laid_out_without_loss(text in any::<String>()) {
            holds(&text);
        }

        #[test]
        fn any_pieces_are_laid_out_without_loss(pieces in prop::collection::vec(prop::sample::select(PIECES.as_slice()), 0..60)) {
            holds(&pieces.concat());
        }
    }
}
