//! A small inference server: worker threads, a policy from the environment, and pages that say what
//! fell back.
//!
//! ```text
//! export FEATHERFALL=strict=flash_*,allow=attention_cuda,report=report-%p.json
//! cargo run -p example-server -- --port 8000
//! curl localhost:8000/flash     # 501 where nothing may run in the place of flash attention
//! curl localhost:8000/metrics   # for Prometheus
//! ```
//!
//! It ends when its standard input does.

use std::fmt::Debug;
use std::io::{self, Write as _};
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;

use candle_core::Result;
use clap::Parser;
use example_engine::Kernel;
use featherfall::{Policy, Unavailable};
use tiny_http::{Header, Request, Response, Server, StatusCode};

featherfall::feature_set!();

/// Serves attention on loopback.
#[derive(Parser)]
struct Arguments {
    /// 0 takes any that is free; it is printed.
    #[arg(long, default_value_t = 0)]
    port: u16,
    #[arg(long, default_value_t = 8)]
    workers: usize,
}

fn main() -> ExitCode {
    tracing_subscriber::fmt().with_writer(io::stderr).init();
    let arguments = Arguments::parse();
    // An operator who misspelt a word should not run a server that does something else.
    if let Err(error) = Policy::from_env() {
        eprintln!("FEATHERFALL: {error}");
        return ExitCode::from(2);
    }
    let _report = featherfall::report_at_end();
    featherfall::log_feature_info();
    let server = match Server::http(("127.0.0.1", arguments.port)) {
        Ok(server) => Arc::new(server),
        Err(error) => {
            eprintln!("cannot listen: {error}");
            return ExitCode::FAILURE;
        }
    };
    // Whoever reads it may be gone.
    let _ = writeln!(io::stdout(), "http://{}", server.server_addr());
    let workers: Vec<_> = (0..arguments.workers)
        .map(|_| {
            let server = Arc::clone(&server);
            thread::spawn(move || {
                while let Ok(request) = server.recv() {
                    answer(request);
                }
            })
        })
        .collect();
    let _ = io::copy(&mut io::stdin(), &mut io::sink());
    for _ in &workers {
        server.unblock();
    }
    for worker in workers {
        let _ = worker.join();
    }
    ExitCode::SUCCESS
}

/// Answers one request. The client may be gone, which is no matter here.
fn answer(request: Request) {
    let (status, kind, body) = match request.url() {
        "/flash" => computed(example_engine::attend(Kernel::Flash)),
        "/cuda" => computed(example_engine::attend(Kernel::Cuda)),
        "/device" => computed(example_engine::device()),
        "/metrics" => (200, "text/plain; version=0.0.4", featherfall::report().to_openmetrics()),
        "/report" => (200, "text/plain; charset=utf-8", format!("{:92}", featherfall::report())),
        "/report.json" => (200, "application/json", featherfall::report().to_json()),
        _ => (404, "text/plain", String::from("no such page\n")),
    };
    let mut response = Response::from_string(body).with_status_code(StatusCode(status));
    if let Ok(kind) = Header::from_bytes("Content-Type", kind) {
        response.add_header(kind);
    }
    let _ = request.respond(response);
}

/// The page; 501 where this build or its policy cannot do what was asked for.
fn computed(result: Result<impl Debug>) -> (u16, &'static str, String) {
    match result {
        Ok(value) => (200, "text/plain", format!("{value:?}\n")),
        Err(error) => match Unavailable::find_in(&error) {
            Some(unavailable) => (501, "text/plain", format!("{unavailable}\n")),
            None => (500, "text/plain", format!("{error}\n")),
        },
    }
}
