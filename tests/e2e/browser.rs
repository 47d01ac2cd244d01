//! A headless Chromium, and the page served to it.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use http::{Request, Response};
use http_body_util::channel::Channel;
use http_body_util::{Either, Full};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::watch;

/// What the page must be able to live with.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; \
    style-src 'self'; connect-src 'self'; img-src 'self'";

/// Runs before the page's own scripts: keeps what the page announces, and every worker it starts.
const RECORDER: &str = "
    window.heard = {report: [], state: [], error: [], ready: [], violations: []};
    for (const name of ['report', 'state', 'error', 'ready'])
        addEventListener('lc-lab:' + name, (event) => heard[name].push(event.detail));
    addEventListener('securitypolicyviolation', (event) => heard.violations.push(event.violatedDirective));
    window.workers = [];
    window.Worker = class extends Worker {
        constructor(...given) { super(...given); workers.push(this); }
    };
";

/// Waiting for anything longer than this is a failure.
const PATIENCE: Duration = Duration::from_mins(1);

/// Serves files under a sub-path, as a real site would.
pub struct Site {
    address: String,
    /// Whether data files are sent to their ends.
    whole: watch::Sender<bool>,
}

impl Site {
    /// The page as it was built, under its policy.
    pub fn start(missing: &'static [&'static str]) -> Self {
        let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
        assert!(dist.join("index.html").exists(), "build the page first: make build");
        Self::serve(&dist, Some(POLICY), missing)
    }

    /// The files of a directory, but those in the `missing` folders.
    pub fn serve(directory: &Path, policy: Option<&'static str>, missing: &'static [&'static str]) -> Self {
        let directory: Arc<Path> = directory.into();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = format!("http://{}/some/where/", listener.local_addr().unwrap());
        let (whole, released) = watch::channel(true);
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async move {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                while let Ok((stream, _)) = listener.accept().await {
                    let (directory, released) = (directory.clone(), released.clone());
                    let service = service_fn(move |request: Request<Incoming>| {
                        let file = file(&directory, request.uri().path(), missing);
                        let answer = answer(file, policy, &released);
                        async { Ok::<_, Infallible>(answer) }
                    });
                    let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
                    // The browser may have gone away: no matter.
                    tokio::spawn(async { drop(connection.await) });
                }
            });
        });
        Self { address, whole }
    }

    pub fn url(&self, hash: &str) -> String {
        format!("{}{hash}", self.address)
    }
}

type Answer = Either<Full<Bytes>, Channel<Bytes>>;

fn answer(file: Option<PathBuf>, policy: Option<&str>, released: &watch::Receiver<bool>) -> Response<Answer> {
    let Some((bytes, path)) = file.and_then(|path| Some((std::fs::read(&path).ok()?, path))) else {
        return Response::builder().status(404).body(Either::Left(Full::default())).unwrap();
    };
    let answer = Response::builder().header("Content-Type", kind(&path));
    let answer = match policy {
        Some(policy) => answer.header("Content-Security-Policy", policy),
        None => answer,
    };
    let mut bytes = Bytes::from(bytes);
    if path.extension().is_none_or(|extension| extension != "pack") {
        return answer.body(Either::Left(Full::from(bytes))).unwrap();
    }
    let (mut sender, body) = Channel::new(1);
    let mut released = released.clone();
    tokio::spawn(async move {
        let first = bytes.split_to(bytes.len() / 2);
        // The browser may have gone away, or the test be over: no matter.
        let _ = sender.send_data(first).await;
        let _ = released.wait_for(|whole| *whole).await;
        let _ = sender.send_data(bytes).await;
    });
    answer.body(Either::Right(body)).unwrap()
}

fn file(directory: &Path, path: &str, missing: &[&str]) -> Option<PathBuf> {
    let name = path.strip_prefix("/some/where/")?;
    let name = if name.is_empty() { "index.html" } else { name };
    let there = !name.contains("..") && !missing.iter().any(|folder| name.starts_with(folder));
    there.then(|| directory.join(name))
}

fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|e| e.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

/// A browser window of its own.
pub struct Browser {
    pub client: Client,
    site: Site,
    _driver: Child,
}

/// How the browser is set up.
#[derive(Clone, Copy)]
pub struct Setup {
    pub size: (u32, u32),
    pub touch: bool,
    pub dark: bool,
    pub reduced_motion: bool,
    /// Folders of the page that the server does not have.
    pub missing: &'static [&'static str],
}

impl Default for Setup {
    fn default() -> Self {
        Self { size: (1280, 720), touch: false, dark: false, reduced_motion: false, missing: &[] }
    }
}

#[derive(Debug)]
struct Cdp(&'static str, Value);

impl WebDriverCompatibleCommand for Cdp {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(json!({"cmd": self.0, "params": self.1}).to_string()))
    }
}

/// A ChromeDriver and its port. It takes a free port of one address family and gives up if it is taken in the other:
/// then another one has better luck.
async fn driver() -> (Child, String) {
    for _ in 0..5 {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("chromedriver is installed: make test installs it or says how");
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        while let Some(line) = lines.next_line().await.unwrap() {
            if let Some((_, rest)) = line.split_once("started successfully on port ") {
                return (driver, rest.trim_end_matches('.').to_owned());
            }
        }
    }
    panic!("chromedriver does not start");
}

impl Browser {
    pub async fn start(setup: Setup) -> Self {
        let (driver, port) = driver().await;
        let options = json!({"args": [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=en-US",
        ]});
        let capabilities = [("goog:chromeOptions".to_owned(), options)].into_iter().collect();
        let connector = hyper_util::client::legacy::connect::HttpConnector::new();
        let client = ClientBuilder::new(connector)
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("Chromium starts");
        let browser = Self { client, site: Site::start(setup.missing), _driver: driver };
        let (width, height) = setup.size;
        browser
            .cdp(
                "Emulation.setDeviceMetricsOverride",
                json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": setup.touch}),
            )
            .await;
        let value = |on: bool, yes: &str| if on { yes.to_owned() } else { String::new() };
        browser
            .cdp(
                "Emulation.setEmulatedMedia",
                json!({"features": [
                    {"name": "prefers-color-scheme", "value": if setup.dark { "dark" } else { "light" }},
                    {"name": "prefers-reduced-motion", "value": value(setup.reduced_motion, "reduce")},
                ]}),
            )
            .await;
        browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": RECORDER})).await;
        browser
    }

    pub async fn cdp(&self, command: &'static str, parameters: Value) {
        self.client.issue_cmd(Cdp(command, parameters)).await.unwrap();
    }

    /// Has the server keep back the second halves of data files until they are released.
    pub fn hold_data(&self, hold: bool) {
        self.site.whole.send_replace(!hold);
    }

    /// Loads the page with a hash, from scratch.
    pub async fn goto(&self, hash: &str) {
        self.client.goto("about:blank").await.unwrap();
        self.client.goto(&self.site.url(hash)).await.unwrap();
    }

    /// Opens the page with a hash, from scratch.
    pub async fn open(&self, hash: &str) {
        self.goto(hash).await;
        self.until("the page is ready", "return heard.ready.length > 0").await;
    }

