//! `cargo featherfall`: find, convert, document and track what a build cannot do.

mod adopt;
mod annotations;
mod audit;
mod cfg;
mod comments;
mod dummy;
mod facts;
mod fallback;
mod function;
mod index;
mod manifest;
mod progress;
mod project;
mod scan;
mod source;

fn main() {
    let mut args = std::env::args().skip(1);
    let cmd = args.next().unwrap();
    let path = args.next().unwrap();
    let path = std::path::Path::new(&path);
    let ok = match &*cmd {
      "adopt" => adopt::run(path, args.next().is_some()),
      _ => audit::run(path, audit::Format::Text, &audit::Known::Nothing),
    };
    eprintln!("{ok:?}");
}
