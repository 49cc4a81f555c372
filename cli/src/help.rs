//! What the command line says of itself to shells and to `man`.

use std::path::Path;

use clap::{Command, CommandFactory};
use clap_complete::Shell;

use crate::cli::Featherfall;
use crate::error::{About as _, Error};
use crate::write::{file, output};

/// The name of the program, which shells complete and man pages are called after.
const NAME: &str = "cargo-featherfall";

/// Asks the script for `cargo-featherfall` behind `cargo featherfall`, and what was there before
/// for everything else. In zsh, cargo's own script does that.
const BASH: &str = include_str!("help/below_cargo.bash");

/// The same in fish, where completions add up.
const FISH: &str = include_str!("help/below_cargo.fish");

/// The completion script.
pub(crate) fn completions(shell: Shell) -> String {
    let generated = |name: &str| {
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut Featherfall::command(), name, &mut script);
        String::from_utf8_lossy(&script).into_owned()
    };
    match shell {
        // The generator loses commands behind a name with a hyphen.
        Shell::Bash => {
            generated("featherfall").replace("default featherfall\n", &format!("default {NAME}\n"))
                + BASH
        }
        Shell::Fish => generated(NAME) + FISH,
        _ => generated(NAME),
    }
}

/// Prints a man page, or writes all of them.
pub(crate) fn man(verb: Option<&str>, folder: Option<&Path>) -> Result<(), Error> {
    let mut command = Featherfall::command().name(NAME).bin_name(NAME);
    command.build();
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder).about(|| format!("`{}`", folder.display()))?;
        let verbs = command.get_subcommands().filter(|it| it.get_name() != "help");
        for (name, command) in verbs.map(named).chain([(NAME.to_owned(), command.clone())]) {
            file::new_file(&folder.join(format!("{name}.1")), &page(command)?)?;
        }
        return Ok(());
    }
    let asked = match verb {
        None => command,
        Some(verb) => match command.find_subcommand(verb) {
            Some(found) => named(found).1,
            None => return Err(Error::failed(format!("there is no command `{verb}`"))),
        },
    };
    output::text(page(asked)?)
}

/// A command under the name of its page.
fn named(verb: &Command) -> (String, Command) {
    let name = format!("{NAME}-{}", verb.get_name());
    (name.clone(), verb.clone().name(name))
}

/// The page as roff.
fn page(command: Command) -> Result<String, Error> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page).map_err(Error::unprinted)?;
    String::from_utf8(page).about(|| String::from("the page"))
}