    /// The value of a script.
    pub async fn get(&self, script: &str) -> Value {
        self.client.execute(script, vec![]).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Waits until a script returns something true, and gives it.
    pub async fn until(&self, what: &str, script: &str) -> Value {
        let wait = async {
            loop {
                let value = self.get(script).await;
                if value != Value::Bool(false) && !value.is_null() {
                    return value;
                }
                tokio::task::yield_now().await;
            }
        };
        if let Ok(value) = tokio::time::timeout(PATIENCE, wait).await {
            return value;
        }
        panic!("waited too long until {what}; page: {}", self.text("body").await)
    }

    /// The newest report, once there are `count` of them.
    pub async fn report(&self, count: usize) -> Value {
        self.until("the report", &format!("return heard.report.length >= {count} && heard.report.at(-1)"))
            .await
    }

    pub async fn text(&self, selector: &str) -> String {
        let script = format!("return document.querySelector({selector:?})?.innerText ?? ''");
        self.get(&script).await.as_str().unwrap_or_default().to_owned()
    }

    pub async fn click(&self, selector: &str) {
        let element =
            self.client.find(Locator::Css(selector)).await.unwrap_or_else(|_| panic!("no {selector}"));
        element.click().await.unwrap_or_else(|error| panic!("click {selector}: {error}"));
    }

    /// Chooses an option as a user does.
    pub async fn choose(&self, selector: &str, value: &str) {
        let element =
            self.client.find(Locator::Css(selector)).await.unwrap_or_else(|_| panic!("no {selector}"));
        element.select_by_value(value).await.unwrap_or_else(|error| panic!("{selector}: {error}"));
    }

    /// Moves the scrubber as a hand does.
    pub async fn scrub(&self, iteration: u32) {
        self.get(&format!(
            "const s = document.getElementById('scrubber'); s.value = {iteration};
             s.dispatchEvent(new Event('input', {{bubbles: true}}))"
        ))
        .await;
    }

    /// Writes a field anew and leaves it.
    pub async fn type_into(&self, selector: &str, text: &str) {
        self.get(&format!(
            "const e = document.querySelector({selector:?}); e.value = {text:?};
             e.dispatchEvent(new Event('change', {{bubbles: true}}))"
        ))
        .await;
    }

    /// The figures of a row of the table.
    pub async fn cells(&self, row: &str) -> Value {
        self.get(&format!(
            "return [...document.querySelectorAll({:?})].map((e) => e.innerText)",
            format!("{row}:nth-child(n) [role=cell]")
        ))
        .await
        .as_array()
        .map(|cells| cells[..10].into())
        .unwrap()
    }

    /// The text of a blob, once it is there.
    pub async fn wait_for_text(&self, blob: &str) -> String {
        self.get(&format!("window.text = null; {blob}.text().then((text) => window.text = text)")).await;
        self.until("the text is read", "return window.text").await.as_str().unwrap().to_owned()
    }

    /// What axe-core has to say against the page as it is.
    pub async fn check_axe(&self, axe: &str, state: &str) {
        self.get(&format!("if (!window.axe) {{ {axe} }}; window.verdict = null;
            axe.run(document, {{resultTypes: ['violations']}}).then((v) => window.verdict = v.violations.map((v) =>
                v.id + ': ' + v.nodes.map((n) => n.target + ' ' + n.failureSummary).join('; ')))")).await;
        let verdict = self.until("axe has looked", "return window.verdict").await;
        assert_eq!(verdict, json!([]), "{state}");
    }

    pub async fn press(&self, key: &str) {
        use fantoccini::actions::{InputSource, KeyAction, KeyActions};
        let key = key.chars().next().unwrap();
        let actions = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        self.client.perform_actions(actions).await.unwrap();
    }

    pub async fn hash(&self) -> String {
        self.get("return location.hash").await.as_str().unwrap_or_default().to_owned()
    }

    /// The iteration the scrubber shows.
    pub async fn iteration(&self) -> u64 {
        self.get("return +document.getElementById('scrubber').value").await.as_u64().unwrap()
    }

    /// Checks what must hold in every test, and ends.
    pub async fn close(self) {
        assert_eq!(self.get("return heard.violations").await, json!([]), "the page keeps to its policy");
        let crash = self.get("return !document.getElementById('crash').hidden").await;
        assert_eq!(crash, json!(false), "the page did not crash: {}", self.text("#crash").await);
        self.client.close().await.unwrap();
    }
}
