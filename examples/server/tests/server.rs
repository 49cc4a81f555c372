//! The example server under load, scraped, and with the policy of an operator.
#![cfg(not(any(feature = "flash", feature = "gpu")))] // What falls back is what is counted.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;

const SERVER: &str = env!("CARGO_BIN_EXE_example-server");

struct Server {
    process: Child,
    _stdout: BufReader<ChildStdout>,
    address: String,
}

impl Server {
    /// Starts it with `FEATHERFALL` in a folder.
    fn start(featherfall: &str, folder: &Path) -> Self {
        let mut process = Command::new(SERVER)
            .env("FEATHERFALL", featherfall)
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("http://").unwrap().to_owned();
        Self { process, _stdout: stdout, address }
    }

    fn connect(&self) -> Connection {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_nodelay(true).unwrap();
        Connection(BufReader::new(stream))
    }

    fn get(&self, path: &str) -> (u16, String) {
        self.connect().get(path)
    }

    /// Closes its standard input and waits.
    fn end(mut self) {
        drop(self.process.stdin.take());
        assert!(self.process.wait().unwrap().success());
    }
}

/// One that is kept open.
struct Connection(BufReader<TcpStream>);

impl Connection {
    fn get(&mut self, path: &str) -> (u16, String) {
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        self.0.get_mut().write_all(request.as_bytes()).unwrap();
        let mut line = String::new();
        self.0.read_line(&mut line).unwrap();
        let status = line.split(' ').nth(1).unwrap().parse().unwrap();
        let (mut length, mut is_chunked) = (0, false);
        loop {
            line.clear();
            self.0.read_line(&mut line).unwrap();
            let header = line.trim().to_ascii_lowercase();
            if header.is_empty() {
                break;
            }
            if let Some(value) = header.strip_prefix("content-length: ") {
                length = value.parse().unwrap();
            }
            is_chunked |= header == "transfer-encoding: chunked";
        }
        let mut body = Vec::new();
        while is_chunked {
            line.clear();
            self.0.read_line(&mut line).unwrap();
            let size = usize::from_str_radix(line.trim(), 16).unwrap();
            let mut chunk = vec![0; size + 2];
            self.0.read_exact(&mut chunk).unwrap();
            body.extend_from_slice(&chunk[..size]);
            is_chunked = size > 0;
        }
        body.resize(body.len() + length, 0);
        let from = body.len() - length;
        self.0.read_exact(&mut body[from..]).unwrap();
        (status, String::from_utf8(body).unwrap())
    }
}

/// `featherfall_calls_total` of a page: (name of the capability, used, reason) and count.
fn calls(metrics: &str) -> BTreeMap<(String, String, String), u64> {
    let lines = metrics.lines().filter_map(|line| line.strip_prefix("featherfall_calls_total{"));
    let sample = |line: &str| {
        let (labels, value) = line.rsplit_once("} ").unwrap();
        let label = |name: &str| {
            let (_, rest) = labels.split_once(&format!("{name}=\"")).unwrap();
            rest.split_once('"').unwrap().0.to_owned()
        };
        let capability = label("capability").rsplit("::").next().unwrap().to_owned();
        ((capability, label("used"), label("reason")), value.parse().unwrap())
    };
    lines.map(sample).collect()
}

