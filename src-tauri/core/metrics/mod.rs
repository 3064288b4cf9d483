//! KPIs: their definitions as data, and the engine that computes them from columns in memory.
//!
//! A KPI is one file in `kpis`: what it is called, what it counts in words, and a [`Measure`]. A question becomes a
//! `plan` (its days cut into parts, its filters as tables of codes) and goes over the tickets once: `scan` chooses the
//! rows of each cohort and adds them up in the finest `cells` that the question tells apart; `groups` sums those up to
//! what is asked for. A share judges each profile of tickets once (`judge`), so that the pass itself only adds.
//! Drilling down to tickets asks the same plan and the same measure, so that a figure and its list agree by
//! construction.

mod age;
mod backlog;
mod cells;
mod change;
mod dimension;
mod drill;
mod engine;
mod figure;
mod frozen;
mod groups;
mod input;
mod judge;
mod kpi;
mod kpis;
mod list;
mod pass;
mod percentile;
mod plan;
mod preset;
mod quality;
mod quality_row;
mod query;
mod releases;
mod row;
mod scan;
mod statistics;
mod stop;
mod suggest;
mod tally;
mod target;

pub use change::{Change, Contribution, MixAndRate, change, contributions, mix_and_rate};
pub use dimension::Dimension;
pub use drill::{Found, Part, tickets_of};
pub use engine::{Asked, answers, figures};
pub(crate) use figure::is_withheld;
pub use figure::{Answer, AnswerPeriod, Figure, Group};
pub use frozen::{FigureNote, FrozenChange, FrozenFigure, FrozenMature, FrozenReview};
pub use input::{Among, INPUTS, Input, Silence};
pub use kpi::{Amount, Cohort, Direction, Duration, Evidence, Kpi, Measure, Unit};
pub use kpis::KPIS;
pub use list::{ListColumn, ListOrder, in_order};
pub use pass::{Pass, Ticket};
pub use preset::{NEUTRAL, PRESETS, Preset};
pub use quality::{
    Contradicting, ExcludedTickets, InputKnown, InputMissing, Quality, SUPPORTED, SourceQuality, Support,
    SupportLevel, quality,
};
pub use quality_row::{QualityRow, QualityTickets, tickets_of_row};
pub use query::{Basis, Filter, Query, QueryError, Times, unknown_filters};
pub use releases::{Release, releases};
pub use row::{Row, Verdict};
pub use statistics::{Interval, Sample, newcombe, poisson_difference, welch, wilson};
pub use stop::StopSign;
pub(crate) use suggest::nearest;
pub(crate) use tally::Moments;
pub use target::{BadTarget, Standing, Target, Targets};

/// The version of the definitions behind the figures. It goes up when a definition changes.
pub const DEFINITIONS: u32 = 1;
