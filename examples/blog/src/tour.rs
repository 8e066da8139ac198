//! What the program says when it starts: requests to try, and users to watch the policies with.

use std::net::SocketAddr;
use std::time::Duration;

use ssot_server::auth::{Issuer, Principal};

/// Two users of `seed.sql`: their shell variables, keys and roles.
const USERS: [(&str, &str, &[&str]); 2] = [
    ("ANN", "01930000-0000-7000-8000-000000000001", &["admin"]),
    ("BRUNO", "01930000-0000-7000-8000-000000000002", &["author"]),
];

/// Requests that anybody may send.
const OPEN: [&str; 4] = [
    "'HERE/posts?where[published]=true&orderBy=-createdAt&take=5&include=author'",
    "'HERE/posts?where[title][icontains]=first&fields=title,slug&count=exact'",
    "HERE/posts/by/slug/sowing-tomatoes-indoors",
    "'HERE/posts/2?include=tags,comments.author'",
];

/// Who asks, what, and what comes of it.
const WATCHED: [(&str, &str, &str); 12] = [
    ("", "'HERE/posts?where[published]=false&count=exact&fields=title'", "200: no drafts for strangers"),
    ("BRUNO", "'HERE/posts?where[published]=false&count=exact&fields=title'", "200: his own two"),
    ("ANN", "'HERE/posts?where[published]=false&count=exact&fields=title'", "200: all four, as she is an admin"),
    ("BRUNO", "HERE/posts/34", "200: his draft"),
    ("BRUNO", "HERE/posts/35", "404: Chidi's draft is not there for him"),
    ("", "HERE/posts/34", "404: nor is his for strangers"),
    ("BRUNO", "-X PATCH JSON -d '{\"title\":\"Mine\"}' HERE/posts/1", "403: he sees Ann's post and may not change it"),
    ("", "-X PATCH JSON -d '{\"title\":\"Mine\"}' HERE/posts/1", "401: nor may strangers"),
    ("BRUNO", "-X PATCH JSON -d '{\"views\":1000}' HERE/posts/34", "200: his own he may"),
    ("BRUNO", "-X PATCH JSON -d '{\"role\":\"ADMIN\"}' HERE/users/ID", "403: nobody makes himself an admin"),
    ("BRUNO", "-X DELETE HERE/tags/1", "403: tags are the admins'"),
    ("ANN", "-X POST JSON -d '{\"name\":\"\"}' 'HERE/tags?dryRun=true'", "201: and this one is taken back at once"),
];

/// Prints requests that anybody may send.
pub(crate) fn open(address: SocketAddr) {
    for request in OPEN {
        println!("  curl -g {}", request.replace("HERE", &format!("http://{address}/api")));
    }
}

/// Prints tokens for two users, and what the policies of `schema.prisma` make of their requests.
pub(crate) fn users(address: SocketAddr, issuer: &Issuer) {
    println!("\nTwo of its users, for an hour. These lines are for a shell, and are printed in development only:\n");
    for (name, id, roles) in USERS {
        let roles = roles.iter().map(|&role| role.to_owned()).collect();
        let user = Principal { id: id.to_owned(), roles, ..Principal::default() };
        println!("  {name}='authorization: Bearer {}'", issuer.token(&user, Duration::from_secs(3600)));
    }
    println!("\nWhat the policies in examples/blog/schema.prisma make of them:\n");
    for (name, request, outcome) in WATCHED {
        let user = if name.is_empty() { String::new() } else { format!("-H \"${name}\" ") };
        let request = request
            .replace("HERE", &format!("http://{address}/api"))
            .replace("JSON", "-H 'content-type: application/json'")
            .replace("ID", USERS[1].1);
        println!("  curl -g {user}{request}  # {outcome}");
    }
}
