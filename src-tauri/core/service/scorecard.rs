//! The figures of a page: of the whole and by who resolved, beside another period's, and what of them changed.

use super::api::{FigureChange, Scope, ScoreCell, ScoreRow, WhatChanged};
use super::comparing::{ComparedFigure, Pair, find, whole_and_parts};
use super::failure::Failure;
use super::pages::query;
use super::state::Snapshot;
use super::trends::TrendPoint;
use crate::calendar::{Compared, Comparison, Period};
use crate::metrics::{
    Answer, Change, Cohort, Contribution, Dimension, Figure, FrozenFigure, Group, Kpi, Measure, NEUTRAL,
    PRESETS, Preset, Query, Unit, contributions,
};
use crate::model::ResolutionType;

/// Changes that are told at most: what can be talked about in a review.
const MOST_CHANGES: usize = 5;

/// The figures of the scorecard for the period under review and, of what takes time to tell, where that is too recent,
/// for the newest one that is not.
pub(super) struct Scorecards {
    pub(super) now: Scorecard,
    pub(super) mature: Option<Scorecard>,
}

impl Scorecards {
    /// The figures of these KPIs, and those that they are compared with.
    ///
    /// # Errors
    /// The question cannot be asked.
    pub(super) fn new(
        snapshot: &Snapshot,
        scope: &Scope,
        kpis: &[&'static Kpi],
        comparison: Comparison,
    ) -> Result<Scorecards, Failure> {
        let (as_of, window) = (snapshot.facts.as_of(), snapshot.facts.repeat_window());
        let newest = snapshot.calendar.newest_mature(scope.period, as_of, window);
        let mature = newest.map(|period| {
            let with_window: Vec<&'static Kpi> =
                kpis.iter().copied().filter(|kpi| kpi.has_window()).collect();
            Scorecard::new(snapshot, &Scope { period, ..scope.clone() }, &with_window, comparison)
        });
        Ok(Scorecards {
            now: Scorecard::new(snapshot, scope, kpis, comparison)?,
            mature: mature.transpose()?,
        })
    }

    /// The row of a KPI. Where the period is too recent to tell, it shows the newest one that is not beside it, and
    /// compares only that.
    pub(super) fn row(&self, kpi: &'static Kpi, trend: Vec<TrendPoint>) -> ScoreRow {
        let mature = self.mature.as_ref().filter(|_| kpi.has_window());
        let cell = |kind: Option<ResolutionType>| {
            let shown = self.now.compared(kpi, kind)?;
            let Some(mature) = mature else { return Some(ScoreCell { shown, mature: None }) };
            Some(ScoreCell { shown: ComparedFigure::alone(shown.figure), mature: mature.compared(kpi, kind) })
        };
        // Who resolved a ticket is known once it is resolved: a share of the created would only restate the split.
        // What AI saved is told from what people cost, so that it is of all of them together.
        let splits = kpi.cohort == Cohort::Resolved && !matches!(kpi.measure, Measure::CostSaved);
        let split = |kind| splits.then(|| cell(Some(kind))).flatten();
        let nothing = || ScoreCell { shown: ComparedFigure::alone(Figure::empty(kpi.name)), mature: None };
        let vendors = PRESETS.iter().filter(|preset| preset.name != NEUTRAL.name);
        let own = |preset: &&&Preset| preset.kpis.iter().any(|own| std::ptr::eq(*own, kpi));
        ScoreRow {
            kpi,
            count_as: vendors.clone().find(own).map(|preset| preset.name),
            mature: mature.map(|mature| mature.period),
            mature_before: mature.and_then(|mature| mature.with).map(|with| with.period),
            whole: cell(None).unwrap_or_else(nothing),
            trend,
            ai_only: split(ResolutionType::AiOnly),
            hybrid: split(ResolutionType::Hybrid),
            human_only: split(ResolutionType::HumanOnly),
        }
    }

    /// What changed of these KPIs, the surest change first, and what did not. Where a period is too recent to tell, the
    /// newest one that is not is looked at.
    pub(super) fn what_changed(&self, kpis: &[&'static Kpi]) -> Option<WhatChanged> {
        self.now.before.as_ref()?;
        let (mut changes, mut noise) = (Vec::new(), Vec::new());
        for kpi in kpis {
            let card = self.mature.as_ref().filter(|_| kpi.has_window()).unwrap_or(&self.now);
            let (Some(figure), Some(with)) = (card.compared(kpi, None), card.with) else { continue };
            let Some(Change {
                difference: Some(difference),
                low: Some(low),
                high: Some(high),
                is_change,
                ..
            }) = figure.change
            else {
                continue;
            };
            if !is_change {
                noise.push(kpi.name);
                continue;
            }
            // How many half-widths of its interval it lies from no change.
            let sure = difference.abs() / ((high - low) / 2.0).max(f64::MIN_POSITIVE);
            let most = card.most(kpi, difference);
            changes
                .push((sure, FigureChange { kpi, period: card.period, before: with.period, figure, most }));
        }
        changes.sort_by(|(one, _), (two, _)| two.total_cmp(one));
        let changes = changes.into_iter().take(MOST_CHANGES).map(|(_, change)| change).collect();
        Some(WhatChanged { changes, noise })
    }
}

/// The figures of the scorecard for one period, beside those of another.
pub(super) struct Scorecard {
    pub(super) period: Period,
    pub(super) with: Option<Compared>,
    /// Whether no ticket was opened or resolved in the other period.
    pub(super) before_is_empty: bool,
    whole: Answer,
    by_type: Answer,
    /// The same of the other period, whole and by resolution type.
    before: Option<[Answer; 2]>,
    /// By query type, of both periods: what changes of the whole are made of.
    parts: Option<[Answer; 2]>,
}

impl Scorecard {
    /// The figures of these KPIs, and those that they are compared with.
    ///
    /// # Errors
    /// The question cannot be asked.
    pub(super) fn new(
        snapshot: &Snapshot,
        scope: &Scope,
        kpis: &[&'static Kpi],
        comparison: Comparison,
    ) -> Result<Scorecard, Failure> {
        let with = comparison.with(&snapshot.calendar, scope.period, snapshot.facts.as_of());
        let query = query(scope, kpis);
        let [whole, by_type, parts] = whole_and_parts(snapshot, &query)?;
        // What nothing is known of is no figure of 0.
        let is_empty =
            |with: &Compared| snapshot.facts.any_within(snapshot.calendar.span(with.period)).map(|any| !any);
        let before_is_empty = with.as_ref().map(is_empty).transpose()?.unwrap_or(false);
        let (before, parts) = match with.filter(|_| !before_is_empty) {
            Some(with) => {
                let other = Query { period: with.period, until: with.until, ..query };
                let [before, before_by_type, before_parts] = whole_and_parts(snapshot, &other)?;
                (Some([before, before_by_type]), Some([parts, before_parts]))
            }
            None => (None, None),
        };
        Ok(Scorecard { period: scope.period, with, before_is_empty, whole, by_type, before, parts })
    }

    fn compared(&self, kpi: &Kpi, kind: Option<ResolutionType>) -> Option<ComparedFigure> {
        let group = kind.map(|kind| vec![(Dimension::ResolutionType, kind.word().to_owned())]);
        let group = Group(group.unwrap_or_default());
        let figure = find(if kind.is_some() { &self.by_type } else { &self.whole }, kpi.name, &group)?;
        let Some([whole, by_type]) = &self.before else {
            return Some(ComparedFigure::alone(figure.clone()));
        };
        let before = if kind.is_some() { by_type } else { whole };
        let parts = self.parts.as_ref().map(|[now, before]| (now, before));
        Some(Pair { before, parts }.figure(figure))
    }

    /// All its figures, as they are published.
    pub(super) fn frozen(&self) -> Vec<FrozenFigure> {
        let answers = [(&self.whole, 0), (&self.by_type, 1)].into_iter();
        let figures = answers.flat_map(|(answer, at)| {
            let before = self.before.as_ref().and_then(|before| before.get(at));
            let parts = self.parts.as_ref().map(|[now, before]| (now, before));
            let pair = before.map(|before| Pair { before, parts });
            answer.rows.iter().map(move |figure| {
                FrozenFigure::of(figure, pair.as_ref().and_then(|pair| pair.figure(figure).change))
            })
        });
        figures.collect()
    }

    /// The query type that did most for a change, in its direction.
    fn most(&self, kpi: &Kpi, difference: f64) -> Option<Contribution> {
        let of = |answer: &'_ Answer| -> Vec<Figure> {
            answer.rows.iter().filter(|row| row.kpi == kpi.name).cloned().collect()
        };
        let [now, before] = self.parts.as_ref()?;
        let (now, before) = (of(now), of(before));
        let all = contributions(&before.iter().collect::<Vec<_>>(), &now.iter().collect::<Vec<_>>());
        let toward = |one: &Contribution| (one.mix + one.rate) * difference.signum();
        let most = all.into_iter().max_by(|one, two| toward(one).total_cmp(&toward(two)))?;
        // One of many that each do a little is not worth a word.
        (kpi.unit == Unit::Proportion && toward(&most) * 4.0 >= difference.abs()).then_some(most)
    }
}
