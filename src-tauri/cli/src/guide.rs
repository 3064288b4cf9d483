//! The guide says what the arguments are.

use clap::{CommandFactory, ValueEnum};
use supportmix_core::metrics::PRESETS;

use crate::arguments::{Arguments, Setting};

/// A section of the guide: from its heading to the next one.
fn section<'a>(guide: &'a str, heading: &str) -> &'a str {
    let (_, section) =
        guide.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("no section {heading}"));
    section.split("\n## ").next().unwrap_or_default()
}

/// The section on a command, with that on periods where it takes one.
fn section_on(guide: &str, command: &str) -> String {
    let own = section(guide, &format!("smix {command}"));
    let periods = if own.contains("PERIOD") { section(guide, "Periods") } else { "" };
    format!("{own}{periods}")
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
        let section = section_on(&guide, command.get_name());
        options_are_in(&section, command);
        for part in command.get_subcommands() {
            assert!(section.contains(part.get_name()), "{} {}", command.get_name(), part.get_name());
            options_are_in(&section, part);
        }
    }
}

#[test]
fn the_guide_has_every_setting_and_preset() {
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs");
    let [commands, figures] = ["command-line.md", "figures.md"]
        .map(|page| std::fs::read_to_string(format!("{docs}/{page}")).unwrap());
    for setting in Setting::value_variants() {
        let value = setting.to_possible_value().unwrap();
        assert!(commands.contains(&format!("\n| `{}` |", value.get_name())), "{}", value.get_name());
    }
    for preset in PRESETS {
        assert!(figures.contains(&format!("\n| `{}` |", preset.name)), "{}", preset.name);
    }
}

#[test]
fn the_arguments_are_consistent() {
    Arguments::command().debug_assert();
}
