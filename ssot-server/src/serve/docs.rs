//! The OpenAPI document as a page for people (`/-/docs`): complete HTML without scripts, its style in a file of its own, so that
//! the strictest policy for content holds.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// How the page looks.
pub(super) const STYLE: &str = include_str!("docs/style.css");

/// The page.
pub(super) fn page(document: &Value) -> String {
    let title = text(&document["info"]["title"]);
    let mut html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"/-/docs/style.css\">\n</head>\n<body>\n<h1>{title}</h1>\n<p>{}</p>\n\
         <p><a href=\"/-/openapi.json\">OpenAPI 3.1</a></p>\n",
        text(&document["info"]["description"]),
    );
    let sections = sections(document);
    html.push_str("<nav>\n");
    for (tag, _) in &sections {
        let tag = escaped(tag);
        let _ = writeln!(html, "<a href=\"#{tag}\">{tag}</a>");
    }
    html.push_str("<a href=\"#schemas\">Schemas</a>\n</nav>\n");
    for (tag, operations) in &sections {
        let tag = escaped(tag);
        let _ = writeln!(html, "<h2 id=\"{tag}\">{tag}</h2>");
        for (path, method, operation) in operations {
            one(&mut html, document, path, method, operation);
        }
    }
    html.push_str("<h2 id=\"schemas\">Schemas</h2>\n");
    for (name, schema) in members(&document["components"]["schemas"]) {
        let _ =
            writeln!(html, "<details><summary><code>{}</code></summary>\n{}</details>", escaped(name), json(schema));
    }
    html.push_str("</body>\n</html>\n");
    html
}

type Operation<'d> = (&'d str, &'d str, &'d Value);

/// The operations of each tag, in the order of the document.
fn sections(document: &Value) -> Vec<(&str, Vec<Operation<'_>>)> {
    let mut sections: Vec<(&str, Vec<Operation<'_>>)> = Vec::new();
    for (path, item) in members(&document["paths"]) {
        for (method, operation) in members(item) {
            let tag = operation["tags"][0].as_str().unwrap_or("other");
            let found = sections.iter().position(|(known, _)| *known == tag);
            let place = found.unwrap_or_else(|| {
                sections.push((tag, Vec::new()));
                sections.len() - 1
            });
            sections[place].1.push((path, method, operation));
        }
    }
    sections
}

/// What stands behind a reference into the document; anything else is itself.
fn resolved<'d>(document: &'d Value, value: &'d Value) -> &'d Value {
    let pointer = value["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    pointer.and_then(|pointer| document.pointer(pointer)).unwrap_or(value)
}

fn one(html: &mut String, document: &Value, path: &str, method: &str, operation: &Value) {
    let _ = writeln!(
        html,
        "<details><summary><b>{}</b> <code>{}</code> {}</summary>",
        escaped(&method.to_uppercase()),
        escaped(path),
        text(&operation["summary"])
    );
    let parameters = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    if !parameters.is_empty() {
        html.push_str("<table>\n<tr><th>Parameter</th><th>In</th><th>Form</th><th></th></tr>\n");
        for parameter in parameters {
            row(html, resolved(document, parameter));
        }
        html.push_str("</table>\n");
    }
    for (kind, content) in members(&operation["requestBody"]["content"]) {
        let _ = writeln!(html, "<p>Body, <code>{}</code>:</p>\n{}", escaped(kind), json(&content["schema"]));
    }
    html.push_str("<table>\n<tr><th>Status</th><th></th><th>Body</th></tr>\n");
    for (status, response) in members(&operation["responses"]) {
        let response = resolved(document, response);
        let kind = members(&response["content"]).next().map_or("", |(kind, _)| kind);
        let description = text(&response["description"]);
        let _ = writeln!(
            html,
            "<tr><td>{}</td><td>{description}</td><td><code>{}</code></td></tr>",
            escaped(status),
            escaped(kind)
        );
    }
    html.push_str("</table>\n</details>\n");
}

fn row(html: &mut String, parameter: &Value) {
    let schema = &parameter["schema"];
    let form = if schema.is_null() { String::new() } else { escaped(&schema.to_string()) };
    let _ = writeln!(
        html,
        "<tr><td><code>{}</code></td><td>{}</td><td><code>{form}</code></td><td>{}</td></tr>",
        text(&parameter["name"]),
        text(&parameter["in"]),
        text(&parameter["description"])
    );
}

fn json(value: &Value) -> String {
    let pretty = serde_json::to_string_pretty(value).unwrap_or_default();
    format!("<pre>{}</pre>\n", escaped(&pretty))
}

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter).map(|(name, value)| (name.as_str(), value))
}

fn text(value: &Value) -> String {
    escaped(value.as_str().unwrap_or_default())
}

/// A text as HTML shows it, in attributes too.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_document_says_is_text_and_nothing_else() {
        let evil = "<script>alert('1')</script>\" onload=\"x";
        let document = json!({
            "info": {"title": evil, "description": evil},
            "paths": {evil: {"get": {
                "summary": evil, "tags": [evil], "responses": {"200": {"description": evil}},
                "parameters": [{"name": evil, "in": "query", "schema": {"enum": [evil]}, "description": evil}],
            }}},
            "components": {"schemas": {evil: {"enum": [evil]}}},
        });
        let page = page(&document);
        assert!(!page.contains("<script") && !page.contains("\" onload"), "{page}");
        assert!(page.contains("&lt;script&gt;alert(&#39;1&#39;)"));
    }

    #[test]
    fn what_operations_share_is_shown_where_it_is_used() {
        let document = json!({
            "paths": {"/a": {"get": {
                "parameters": [{"$ref": "#/components/parameters/again"}],
                "responses": {"409": {"$ref": "#/components/responses/busy"}},
            }}},
            "components": {
                "parameters": {"again": {"name": "Again", "in": "header", "schema": {"type": "string"}, "description": "Once more"}},
                "responses": {"busy": {"description": "Not now", "content": {"text/plain": {}}}},
            },
        });
        let page = page(&document);
        let parameter = "<td><code>Again</code></td><td>header</td><td><code>{&quot;type&quot;:&quot;string&quot;}</code></td><td>Once more</td>";
        let answer = "<td>409</td><td>Not now</td><td><code>text/plain</code></td>";
        assert!(page.contains(parameter) && page.contains(answer), "{page}");
    }
}
