//! A program that hears `tracing` through `log`, by `tracing`'s feature of that name.

use std::sync::Mutex;

use featherfall_tests::process::run_alone;
use fixture_off::fallbacks as off;

static HEARD: Mutex<Vec<String>> = Mutex::new(Vec::new());

struct Logger;

impl log::Log for Logger {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }
    fn log(&self, record: &log::Record<'_>) {
        if record.target() == "featherfall" {
            HEARD.lock().unwrap().push(format!("{} {}", record.level(), record.args()));
        }
    }
    fn flush(&self) {}
}

fn listen(level: log::LevelFilter) {
    log::set_logger(&Logger).unwrap();
    log::set_max_level(level);
}

#[test]
fn a_logger_hears_it_once() {
    run_alone("a_logger_hears_it_once", "", || {
        listen(log::LevelFilter::Warn);
        for _ in 0..5 {
            off::late(1);
            off::log_info(1);
        }
        let heard = HEARD.lock().unwrap();
        assert_eq!(heard.len(), 1, "{heard:#?}");
        assert!(heard[0].starts_with("WARN `late` is unavailable: "), "{}", heard[0]);
        assert!(heard[0].contains("capability=\"late\""), "{}", heard[0]);
    });
}

#[test]
fn a_late_logger_hears_it_as_well() {
    run_alone("a_late_logger_hears_it_as_well", "", || {
        for _ in 0..5 {
            off::late(1);
        }
        listen(log::LevelFilter::Info);
        for _ in 0..5 {
            off::late(1);
        }
        assert_eq!(HEARD.lock().unwrap().len(), 1);
    });
}
