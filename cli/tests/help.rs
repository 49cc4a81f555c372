//! What shells and `man` make of what the program says of itself.

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::{featherfall, stderr, stdout};

/// What a shell prints, in which our program is found; `None` where there is no such shell.
fn shell(name: &str, script: &str) -> Option<String> {
    let programs = Path::new(env!("CARGO_BIN_EXE_cargo-featherfall")).parent().unwrap();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let home = tempfile::tempdir().unwrap();
    let arguments: &[&str] = match name {
        "bash" => &["--norc", "-c", script],
        "zsh" => &["-f", "-c", script],
        _ => &["--no-config", "-c", script],
    };
    let mut command = Command::new(name);
    let command = command.args(arguments).env("PATH", path).env("HOME", home.path());
    let output = command.current_dir(home.path()).output().ok()?;
    assert!(output.status.success(), "{name}: {}", stderr(&output));
    Some(stdout(&output))
}

#[test]
fn bash_completes_and_asks_cargo_for_the_rest() {
    // What a shell does when the tabulator is pressed behind these words.
    const ASK: &str = r#"
        ask() {
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
            local registered=$(complete -p "$1") && [[ $registered =~ ' -F '([^ ]+) ]]
            "${BASH_REMATCH[1]}" "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
            echo "$*: ${COMPREPLY[*]}"
        }
        ask cargo b
        ask cargo featherfall au
        ask cargo featherfall audit --for
        ask cargo-featherfall lim
    "#;
    let cargo = r#"_own() { COMPREPLY=("own-$2"); }; complete -o nospace -F _own cargo;"#;
    let load = "source <(cargo-featherfall completions bash);";
    let Some(said) = shell("bash", &format!("{cargo} {load} {load} {ASK} complete -p cargo"))
    else {
        return;
    };
    let expected = "cargo b: own-b\ncargo featherfall au: audit\ncargo featherfall audit --for: --format\ncargo-featherfall lim: limitations\ncomplete -o nospace -F __featherfall_below_cargo cargo\n";
    assert_eq!(said, expected);
    // Without completions of cargo, there are still ours.
    let said = shell("bash", &format!("{load} {ASK}")).unwrap();
    assert_eq!(
        said,
        expected.split_inclusive('\n').take(4).collect::<String>().replace("own-b", "")
    );
}

#[test]
fn fish_completes_beside_cargo() {
    let script = "cargo-featherfall completions fish | source
        complete -c cargo -f -n __fish_is_first_token -a build
        for line in 'cargo bui' 'cargo featherfall aud' 'cargo featherfall audit --form' 'cargo-featherfall lim'
            complete --do-complete $line | string replace -r '\\t.*' '' | string join ' ' | read -l found
            echo $line: $found
        end";
    let Some(said) = shell("fish", script) else { return };
    assert!(said.contains("cargo bui: build\n"), "{said}");
    assert!(said.contains("cargo featherfall aud: audit\n"), "{said}");
    assert!(said.contains("cargo featherfall audit --form: --format\n"), "{said}");
    assert!(said.contains("cargo-featherfall lim: limitations\n"), "{said}");
}

#[test]
fn zsh_loads_the_function_that_cargo_asks_for() {
    // A terminal is needed to press a key: its module for pseudo-terminals has one.
    let script = r#"
        mkdir functions && cargo-featherfall completions zsh > functions/_cargo-featherfall
        echo '#compdef cargo
            if (( CURRENT > 2 )) && (( $+functions[_cargo-$words[2]] )); then
                shift words; (( CURRENT-- )); _cargo-$words[1]
            else
                compadd own-build
            fi' > functions/_cargo
        zmodload zsh/zpty
        zpty inner zsh -f -i
        ask() {
            local line=$1 said=
            zpty -w inner "$2"
            zpty -n -w inner "$line"$'	'
            sleep 1
            zpty -n -w inner $'\x15'
            while zpty -r -t inner part; do said+=$part; done
            print -r -- "$said"
        }
        zpty -w inner 'PS1=; fpath=($PWD/functions $fpath); autoload -U compinit && compinit -u -D'
        sleep 1
        ask 'cargo own' ''
        ask 'cargo featherfall lim' ''
        ask 'cargo-featherfall aud' ''
    "#;
    let Some(said) = shell("zsh", script) else { return };
    for completed in ["cargo own-build", "cargo featherfall limitations", "cargo-featherfall audit"]
    {
        assert!(said.contains(completed), "{said}");
    }
}

#[test]
fn each_man_page_opens_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let one = stdout(&featherfall(folder.path(), &["man", "audit"]));
    assert_eq!(one.matches(".TH ").count(), 1, "{one}");
    assert!(one.contains("cargo-featherfall-audit") && !one.contains("cargo-featherfall-adopt"));
    assert_eq!(featherfall(folder.path(), &["man", "--out", "pages"]).status.code(), Some(0));
    let pages = fs::read_dir(folder.path().join("pages")).unwrap();
    for page in pages.map(|it| it.unwrap().path()) {
        assert_eq!(fs::read_to_string(&page).unwrap().matches(".TH ").count(), 1, "{page:?}");
        let Ok(shown) = Command::new("man").arg("-l").arg(&page).output() else { return };
        let name = page.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(shown.status.success() && stdout(&shown).contains(&name), "{name}");
    }
    assert!(folder.path().join("pages/cargo-featherfall.1").exists());
    assert_eq!(featherfall(folder.path(), &["man", "nothing"]).status.code(), Some(2));
}

#[test]
fn the_program_runs_without_cargo_too() {
    let run = |arguments: &[&str]| {
        let program = env!("CARGO_BIN_EXE_cargo-featherfall");
        Command::new(program).args(arguments).output().unwrap()
    };
    for arguments in [&["--version"][..], &["featherfall", "--version"]] {
        let version = format!("cargo-featherfall {}\n", env!("CARGO_PKG_VERSION"));
        assert_eq!(stdout(&run(arguments)), version);
    }
    let help = stdout(&run(&["audit", "--help"]));
    assert!(help.contains("Usage: cargo featherfall audit"), "{help}");
}