#[test]
fn counters_equal_the_requests_exactly() {
    const THREADS: u64 = 8;
    const REQUESTS: usize = 12_500;
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start("", folder.path());
    let paths = ["/flash", "/cuda", "/flash", "/device"];
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                let mut connection = server.connect();
                for path in paths.into_iter().cycle().take(REQUESTS) {
                    let (status, body) = connection.get(path);
                    assert_eq!(status, if path == "/device" { 501 } else { 200 }, "{body}");
                }
            });
        }
    });
    let quarter = THREADS * REQUESTS as u64 / 4;
    let expected: BTreeMap<(String, String, String), u64> = [
        ("attention_cuda", "eager_attention", quarter),
        ("cuda_device", "error", quarter),
        ("flash_attention", "eager_attention", 2 * quarter),
    ]
    .map(|(capability, used, count)| {
        ((capability.to_owned(), used.to_owned(), String::from("not-compiled")), count)
    })
    .into();
    let (status, metrics) = server.get("/metrics");
    assert_eq!((status, calls(&metrics)), (200, expected.clone()));

    // The ledger, too.
    let report: serde_json::Value = serde_json::from_str(&server.get("/report.json").1).unwrap();
    let mut ledger = BTreeMap::new();
    for row in report["capabilities"].as_array().unwrap() {
        for degraded in row["degraded"].as_array().unwrap() {
            let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
            let key =
                (text(&row["capability"]), text(&degraded["used"]), text(&degraded["reason"]));
            ledger.insert(key, degraded["count"].as_u64().unwrap());
        }
    }
    assert_eq!(ledger, expected);
    assert!(server.get("/report").1.contains("50000 → eager_attention"));

    // What scrapes it.
    let promtool = Command::new("promtool")
        .args(["check", "metrics"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    if let Ok(mut promtool) = promtool {
        promtool.stdin.take().unwrap().write_all(metrics.as_bytes()).unwrap();
        let said = promtool.wait_with_output().unwrap();
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    } else {
        eprintln!("skipped: `promtool` is not installed (Debian's package `prometheus`)");
    }
    server.end();
}

#[test]
fn the_server_does_what_the_operator_says() {
    let folder = tempfile::tempdir().unwrap();
    let words = "strict=flash_*,allow=attention_cuda,report=report-%p.json";
    let server = Server::start(words, folder.path());
    for _ in 0..3 {
        let (status, body) = server.get("/flash");
        assert_eq!(status, 501);
        assert!(body.contains("`FEATHERFALL=strict=flash_*` denies the fallback"), "{body}");
        // The kernels call it `flash-attn`, the crate between too; what helps is the server's own word.
        assert!(body.contains("`featherfall-examples` was built without feature `flash-attn`"));
        assert!(body.contains("Rebuild with `--features flash`."), "{body}");
        assert_eq!(server.get("/cuda").0, 200);
    }
    let file = folder.path().join(format!("report-{}.json", server.process.id()));
    assert!(file.exists(), "at the first use");
    server.end();
    let report: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let degraded = |name: &str| {
        let rows = report["capabilities"].as_array().unwrap();
        rows.iter().find(|row| row["capability"] == name).unwrap()["degraded"].clone()
    };
    let row = |used: &str, reason: &str| serde_json::json!([{ "used": used, "reason": reason, "count": 3 }]);
    assert_eq!(degraded("flash_attention"), row("error", "strict"));
    assert_eq!(degraded("attention_cuda"), row("eager_attention", "not-compiled"));
}

#[test]
fn a_misspelt_word_stops_it() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(SERVER)
        .env("FEATHERFALL", "strict=flsh_*")
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("no capability fits the pattern of `strict=flsh_*`"), "{said}");
}

/// What the README shows is what this server says.
#[test]
fn the_readme_shows_what_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start("", folder.path());
    for page in ["/flash", "/flash", "/flash", "/cuda", "/device"] {
        server.get(page);
    }
    let report: Vec<String> = server.get("/report").1.lines().map(str::to_owned).collect();
    server.end();
    let server = Server::start("strict=flash_attention", folder.path());
    let error = server.get("/flash").1;
    server.end();
    let denied = ", and `FEATHERFALL=strict=flash_attention` denies the fallback `eager_attention`";
    let error = error.replace(denied, "");

    let readme = include_str!("../../../README.md");
    let shown = readme.lines().find_map(|line| line.strip_prefix("> ")).unwrap();
    assert_eq!(shown, error.trim_end());
    let (_, shown) = readme.split_once("```text\n").unwrap();
    let (shown, _) = shown.split_once("```").unwrap();
    // The first line has the target.
    for line in shown.lines().skip(1) {
        assert!(report.iter().any(|it| it.trim_end() == line), "{line}\n{report:#?}");
    }
}
