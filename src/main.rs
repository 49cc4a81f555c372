//! `cargo featherfall`: find, convert, document and track what a build cannot do.

mod adopt;
mod annotations;
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
    let path = args.next().unwrap();
    let ok = adopt::run(std::path::Path::new(&path), args.next().is_some());
    eprintln!("{ok:?}");
}
