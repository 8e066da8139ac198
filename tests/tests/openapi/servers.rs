//! The servers whose documents are looked at: one for every schema that has one.

use std::net::SocketAddr;

use ssot_server::auth::AnyOf;
use ssot_server::resource::Resource;
use ssot_server::{Access, Api, Server, bind};
use tokio::runtime::Runtime;

/// A server that answers.
#[derive(Debug)]
pub(crate) struct Served {
    pub(crate) name: &'static str,
    /// The path of its schema in the repository.
    pub(crate) schema: &'static str,
    pub(crate) address: SocketAddr,
    pub(crate) resources: &'static [&'static Resource],
}

/// Starts all of them, the shop's tables on a database without rows: no document asks it anything.
pub(crate) fn servers(runtime: &Runtime) -> Vec<Served> {
    runtime.block_on(async {
        let blog = blog::open(blog::Storage::Temporary).await.unwrap();
        let press = press::open(press::Storage::Temporary).await.unwrap();
        let club = club::open(None).await.unwrap();
        let depot = depot::open(None).await.unwrap();
        let shop = Api::new(press.clone(), shop::api::RESOURCES).title("Shop");
        vec![
            serve("examples/blog/schema.prisma", blog::app(blog, AnyOf::new()), blog::api::RESOURCES).await,
            serve("tests/press/schema.prisma", press::app(press, Access::Public), press::api::RESOURCES).await,
            serve("tests/club/schema.ssot", club::app(club), club::api::RESOURCES).await,
            serve("tests/depot/schema.prisma", depot::app(depot).metrics(true), depot::api::RESOURCES).await,
            serve("examples/shop/schema.prisma", Server::new(shop), shop::api::RESOURCES).await,
        ]
    })
}

pub(crate) async fn serve(schema: &'static str, server: Server, resources: &'static [&'static Resource]) -> Served {
    let listener = bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(server.serve(listener));
    let name = schema.rsplit('/').nth(1).unwrap();
    Served { name, schema, address, resources }
}
