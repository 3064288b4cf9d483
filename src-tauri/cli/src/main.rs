//! `smix`: Supportmix on the command line. Arguments in, core asked, answer printed; nothing is computed here.

mod arguments;
mod commands;
#[cfg(test)]
mod guide;
mod output;
mod place;
mod progress;
mod stop;
mod values;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use place::Place;
use stop::Stop;

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => stop.report(),
    }
}

fn run(arguments: Arguments) -> Result<(), Stop> {
    let place = Place::new(arguments.store);
    match arguments.command {
        Command::Import(import) => commands::import::import(&place, import),
        Command::Kpi(figures) => commands::kpi::kpi(&place, &figures),
        Command::Kpis(listing) => commands::kpi::kpis(&listing),
        Command::Views(listing) => commands::views::views(&place, &listing),
        Command::Quality(asked) => commands::quality::quality(&place, &asked),
        Command::Taxonomy(asked) => commands::insights::taxonomy(&place, &asked),
        Command::QueryTypes(asked) => commands::insights::query_types(&place, &asked),
        Command::Escalations(asked) => commands::insights::escalations(&place, &asked),
        Command::Handoffs(asked) => commands::insights::handoffs(&place, &asked),
        Command::Versions(asked) => commands::insights::versions(&place, &asked),
        Command::Gaps(asked) => commands::insights::gaps(&place, &asked),
        Command::Drift(asked) => commands::insights::drift(&place, &asked),
        Command::Anomalies(asked) => commands::insights::anomalies(&place, &asked),
        Command::Accounts(asked) => commands::insights::accounts(&place, &asked),
        Command::Pages(asked) => commands::insights::pages(&place, &asked),
        Command::Alerts(asked) => commands::insights::alerts(&place, &asked),
        Command::Blueprint(asked) => commands::decisions::blueprint(&place, &asked),
        Command::Decisions(asked) => commands::decisions::decisions(&place, &asked),
        Command::Chart(chart) => commands::chart::chart(&place, &chart),
        Command::Report(asked) => commands::report::report(&place, &asked),
        Command::Templates(asked) => commands::report::templates(&place, &asked),
        Command::Schedule(asked) => commands::schedule::schedule(&place, &asked),
        Command::Tickets(tickets) => commands::tickets::tickets(&place, &tickets),
        Command::Ticket(ticket) => commands::tickets::ticket(&place, &ticket),
        Command::Costs(costs) => commands::costs::costs(&place, &costs),
        Command::Verdicts(verdicts) => commands::verdicts::verdicts(&place, &verdicts),
        Command::Targets(targets) => commands::targets::targets(&place, &targets),
        Command::Review(review) => commands::review::review(&place, &review),
        Command::Mapping(mapping) => commands::mapping::mapping(&place, &mapping),
        Command::Lexicon(lexicon) => commands::lexicon::lexicon(&place, &lexicon),
        Command::Formats(listing) => commands::mapping::formats(&listing),
        Command::Connect(connect) => commands::connect::connect(&place, &connect),
        Command::Sync(sync) => commands::connect::sync(&place, &sync),
        Command::Sample(sample) => commands::sample::sample(&place, &sample),
        Command::Settings(settings) => commands::settings::settings(&place, &settings),
        Command::Sources(sources) => commands::store::sources(&place, &sources),
        Command::Imports(imports) => commands::store::imports(&place, &imports),
        Command::Backup { file } => commands::store::backup(&place, &file),
        Command::Restore(asked) => commands::store::restore(&place, &asked),
        Command::Erase(asked) => commands::erase::erase(&place, &asked),
        Command::Status(listing) => commands::store::status(&place, &listing),
    }
}
