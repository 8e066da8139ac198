//! Row-level security of PostgreSQL, made of the shop's policies and tenants: what plain SQL sees and may do as the application's role.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;

use ssot_db::{Context, Database, Error, ErrorKind, PostgresConfig, Row, Sink, Statement, Value};
use ssot_tests::toolchain::Postgres;
use tokio::runtime::Runtime;

/// A shop with two tenants, whose database asks itself who may do what.
struct Shop {
    postgres: &'static Postgres,
    /// As the owner of the tables, who is no superuser.
    owner: String,
    /// As the application.
    application: String,
    tenants: [String; 2],
}

impl Shop {
    /// `None` where there is no PostgreSQL.
    fn open() -> Option<Self> {
        let postgres = Postgres::shared()?;
        let owner = postgres.owned_database("shop_owner");
        Runtime::new().unwrap().block_on(async {
            let database = shop::open_with_tenants(shop::Storage::Postgres(owner.clone())).await.unwrap();
            shop::secure(&database).await.unwrap();
            // It is run again after every change.
            shop::secure(&database).await.unwrap();
            database.close().await;
        });
        let application = postgres.database_as(shop::ROLE, &owner);
        let ids = postgres.psql_in(&name(&owner), r#"select id from "Tenant" order by id"#);
        let mut ids = ids.lines().map(str::to_owned);
        let tenants = [ids.next().unwrap(), ids.next().unwrap()];
        Some(Self { postgres, owner, application, tenants })
    }

    /// What plain SQL gives as a superuser, whom nobody asks.
    fn all(&self, sql: &str) -> String {
        self.postgres.psql_in(&name(&self.owner), sql).trim().to_owned()
    }

    /// What plain SQL gives as the application on behalf of somebody of a tenant, in one transaction.
    fn of(&self, tenant: usize, sql: &str) -> String {
        let said = format!(r#"{{"id":"a","tenant":"{}"}}"#, self.tenants[tenant]);
        self.said(&said, sql)
    }

    fn said(&self, said: &str, sql: &str) -> String {
        let text = format!("begin; select set_config('ssot.caller', '{said}', true); {sql}; commit");
        let answer = self.postgres.psql_in(&self.application, &text);
        answer.lines().skip(1).collect::<Vec<_>>().join("\n")
    }

    /// Whether plain SQL as the application is refused by a policy.
    fn is_refused(&self, tenant: usize, sql: &str) -> bool {
        let said = format!(r#"{{"id":"a","tenant":"{}"}}"#, self.tenants[tenant]);
        let sql = sql.replace('\'', "''");
        let text = format!(
            "do $do$ begin perform set_config('ssot.caller', '{said}', true); execute '{sql}'; \
             exception when insufficient_privilege then perform set_config('t.refused', sqlerrm, false); end $do$; \
             select current_setting('t.refused', true)"
        );
        let answer = self.postgres.psql_in(&self.application, &text);
        assert!(answer.trim().is_empty() || answer.contains("row-level security"), "{answer}");
        !answer.trim().is_empty()
    }

    fn tables(&self, condition: &str) -> Vec<String> {
        let sql = format!(
            "select c.relname from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace {condition} order by 1"
        );
        self.all(&sql).lines().map(str::to_owned).collect()
    }
}

fn name(url: &str) -> String {
    url.rsplit('/').next().unwrap().to_owned()
}

#[test]
fn ten3_nothing_is_there_for_who_has_not_said_for_whom() {
    let Some(shop) = Shop::open() else { return };
    let tables = shop.tables("");
    assert!(tables.len() > 25, "{tables:?}");
    let mut filled = 0;
    for table in &tables {
        let count = format!(r#"select count(*) from "{table}""#);
        filled += usize::from(shop.all(&count) != "0");
        assert_eq!(shop.postgres.psql_in(&shop.application, &count).trim(), "0", "{table}");
        // Nor for the owner, until it says that it wants all rows.
        assert_eq!(shop.postgres.psql_in(&shop.owner, &count).trim(), "0", "{table}, as its owner");
        let as_owner = shop.postgres.psql_in(&shop.owner, &format!("set ssot.rows = 'all'; {count}"));
        assert_eq!(as_owner.trim(), shop.all(&count), "{table}");
    }
    assert!(filled > 5, "only {filled} tables have rows");
    let unsecured = shop.tables("and not (relrowsecurity and relforcerowsecurity)");
    assert_eq!(unsecured, Vec::<String>::new());
}

#[test]
fn ten1_no_other_tenant_s_rows_are_there() {
    let Some(shop) = Shop::open() else { return };
    let [one, other] = &shop.tenants;
    let tables =
        shop.tables("and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenantId')");
    assert!(tables.len() >= 5, "{tables:?}");
    for table in &tables {
        let own = format!(r#"select count(*) from "{table}" where "tenantId" = '{one}'"#);
        assert_eq!(shop.of(0, &format!(r#"select count(*) from "{table}""#)), shop.all(&own), "{table}");
    }
    // A policy that goes over relations, and the links of many-to-many relations.
    let lines = r#"select count(*) from "OrderLine" l"#;
    let own = format!(r#"{lines} join orders o on o.id = l."orderId" where o."tenantId" = '{one}'"#);
    assert_eq!(shop.of(0, lines), shop.all(&own));
    let links = r#"select count(*) from "_ProductToTag" l"#;
    let own = format!(r#"{links} join "Product" p on p.id = l."A" where p."tenantId" = '{one}'"#);
    assert_eq!(shop.of(0, links), shop.all(&own));

    let insert = |tenant: &str| {
        format!(
            r#"insert into "Customer" (id, "tenantId", email, "firstName", "lastName", "updatedAt")
            values (gen_random_uuid(), '{tenant}', gen_random_uuid() || '@a.example', 'A', 'B', now())"#
        )
    };
    assert!(!shop.is_refused(0, &insert(one)));
    assert!(shop.is_refused(0, &insert(other)));
    assert!(shop.is_refused(0, &format!(r#"update "Customer" set "tenantId" = '{other}'"#)));
    let changed = format!(
        r#"with c as (update "Customer" set phone = '1' where "tenantId" = '{other}' returning 1) select count(*) from c"#
    );
    assert_eq!(shop.of(0, &changed), "0");
    let deleted =
        format!(r#"with c as (delete from "Product" where "tenantId" = '{other}' returning 1) select count(*) from c"#);
    assert_eq!(shop.of(0, &deleted), "0");
    // What only the operator may do, whatever the row.
    assert!(shop.is_refused(0, r#"insert into "Brand" (name) values ('x')"#));
    let operator = r#"{"id":"o","roles":["operator"]}"#;
    let brand = r#"with b as (insert into "Brand" (name) values ('y') returning 1) select count(*) from b"#;
    assert_eq!(shop.said(operator, brand), "1");
    // Nobody in particular is somebody who has said so, and sees what everybody may see.
    assert_eq!(shop.said("{}", r#"select count(*) from "Brand""#), "0");
    // The program itself is asked nothing.
    assert_eq!(
        shop.said(r#"{"program":true}"#, r#"select count(*) from "Customer""#),
        shop.all(r#"select count(*) from "Customer""#)
    );
}

/// Texts of the first column.
struct Texts(Vec<String>);

impl Sink for Texts {
    fn row(&mut self, row: &dyn Row) -> Result<(), Error> {
        if let Value::Text(text) = Value::from(row.cell(0)?) {
            self.0.push(text);
        }
        Ok(())
    }

    fn reset(&mut self) {
        self.0.clear();
    }
}

fn config(url: &str) -> PostgresConfig {
    let mut config = PostgresConfig::new(url);
    config.row_security = true;
    config
}

#[test]
fn ten5_two_tenants_on_one_connection_see_their_own_a_thousand_times() {
    let Some(shop) = Shop::open() else { return };
    Runtime::new().unwrap().block_on(async {
        let database = {
            let mut config = config(&shop.application);
            config.readers = 1;
            Database::postgres(config).await.unwrap()
        };
        let sql: Arc<str> = r#"select distinct "tenantId"::text from "Customer""#.into();
        let statement = move |context| Statement::new(Arc::clone(&sql), Vec::new(), context);
        let contexts =
            shop.tenants.clone().map(|tenant| Context::Caller(format!(r#"{{"id":"a","tenant":"{tenant}"}}"#).into()));
        let asked = (0..1000_usize).map(|round| {
            let (context, database) = (contexts[round % 2].clone(), database.clone());
            let (with, without) = (statement(context), statement(Context::None));
            let expected = shop.tenants[round % 2].clone();
            tokio::spawn(async move {
                let reads = vec![(with, Texts(Vec::new())), (without, Texts(Vec::new()))];
                let mut answers = database.read_many(reads).await.unwrap().into_iter();
                assert_eq!(answers.next().unwrap().0, [expected]);
                assert_eq!(answers.next().unwrap().0, Vec::<String>::new());
            })
        });
        for task in asked.collect::<Vec<_>>() {
            task.await.unwrap();
        }
    });
}

#[test]
fn roles_that_policies_would_not_hold_for_are_refused() {
    let Some(shop) = Shop::open() else { return };
    shop.all("do $$ begin if not exists (select from pg_roles where rolname = 'above') then create role above login bypassrls in role shop_app; end if; end $$");
    let runtime = Runtime::new().unwrap();
    let refused = |url: &str| {
        let error = runtime.block_on(Database::postgres(config(url))).err();
        error.map(|error| {
            assert_eq!(error.kind, ErrorKind::Denied);
            error.detail
        })
    };
    assert_eq!(refused(&shop.application), None);
    let as_role = |role: &str| shop.application.replace("shop_app@", &format!("{role}@"));
    assert!(refused(&as_role("postgres")).unwrap().contains("it is a superuser"));
    assert!(refused(&as_role("above")).unwrap().contains("it has BYPASSRLS"));
    assert!(refused(&shop.owner).unwrap().contains("it owns the table"));
    shop.all("create table forgotten (id int); grant select on forgotten to shop_app");
    assert!(refused(&shop.application).unwrap().contains("the table forgotten has no row-level security"));
}

#[test]
fn ten9_callers_are_read_once_and_rows_are_found_by_indexes() {
    let Some(shop) = Shop::open() else { return };
    // The other columns that policies go by have keys or indexes of the schema that begin with them.
    let indexes = shop.all(r"select indexname from pg_indexes where indexname like '\_ssot\_policy\_%' order by 1");
    assert_eq!(indexes, "_ssot_policy_Webhook_tenantId");
    let explain = |sql: &str| shop.of(0, &format!("set local enable_seqscan = off; explain {sql}"));
    let plan = explain(&format!(r#"select * from "Product" where "tenantId" = '{}'"#, shop.tenants[0]));
    assert!(plan.contains("InitPlan"), "{plan}");
    assert!(plan.contains("Index Scan") || plan.contains("Bitmap"), "{plan}");
}
