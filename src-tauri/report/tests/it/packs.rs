//! Packs to write.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::LazyLock;

use supportmix_core::calendar::Period;
use supportmix_core::language::Language;
use supportmix_core::metrics::FigureNote;
use supportmix_core::model::Timestamp;
use supportmix_core::pack::Pack;
use supportmix_core::service::{PackContent, PageName, Scope, Workspace, load_sample, pack};
use supportmix_core::store::{NewStore, Settings, Store};

/// The moment of all packs here: 8 July 2026, 10:00 UTC.
pub const NOW: Timestamp = Timestamp(1_783_504_800);

/// The last whole week of the sample data.
pub fn week() -> Period {
    Period { from: "2026-06-29".parse().unwrap(), to: "2026-07-05".parse().unwrap() }
}

/// The sample data, loaded once for all tests; in the folder that cargo gives tests, as what is static is never dropped.
static SAMPLE: LazyLock<Workspace> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("packs");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let new = NewStore { settings: Settings::new("Europe/Berlin") };
    let store = Store::open(&folder.join("store.db"), Some(&new), NOW).unwrap();
    load_sample(&store, NOW, "ann", &mut |_| ControlFlow::Continue(())).unwrap();
    Workspace::new(store).unwrap()
});

/// The pack of these days of the sample data.
pub fn sample(period: Period, content: &PackContent) -> Pack {
    let remark = FigureNote {
        kpi: "deflection_rate".to_owned(),
        text: "The new release went live on Monday.".to_owned(),
    };
    let scope = Scope { period, filters: Vec::new() };
    SAMPLE.ask(|snapshot| pack(snapshot, &scope, content, std::slice::from_ref(&remark), NOW)).unwrap()
}

/// The review of the last week.
pub fn review(language: Language) -> Pack {
    sample(week(), &PackContent { language, ..PackContent::default() })
}

/// The sections of the insights, of the last week.
pub fn insights(language: Language) -> Pack {
    let sections = vec![
        PageName::Taxonomy,
        PageName::Escalations,
        PageName::Learning,
        PageName::Accounts,
        PageName::Deflection,
    ];
    sample(week(), &PackContent { language, sections, ..PackContent::default() })
}

/// A review of days without a ticket.
pub fn empty() -> Pack {
    let period = Period { from: "2019-01-07".parse().unwrap(), to: "2019-01-13".parse().unwrap() };
    sample(period, &PackContent::default())
}
