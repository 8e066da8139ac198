//! Generated rows, read and written by a program: the blog on both engines, the shop on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

use std::collections::BTreeSet;

use press::api::enums::{PostStatus, Role};
use press::api::{
    Category, CategoryRepository, Comment, CommentRepository, MembershipRepository, Post, PostCreate, PostRepository,
    PostUpdate, TagRepository, User, UserCreate, UserRepository,
};
use ssot_server::Database;
use ssot_server::model::{Error, Patch};
use ssot_server::problem::Code;
use ssot_tests::toolchain::Postgres;

/// An empty database of its own on the throwaway PostgreSQL.
fn postgres_url() -> Option<String> {
    Some(Postgres::shared()?.database())
}

/// The seeded blog on both engines.
async fn blogs() -> Vec<Database> {
    let mut blogs = vec![press::open(press::Storage::Temporary).await.unwrap()];
    if let Some(url) = postgres_url() {
        blogs.push(press::open(press::Storage::Postgres(url)).await.unwrap());
    }
    blogs
}

fn code(error: Error) -> Code {
    match error {
        Error::Refused(problem) => problem.code,
        error => panic!("{error}"),
    }
}

#[tokio::test]
async fn tst3_every_type_of_the_blog_arrives_typed() {
    for database in blogs().await {
        let users = UserRepository::new(database.clone());
        let ann = users.by(User::BY_EMAIL, "ann@example.com").await.unwrap().unwrap();
        assert_eq!(ann.role, Role::Admin);
        assert_eq!(ann.balance.to_string(), "12.5");
        assert_eq!(ann.bytes_read, 9_007_199_254_740_993);
        assert_eq!(ann.settings, Some(serde_json::json!({"theme": "dark", "digest": true})));
        assert_eq!(*ann.password_hash, "!");
        assert_eq!(ann.created_at.to_rfc3339(), "2025-01-06T08:30:00+00:00");
        let avatar = Some(vec![0, 159, 255].into());
        let new = UserCreate { avatar, ..UserCreate::new("z@example.com".into(), "Zoë".into(), "!".into()) };
        let zoe = users.create(new).await.unwrap();
        assert_eq!(zoe.avatar.as_deref(), Some(&[0, 159, 255][..]));
        assert_eq!((zoe.role, zoe.bytes_read, zoe.id.len()), (Role::Reader, 0, 36));
        assert_eq!(users.get(zoe.id.clone()).await.unwrap(), Some(zoe));
        database.close().await;
    }
}

#[tokio::test]
async fn conditions_reach_over_relations() {
    for database in blogs().await {
        let posts = PostRepository::new(database.clone());
        let by_bruno = Post::AUTHOR.is(User::NAME.starts_with("Bruno"));
        let some = posts.list().filter(by_bruno.clone() & Post::PUBLISHED.eq(true)).take(1000).await.unwrap();
        assert!(!some.is_empty());
        assert!(some.iter().all(|post| post.author_id.ends_with('2') && post.status == PostStatus::Published));
        let others = posts.count(!by_bruno.clone()).await.unwrap();
        assert_eq!(others + posts.count(by_bruno).await.unwrap(), 36);

        let slow = Post::TAGS.some(press::api::Tag::NAME.eq("slow"));
        let slow_bread = slow & Post::CATEGORY.is(Category::NAME.is_in(["Bread"]));
        let list = posts.list().filter(slow_bread).order(Post::VIEWS.desc()).await.unwrap();
        let views: Vec<i32> = list.iter().map(|post| post.views).collect();
        assert!(list.len() > 1 && views.is_sorted_by(|a, b| a >= b), "{views:?}");

        let categories = CategoryRepository::new(database.clone());
        let roots = categories.list().filter(Category::PARENT.is_null(true)).await.unwrap();
        assert_eq!(roots.len(), 3);
        let silent = Post::COMMENTS.none(Comment::APPROVED.eq(true));
        let silent: BTreeSet<i32> =
            posts.list().filter(silent).take(1000).await.unwrap().iter().map(|post| post.id).collect();
        let comments = CommentRepository::new(database.clone());
        let heard = comments.list().filter(Comment::APPROVED.eq(true)).take(1000).await.unwrap();
        assert!(heard.iter().all(|comment| !silent.contains(&comment.post_id)));
        database.close().await;
    }
}

#[tokio::test]
async fn api7_updates_touch_what_is_given() {
    for database in blogs().await {
        let posts = PostRepository::new(database.clone());
        let before = posts.get(1).await.unwrap().unwrap();
        assert!(before.rating.is_some() && before.category_id.is_some());
        let change = PostUpdate { rating: Patch::Null, title: Some("Sowing".to_owned()), ..PostUpdate::default() };
        let after = posts.update(1, change).await.unwrap().unwrap();
        assert!(after.updated_at > before.updated_at);
        let expected = Post { rating: None, title: "Sowing".to_owned(), updated_at: after.updated_at, ..before };
        assert_eq!(after, expected);
        let move_away = PostUpdate { category_id: 2.into(), ..PostUpdate::default() };
        assert_eq!(posts.update(1, move_away).await.unwrap().unwrap().category_id, Some(2));
        database.close().await;
    }
}

