//! `smix report` and `smix templates`.

use std::path::{Path, PathBuf};

use supportmix_core::calendar::Period;
use supportmix_core::file::{all_at_most, read_at_most};
use supportmix_core::pack::{Pack, PackFormat};
use supportmix_core::service::{
    LARGEST_PACK, LARGEST_PRESENTATION, NamedTemplate, PackContent, PackOrder, PackTemplate, PackTickets,
    Workspace, pack_template, pack_templates, packed, save_pack_template,
};
use supportmix_report::{ReportError, bytes, pdf, write};

use crate::arguments::{Listing, Report, Templates};
use crate::output::{self, Column};
use crate::place::{Place, note};
use crate::stop::Stop;
use crate::values::{compared_with, pack_format_by_ending};

/// Writes a review: of the store, or one that was kept.
pub fn report(place: &Place, asked: &Report) -> Result<(), Stop> {
    match &asked.pack {
        Some(kept) => write_kept(kept, asked),
        None => make(place, asked),
    }
}

fn write_kept(kept: &Path, asked: &Report) -> Result<(), Stop> {
    let format = format(asked, None)?;
    let template = presentation(asked, format)?;
    let json = match kept.as_os_str() == "-" {
        true => all_at_most(std::io::stdin().lock(), Path::new("standard input"), LARGEST_PACK)?,
        false => read_at_most(kept, LARGEST_PACK)?,
    };
    let pack = Pack::from_json(&json)
        .map_err(|error| Stop::misused(format!("{} holds no pack: {error}", kept.display())))?;
    let order = PackOrder { format, paper: asked.paper.unwrap_or_default(), template, tickets: None };
    deliver(&pack, order, asked)
}

/// The presentation whose look slides take.
fn presentation(asked: &Report, format: PackFormat) -> Result<Option<Vec<u8>>, Stop> {
    match (&asked.pptx_template, format) {
        (Some(path), PackFormat::Pptx) => Ok(Some(read_at_most(path, LARGEST_PRESENTATION)?)),
        (Some(_), _) => Err(Stop::misused("--pptx-template is for slides: --format pptx")),
        (None, _) => Ok(None),
    }
}

fn make(place: &Place, asked: &Report) -> Result<(), Stop> {
    let store = place.store()?;
    let saved = asked.template.as_deref().map(|name| pack_template(&store, name)).transpose()?;
    let template = choices(asked, saved)?;
    // Before anything is computed: a template that is none, and options that do not go together.
    let presentation = presentation(asked, template.format)?;
    if asked.tickets && template.format != PackFormat::Xlsx {
        return Err(Stop::misused("--tickets is for workbooks: --format xlsx"));
    }
    let workspace = Workspace::new(store)?;
    let now = asked.made.unwrap_or_else(|| place.now());
    let scope = workspace.ask(|snapshot| super::scope(snapshot, &asked.scope, None, place.now()));
    workspace.take_notes().iter().for_each(|text| note(text));
    let scope = scope?;
    let pack = packed(&workspace, &scope, &template.content, now)?;
    let tickets = asked.tickets.then(|| PackTickets::of(&workspace, &scope)).transpose()?;
    let order = PackOrder { format: template.format, paper: template.paper, template: presentation, tickets };
    deliver(&pack, order, asked)?;
    if let Some(name) = &asked.save_template {
        save_pack_template(workspace.store(), &NamedTemplate { name: name.clone(), template })?;
    }
    Ok(())
}

fn deliver(pack: &Pack, order: PackOrder<'_>, asked: &Report) -> Result<(), Stop> {
    if asked.output.as_os_str() == "-" {
        return output::bytes(&bytes(pack, order, &pdf)?);
    }
    write(pack, order, &dated(&asked.output, pack.period), &pdf)?;
    Ok(())
}

/// The path with the days in it.
fn dated(path: &Path, period: Period) -> PathBuf {
    match path.to_str() {
        Some(text) => PathBuf::from(
            text.replace("{from}", &period.from.to_string()).replace("{to}", &period.to.to_string()),
        ),
        // No placeholder can be found in what is no text.
        None => path.to_owned(),
    }
}

/// The form: that of the options, else of the file's ending, else of the template.
fn format(asked: &Report, saved: Option<&PackTemplate>) -> Result<PackFormat, Stop> {
    let by_ending = || pack_format_by_ending(&asked.output);
    asked.format.or_else(by_ending).or(saved.map(|saved| saved.format)).ok_or_else(|| {
        Stop::misused("say in which form: --format, or a file that ends in .pdf, .pptx, .xlsx, .html or .md")
    })
}

/// What is to be made: the options, else what the template says, else what is usual.
fn choices(asked: &Report, saved: Option<PackTemplate>) -> Result<PackTemplate, Stop> {
    let format = format(asked, saved.as_ref())?;
    let paper = asked.paper.or(saved.as_ref().map(|saved| saved.paper)).unwrap_or_default();
    let usual = saved.map_or_else(PackContent::default, |saved| saved.content);
    let content = PackContent {
        sections: asked.sections.clone().unwrap_or(usual.sections),
        compare: asked.compare.unwrap_or(usual.compare),
        split: asked.by.clone().unwrap_or(usual.split),
        count_as: asked.count_as.map(|preset| preset.name.to_owned()).or(usual.count_as),
        charts: asked.charts.unwrap_or(usual.charts),
        added: asked.added.clone().unwrap_or(usual.added),
        language: asked.language.unwrap_or(usual.language),
    };
    Ok(PackTemplate { content, format, paper })
}

/// Lists templates, or removes one.
pub fn templates(place: &Place, asked: &Templates) -> Result<(), Stop> {
    let store = place.store()?;
    match asked {
        Templates::List(listing) => list(listing, &pack_templates(&store)?),
        Templates::Remove { name } => Ok(store.transact(|change| change.remove_pack_template(name))?),
    }
}

fn list(asked: &Listing, templates: &[NamedTemplate]) -> Result<(), Stop> {
    if asked.json {
        return output::json(&templates);
    }
    if templates.is_empty() {
        note("no template is saved yet: smix report … --save-template NAME, or Make the pack in the window");
        return Ok(());
    }
    let columns = ["template", "form", "sections", "compared with", "language"].map(Column::text);
    let row = |NamedTemplate { name, template }: &NamedTemplate| {
        let content = &template.content;
        let compared = compared_with(content.compare);
        let paper = match template.format {
            PackFormat::Pdf => format!(" ({})", template.paper.word()),
            _ => String::new(),
        };
        let sections: Vec<&str> = content.sections.iter().map(|section| section.word()).collect();
        vec![
            name.clone(),
            format!("{}{paper}", template.format.word()),
            sections.join(", "),
            compared.to_owned(),
            content.language.code().to_owned(),
        ]
    };
    output::table(&columns, &templates.iter().map(row).collect::<Vec<_>>())
}

impl From<ReportError> for Stop {
    fn from(error: ReportError) -> Stop {
        match error {
            ReportError::Template(_) | ReportError::Folder => Stop::misused(error.to_string()),
            _ => Stop::failed(error.to_string()),
        }
    }
}
