//! What the program says when it starts: two tenants, and requests that show what each sees.

use std::net::SocketAddr;
use std::time::Duration;

use ssot_server::auth::{Issuer, Principal};

/// People of `seed.sql`: their shell variables, keys, roles and tenants.
const PEOPLE: [(&str, &str, &[&str], Option<&str>); 3] = [
    ("NORTH", "nils", &["staff"], Some("0a000000-0000-4000-8000-000000000001")),
    ("SOUTH", "sara", &["staff"], Some("0a000000-0000-4000-8000-000000000002")),
    ("OPERATOR", "olga", &["operator"], None),
];

/// Who asks, what, and what comes of it.
const WATCHED: [(&str, &str, &str); 13] = [
    ("", "HERE/products", "401: nobody sees anything without a tenant"),
    ("NORTH", "'HERE/products?fields=name,price&count=exact'", "200: two lamps"),
    ("SOUTH", "'HERE/products?fields=name,price&count=exact&orderBy=-createdAt&include=brand,tags'", "200: three teas"),
    ("NORTH", "HERE/products/0c000000-0000-4000-8000-000000000003", "404: a tea of South"),
    ("SOUTH", "HERE/products/0c000000-0000-4000-8000-000000000003", "200: the same tea"),
    ("NORTH", "'HERE/tenants?include=products,customers'", "200: itself, and what it has"),
    ("NORTH", "'HERE/order-lines?include=variant.product'", "200: a line of its own order"),
    (
        "NORTH",
        "-X PATCH JSON -d '{\"price\":\"0.01\"}' HERE/products/0c000000-0000-4000-8000-000000000003",
        "404: not its price",
    ),
    (
        "NORTH",
        "-X POST JSON -d '{\"sku\":\"L-3\",\"name\":\"Lantern\",\"price\":\"19.90\"}' HERE/products",
        "201: its tenant is set, not sent",
    ),
    (
        "NORTH",
        "-X POST JSON -d '{\"tenantId\":\"0a000000-0000-4000-8000-000000000002\",\"sku\":\"L-4\",\"name\":\"X\",\"price\":\"1\"}' HERE/products",
        "422: nobody sends one",
    ),
    (
        "NORTH",
        "-X POST JSON -d '{\"productId\":\"0c000000-0000-4000-8000-000000000003\",\"name\":\"X\"}' HERE/product-variants",
        "409: for it there is no such product",
    ),
    ("NORTH", "-X POST JSON -d '{\"name\":\"West\"}' HERE/tenants", "403: tenants are the operator's"),
    ("OPERATOR", "-X POST JSON -d '{\"name\":\"West Hats\"}' 'HERE/tenants?dryRun=true'", "201: taken back at once"),
];

/// Prints tokens for people of two tenants, and what the policies of `schema.prisma` make of their requests.
pub(crate) fn people(address: SocketAddr, issuer: &Issuer) {
    println!("People of two tenants, for an hour. These lines are for a shell, and are printed in development only:\n");
    for (name, id, roles, tenant) in PEOPLE {
        let roles = roles.iter().map(|&role| role.to_owned()).collect();
        let tenant = tenant.map(str::to_owned);
        let person = Principal { id: id.to_owned(), roles, tenant, ..Principal::default() };
        println!("  {name}='authorization: Bearer {}'", issuer.token(&person, Duration::from_secs(3600)));
    }
    println!("\nWhat the policies and tenants in examples/shop/schema.prisma make of them:\n");
    for (name, request, outcome) in WATCHED {
        let person = if name.is_empty() { String::new() } else { format!("-H \"${name}\" ") };
        let request = request
            .replace("HERE", &format!("http://{address}/api"))
            .replace("JSON", "-H 'content-type: application/json'");
        println!("  curl -g {person}{request}  # {outcome}");
    }
}
