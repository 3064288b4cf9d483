//! The guide says what the arguments are.

use clap::CommandFactory;

use crate::arguments::Arguments;

/// The guide's section on a command: from its heading to the next one.
fn section<'a>(guide: &'a str, command: &str) -> &'a str {
    let heading = format!("\n## smix {command}\n");
    let (_, section) = guide.split_once(&heading).unwrap_or_else(|| panic!("no section on smix {command}"));
    section.split("\n## ").next().unwrap_or_default()
}

fn options_are_in(section: &str, command: &clap::Command) {
    for argument in command.get_arguments().filter(|argument| !argument.is_global_set()) {
        if let Some(long) = argument.get_long().filter(|long| *long != "help") {
            assert!(section.contains(&format!("--{long}")), "--{long} of {}", command.get_name());
        }
    }
}

#[test]
fn the_guide_has_every_command_and_option() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/command-line.md");
    let guide = std::fs::read_to_string(path).unwrap();
    for command in Arguments::command().get_subcommands() {
        let section = section(&guide, command.get_name());
        options_are_in(section, command);
        for part in command.get_subcommands() {
            assert!(section.contains(part.get_name()), "{} {}", command.get_name(), part.get_name());
            options_are_in(section, part);
        }
    }
}

#[test]
fn the_arguments_are_consistent() {
    Arguments::command().debug_assert();
}