#[tokio::test]
async fn rows_are_linked_and_unlinked() {
    for database in blogs().await {
        let posts = PostRepository::new(database.clone());
        let tags = TagRepository::new(database.clone());
        let with_tag = |tag: i32| Post::TAGS.some(press::api::Tag::ID.eq(tag)) & Post::ID.eq(36);
        assert!(tags.get(1).await.unwrap().is_some());
        for expected in [1, 1] {
            assert!(posts.link(36, Post::TAGS, 1).await.unwrap());
            assert_eq!(posts.count(with_tag(1)).await.unwrap(), expected);
        }
        assert!(posts.unlink(36, Post::TAGS, 1).await.unwrap());
        assert_eq!(posts.count(with_tag(1)).await.unwrap(), 0);
        assert!(!posts.link(36, Post::TAGS, 9_999).await.unwrap());
        database.close().await;
    }
}

#[tokio::test]
async fn api8_refusals_are_typed() {
    for database in blogs().await {
        let posts = PostRepository::new(database.clone());
        let author = posts.get(1).await.unwrap().unwrap().author_id;
        let new = |slug: &str, author: &str| {
            PostCreate::new(slug.to_owned(), "title".to_owned(), "content".to_owned(), author.to_owned())
        };
        let taken = posts.create(new("sowing-tomatoes-indoors", &author)).await.unwrap_err();
        assert_eq!(code(taken), Code::UniqueViolation);
        assert_eq!(code(posts.create(new("x", "nobody")).await.unwrap_err()), Code::ForeignKeyViolation);
        let categories = CategoryRepository::new(database.clone());
        assert_eq!(code(categories.delete(1).await.unwrap_err()), Code::Restricted);
        let memberships = MembershipRepository::new(database.clone());
        let all = memberships.list().await.unwrap();
        let key = (all[0].user_id.clone(), all[0].magazine_id.clone());
        assert_eq!(memberships.get(key.clone()).await.unwrap().as_ref(), Some(&all[0]));
        assert!(memberships.delete(key.clone()).await.unwrap());
        assert!(!memberships.delete(key).await.unwrap());
        database.close().await;
    }
}

#[tokio::test]
async fn ty4_every_type_of_the_shop_is_stored_and_read_back() {
    use shop::api::enums::PaymentMethod;
    use shop::api::{
        CustomerCreate, CustomerRepository, OrderCreate, OrderRepository, Payment, PaymentCreate, PaymentRepository,
        Product, ProductCreate, ProductRepository, TenantCreate, TenantRepository,
    };
    let Some(url) = postgres_url() else { return };
    let database = shop::open(shop::Storage::Postgres(url)).await.unwrap();
    let tenant = TenantRepository::new(database.clone()).create(TenantCreate::new("Acme".into())).await.unwrap();
    assert_eq!(tenant.plan, "free");

    let products = ProductRepository::new(database.clone());
    let new = ProductCreate {
        images: Some(vec!["a.png".into(), "b \"c\".png".into()]),
        attributes: Some(serde_json::json!({"colour": ["red", null]})),
        ..ProductCreate::new(tenant.id, "SKU-1".into(), "Lamp".into(), "19.90".parse().unwrap())
    };
    let lamp = products.create(new).await.unwrap();
    assert_eq!((lamp.price.to_string(), lamp.images.len(), lamp.deleted_at), ("19.9".to_owned(), 2, None));
    let found = products
        .list()
        .filter(Product::IMAGES.has("a.png") & Product::PRICE.lt("20".parse::<ssot_server::model::Decimal>().unwrap()))
        .await;
    assert_eq!(found.unwrap(), [lamp]);
    let too_fine = ProductCreate::new(tenant.id, "SKU-2".into(), "Lamp".into(), "1.999".parse().unwrap());
    assert_eq!(code(products.create(too_fine).await.unwrap_err()), Code::Validation);

    let new = CustomerCreate {
        birthday: "1990-02-28".parse().ok(),
        ..CustomerCreate::new(tenant.id, "c@example.com".into(), "Cleo".into(), "Ng".into())
    };
    let cleo = CustomerRepository::new(database.clone()).create(new).await.unwrap();
    assert_eq!(cleo.birthday.map(|date| date.to_string()).as_deref(), Some("1990-02-28"));
    assert_eq!(cleo.preferences, serde_json::json!({}));

    let order = OrderRepository::new(database.clone()).create(OrderCreate::new(tenant.id, 7, cleo.id)).await.unwrap();
    let payments = PaymentRepository::new(database.clone());
    let payment = PaymentCreate::new(order.id, PaymentMethod::BankTransfer, "5".parse().unwrap());
    let payment = payments.create(payment).await.unwrap();
    assert_eq!(payment.method, PaymentMethod::BankTransfer);
    assert_eq!(payments.count(Payment::METHOD.eq(PaymentMethod::BankTransfer)).await.unwrap(), 1);
    database.close().await;
}
