//! Rate limits of several servers that count together in Redis, and what becomes of them without it.
#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use ssot_server::{Access, Rate, RedisRates, Server, ServerLimits};
use ssot_tests::http::{Answer, send};
use ssot_tests::toolchain::Redis;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tracing_subscriber::filter::LevelFilter;

/// A server behind one proxy, which says where requests come from.
struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
}

static ASKED: AtomicU32 = AtomicU32::new(0);
const HOUR: Duration = Duration::from_secs(3600);

fn ten(window: Duration) -> Rate {
    Rate { requests: 10, window }
}

impl Running {
    async fn start(server: Server, limits: ServerLimits, rates: RedisRates) -> Self {
        let server = server.limits(limits).behind_proxies(1).share_rates(rates).metrics(true);
        let listener = ssot_server::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopping) = oneshot::channel::<()>();
        let served = tokio::spawn(server.serve_until(listener, async { drop(stopping.await) }));
        Self { address, stop, served }
    }

    /// Ten requests in an hour for each address.
    async fn public(rates: RedisRates) -> Self {
        let limits = ServerLimits { rate: Some(ten(HOUR)), ..ServerLimits::default() };
        Self::start(press_server().await, limits, rates).await
    }

    async fn end(self) {
        drop(self.stop);
        self.served.await.unwrap();
    }

    async fn ask(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let address = self.address;
        let path = path.to_owned();
        let headers: Vec<(String, String)> =
            headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let asked = tokio::task::spawn_blocking(move || {
            let headers: Vec<(&str, &str)> =
                headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            send(address, "GET", &path, &headers, b"").unwrap()
        });
        asked.await.unwrap()
    }

    /// A read from an address.
    async fn from(&self, address: &str) -> Answer {
        self.ask("/api/posts/1", &[("x-forwarded-for", address)]).await
    }

    async fn metric(&self, name: &str) -> u64 {
        // From an address that nobody has counted yet.
        let [_, a, b, c] = ASKED.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        let text = self.ask("/-/metrics", &[("x-forwarded-for", &format!("10.{a}.{b}.{c}"))]).await.text();
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.unwrap_or_else(|| panic!("no {name}:\n{text}")).parse().unwrap()
    }

    /// Asks for metrics, which are requests, too, until Redis is there or not.
    async fn until_up(&self, up: u64) {
        let began = Instant::now();
        while self.metric("ssot_rate_store_up").await != up {
            assert!(began.elapsed() < Duration::from_secs(30), "not {up}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

async fn press_server() -> Server {
    press::app(press::open(press::Storage::Temporary).await.unwrap(), Access::Public)
}

fn rates(redis: &Redis) -> RedisRates {
    // The machine may be busy.
    RedisRates::at(&redis.url()).unwrap().prefix("press").patience(Duration::from_secs(20))
}

fn allowed(answers: &[Answer]) -> usize {
    assert!(answers.iter().all(|answer| matches!(answer.status, 200 | 429)), "{answers:?}");
    answers.iter().filter(|answer| answer.status == 200).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_allow_what_one_would() {
    let Some(redis) = Redis::start() else { return };
    let servers = [Arc::new(Running::public(rates(&redis)).await), Arc::new(Running::public(rates(&redis)).await)];
    let asked: Vec<_> = (0..40)
        .map(|number| {
            let server = Arc::clone(&servers[number % 2]);
            tokio::spawn(async move { server.from("192.0.2.1").await })
        })
        .collect();
    let mut answers = Vec::new();
    for answer in asked {
        answers.push(answer.await.unwrap());
    }
    assert_eq!(allowed(&answers), 10);
    // The answers say the same as those of one server.
    let allowed = answers.iter().filter(|answer| answer.status == 200);
    let mut left: Vec<_> =
        allowed.map(|answer| answer.header("ratelimit").unwrap().split(';').nth(1).unwrap()).collect();
    left.sort_unstable();
    assert_eq!(left, ["r=0", "r=1", "r=2", "r=3", "r=4", "r=5", "r=6", "r=7", "r=8", "r=9"]);
    assert!(answers.iter().all(|answer| answer.header("ratelimit-policy") == Some("\"default\";q=10;w=3600")));
    let refused = answers.iter().find(|answer| answer.status == 429).unwrap();
    assert_eq!(refused.json()["code"], "rate_limited");
    let wait: u64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((300..=360).contains(&wait), "{wait}");
    assert_eq!(refused.header("ratelimit"), Some(format!("\"default\";r=0;t={wait}").as_str()));
    // Another address, and a network of the sixth version.
    assert_eq!(servers[1].from("192.0.2.2").await.status, 200);
    assert_eq!(servers[0].from("2001:db8::1").await.status, 200);
    assert!(servers[1].from("2001:db8::2").await.header("ratelimit").unwrap().contains("r=8"));
    let mut keys = redis.command(&["keys", "*"]);
    keys.sort();
    assert_eq!(keys, ["press:default:192.0.2.1", "press:default:192.0.2.2", "press:default:2001:db8::"]);
    for server in servers {
        Arc::into_inner(server).unwrap().end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn principals_are_counted_without_their_names() {
    let Some(redis) = Redis::start() else { return };
    let start = async |key: Option<&str>| {
        let database = press::open(press::Storage::Temporary).await.unwrap();
        let told = ssot_server::auth::Told::by(http::HeaderName::from_static("x-caller"));
        let mut api = press::guarded::api(database).access(Access::Public).authenticate(told);
        if let Some(key) = key {
            api = api.signing_key(key);
        }
        let limits = ServerLimits { principal_rate: Some(ten(HOUR)), ..ServerLimits::default() };
        Running::start(Server::new(api), limits, rates(&redis)).await
    };
    let servers = [start(Some("one key for both")).await, start(Some("one key for both")).await];
    let ann = [("x-caller", r#"{"id":"ann@example.org"}"#), ("x-forwarded-for", "192.0.2.1")];
    let mut answers = Vec::new();
    for number in 0..14 {
        answers.push(servers[number % 2].ask("/api/posts", &ann).await);
    }
    assert_eq!(allowed(&answers), 10);
    assert!(answers[9].header("ratelimit").unwrap().starts_with("\"principal\";r=0;"), "{:?}", answers[9]);
    let ben = [("x-caller", r#"{"id":"ben"}"#), ("x-forwarded-for", "192.0.2.1")];
    assert_eq!(servers[0].ask("/api/posts", &ben).await.status, 200);
    let keys = redis.command(&["keys", "*"]);
    assert_eq!(keys.len(), 2, "{keys:?}");
    for key in &keys {
        let mark = key.strip_prefix("press:principal:").unwrap();
        assert!(mark.len() == 32 && mark.bytes().all(|byte| byte.is_ascii_hexdigit()), "{key}");
    }
    // Without a key of the program's own, nobody else would know the names.
    let lonely = start(None).await;
    assert_eq!(lonely.ask("/api/posts", &ann).await.status, 200);
    assert_eq!(redis.command(&["keys", "*"]).len(), 2);
    for server in servers.into_iter().chain([lonely]) {
        server.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn full_buckets_are_forgotten() {
    let Some(redis) = Redis::start() else { return };
    let limits = ServerLimits { rate: Some(ten(Duration::from_secs(2))), ..ServerLimits::default() };
    let server = Running::start(press_server().await, limits, rates(&redis)).await;
    assert_eq!(server.from("192.0.2.1").await.status, 200);
    let began = Instant::now();
    while redis.command(&["exists", "press:default:192.0.2.1"]) != ["0"] {
        assert!(began.elapsed() < Duration::from_secs(30));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    for _ in 0..9 {
        server.from("192.0.2.1").await;
    }
    let left: i64 = redis.command(&["pttl", "press:default:192.0.2.1"])[0].parse().unwrap();
    assert!((-2..=2000).contains(&left) && left != -1, "an end is set: {left}");
    server.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn redis_may_forget_the_script_and_start_again() {
    let Some(redis) = Redis::start() else { return };
    let servers = [Running::public(rates(&redis)).await, Running::public(rates(&redis)).await];
    let mut answers = Vec::new();
    for number in 0..4 {
        answers.push(servers[number % 2].from("192.0.2.1").await);
    }
    redis.command(&["script", "flush"]);
    for number in 0..4 {
        answers.push(servers[number % 2].from("192.0.2.1").await);
    }
    assert_eq!(allowed(&answers), 8);
    // Its end writes down what it knows; connections end with it.
    redis.end();
    redis.begin();
    for number in 0..8 {
        answers.push(servers[number % 2].from("192.0.2.1").await);
    }
    assert_eq!(allowed(&answers), 10);
    for server in servers {
        assert_eq!(server.metric("ssot_rate_store_failures_total").await, 0);
        server.end().await;
    }
}

/// The log of this program, of which only one test at a time makes lines about Redis.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// An empty log, for as long as the guard is kept.
    async fn alone() -> (Self, tokio::sync::MutexGuard<'static, ()>) {
        static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
        static LOG: OnceLock<Log> = OnceLock::new();
        let guard = ALONE.lock().await;
        let log = LOG.get_or_init(|| {
            let log = Self::default();
            let writer = log.clone();
            let lines = tracing_subscriber::fmt().with_ansi(false).without_time().with_max_level(LevelFilter::WARN);
            lines.with_writer(move || writer.clone()).init();
            log
        });
        log.0.lock().unwrap().clear();
        (log.clone(), guard)
    }

    /// The lines about Redis.
    fn lines(&self) -> Vec<String> {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        text.lines().filter(|line| line.contains("Redis")).map(str::to_owned).collect()
    }
}

const BEGUN: &str = " WARN ssot: Redis does not answer: this server counts requests by itself error=";
const OVER: &str = " WARN ssot: Redis answers again: servers count requests together millis=";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_server_counts_by_itself_while_redis_is_away() {
    let Some(redis) = Redis::start() else { return };
    let (log, _guard) = Log::alone().await;
    let servers = [Running::public(rates(&redis)).await, Running::public(rates(&redis)).await];
    for number in 0..6 {
        assert_eq!(servers[number % 2].from("192.0.2.1").await.status, 200);
    }
    assert_eq!(servers[0].metric("ssot_rate_store_up").await, 1);
    redis.end();
    let mut alone = Vec::new();
    for server in &servers {
        let mut answers = Vec::new();
        for _ in 0..12 {
            answers.push(server.from("192.0.2.1").await);
        }
        // Three of its ten were used up before.
        assert_eq!(allowed(&answers), 7);
        alone.extend(answers);
        assert_eq!(server.metric("ssot_rate_store_up").await, 0);
        assert!(server.metric("ssot_rate_store_failures_total").await > 0);
    }
    assert!(alone.iter().all(|answer| answer.header("ratelimit").is_some()));
    let lines = log.lines();
    assert_eq!(lines.len(), 2, "one for each server: {lines:#?}");
    assert!(lines.iter().all(|line| line.starts_with(BEGUN)), "{lines:#?}");
    redis.begin();
    for server in &servers {
        server.until_up(1).await;
    }
    let lines = log.lines();
    assert_eq!(lines.len(), 4, "{lines:#?}");
    assert!(lines[2..].iter().all(|line| line.starts_with(OVER)), "{lines:#?}");
    // What was counted before it went is known again, what each counted alone is not.
    let mut answers = Vec::new();
    for number in 0..8 {
        answers.push(servers[number % 2].from("192.0.2.1").await);
    }
    assert_eq!(allowed(&answers), 4);
    for server in servers {
        server.end().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_redis_that_hangs_holds_nobody_up() {
    let Some(redis) = Redis::start() else { return };
    let (log, _guard) = Log::alone().await;
    let server = Running::public(rates(&redis).patience(Duration::from_millis(50))).await;
    server.until_up(1).await;
    log.0.lock().unwrap().clear();
    redis.command(&["client", "pause", "5000", "all"]);
    let began = Instant::now();
    let mut answers = Vec::new();
    for _ in 0..20 {
        answers.push(server.from("192.0.2.1").await);
    }
    assert!(began.elapsed() < Duration::from_millis(4500), "{:?}", began.elapsed());
    assert_eq!(allowed(&answers), 10);
    assert_eq!(server.metric("ssot_rate_store_up").await, 0);
    server.until_up(1).await;
    let lines = log.lines();
    assert!(lines[0].starts_with(BEGUN) && lines.last().unwrap().starts_with(OVER), "{lines:#?}");
    assert!(lines.len() < 20, "{lines:#?}");
    server.end().await;
}
