//! Quantizes every matrix of a checkpoint with one method or all of them.

use std::io::{self, IsTerminal, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::Parser;
use comfy_table::{CellAlignment, Table, presets};
use featherfall::quantization_support;
use featherfall_examples::quantize::{METHODS, Quantize};
use featherfall_examples::weights::{self, Matrix};
use indicatif::{ProgressBar, ProgressStyle};

featherfall::feature_set!();

/// Quantizes every 2-D float tensor and compares size and error.
#[derive(Parser)]
struct Arguments {
    /// A safetensors file; seeded weights with outliers when it is left out.
    #[arg(long, value_name = "FILE.safetensors")]
    weights: Option<PathBuf>,
    /// A quantization method, or `all`.
    #[arg(long, value_name = "NAME", default_value = "all")]
    method: String,
    /// Weigh the error of each column by a (seeded) importance.
    #[arg(long)]
    imatrix: bool,
}

fn main() -> ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).without_time().init();
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<()> {
    let methods = chosen(&arguments.method)?;
    let matrices = match &arguments.weights {
        Some(file) => weights::load(file)?,
        None => vec![weights::seeded(1024, 1024)?],
    };
    let progress = progress(methods.len() * matrices.len());
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header([
        "method",
        "level",
        "bits/weight",
        "rel. RMSE",
        "weighted",
        "time",
        "note",
    ]);
    for column in 2..6 {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let mut failure = None;
    for (name, quantize) in &methods {
        let row = measure(name, *quantize, &matrices, arguments.imatrix, &progress);
        let level = quantization_support(name)
            .map_or_else(|error| error.to_string(), |level| level.to_string());
        match row {
            Ok(row) => table.add_row([
                (*name).to_owned(),
                level,
                format!("{:.2}", row.bits_per_weight),
                format!("{:.4}", row.relative_rmse),
                row.weighted_rmse.map_or_else(|| String::from("-"), |rmse| format!("{rmse:.4}")),
                format!("{:.0} ms", row.time.as_secs_f64() * 1e3),
                note(name),
            ]),
            Err(error) => {
                let text = error.to_string();
                let row = [
                    (*name).to_owned(),
                    level,
                    "-".into(),
                    "-".into(),
                    "-".into(),
                    "-".into(),
                    text,
                ];
                failure = Some(error);
                table.add_row(row)
            }
        };
    }
    progress.finish_and_clear();
    match failure {
        // One method was asked for by name, and it failed.
        Some(error) if methods.len() == 1 => Err(error),
        _ => {
            let _ = writeln!(io::stdout(), "{}", table.trim_fmt());
            Ok(())
        }
    }
}

/// The quantizers that `--method` names.
fn chosen(wanted: &str) -> Result<Vec<(&'static str, Quantize)>> {
    if wanted.eq_ignore_ascii_case("all") {
        return Ok(METHODS.to_vec());
    }
    let name = featherfall::quant_methods().get(wanted)?.name();
    match METHODS.iter().find(|(method, _)| *method == name) {
        Some(method) => Ok(vec![*method]),
        None => bail!("`{name}` has no quantizer"),
    }
}

struct Row {
    bits_per_weight: f64,
    relative_rmse: f64,
    weighted_rmse: Option<f64>,
    time: Duration,
}

/// Quantizes every matrix; sizes and errors are means weighted by the matrices' sizes.
fn measure(
    name: &str,
    quantize: Quantize,
    matrices: &[Matrix],
    with_imatrix: bool,
    progress: &ProgressBar,
) -> Result<Row> {
    let mut row = Row {
        bits_per_weight: 0.0,
        relative_rmse: 0.0,
        weighted_rmse: with_imatrix.then_some(0.0),
        time: Duration::ZERO,
    };
    let mut total = 0.0;
    for Matrix { name: tensor, weights } in matrices {
        progress.set_message(format!("{name} {tensor}"));
        let columns = weights.dim(1)?;
        let imatrix = with_imatrix.then(|| weights::seeded_imatrix(columns));
        let start = Instant::now();
        let quantized = quantize(weights, imatrix.as_deref())?;
        row.time += start.elapsed();
        #[allow(clippy::cast_precision_loss, reason = "a ratio for people to read")]
        let count = weights.elem_count() as f64;
        row.bits_per_weight += quantized.bits_per_weight() * count;
        row.relative_rmse += quantized.relative_rmse(weights, None)? * count;
        if let Some(rmse) = &mut row.weighted_rmse {
            *rmse += quantized.relative_rmse(weights, imatrix.as_deref())? * count;
        }
        total += count;
        progress.inc(1);
    }
    row.bits_per_weight /= total;
    row.relative_rmse /= total;
    row.weighted_rmse = row.weighted_rmse.map(|rmse| rmse / total);
    Ok(row)
}

/// What the ledger says of the method, or what its level asks to be said.
fn note(name: &str) -> String {
    let Ok(method) = featherfall::quant_methods().get(name) else { return String::new() };
    let ignored = featherfall::degradations()
        .into_iter()
        .find(|row| method.operations().contains(&row.capability()))
        .map(|row| row.used().to_owned());
    let level = method.support().and_then(|level| level.warning_message(name));
    ignored.into_iter().chain(level).collect::<Vec<_>>().join("; ")
}

/// A bar on a terminal, nothing in a pipe.
fn progress(steps: usize) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}");
    ProgressBar::new(steps as u64)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
