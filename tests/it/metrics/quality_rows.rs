//! What the data quality counts, and the tickets that its rows open.

use proptest::prelude::*;
use supportmix_core::cost::Costs;
use supportmix_core::metrics::{
    ListColumn, ListOrder, QualityRow, QualityTickets, in_order, quality, tickets_of_row,
};
use supportmix_core::model::Contradictions;

use super::same_numbers::facts;
use super::world::tickets;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn each_row_opens_as_many_tickets_as_it_counts_and_the_right_ones(tickets in tickets()) {
        let (facts, costs) = (facts(&tickets), Costs::default());
        let list = |source: &Option<String>, tickets: QualityTickets| {
            let row = QualityRow { source: source.clone(), tickets };
            let found = tickets_of_row(&facts, &costs, &row).unwrap();
            let order = ListOrder { by: ListColumn::Created, descending: false };
            let ids = in_order(&facts, &found, order, &[]).unwrap();
            assert_eq!(ids.len(), found.len());
            ids
        };
        let outcome = |id: &u32| {
            let number = id.to_string();
            tickets.iter().find(|(_, ticket)| ticket.external_id.as_ref() == Some(&number)).unwrap()
        };
        let quality = quality(&facts, &costs).unwrap();
        for part in std::iter::once(&quality.whole).chain(&quality.sources) {
            let of_source = |id: &u32| part.source.as_deref().is_none_or(|source| outcome(id).0 == source);
            for known in &part.inputs {
                let ids = list(&part.source, QualityTickets::Unknown(known.input.name.to_owned()));
                prop_assert_eq!(ids.len() as u64, known.asked - known.known, "{}", known.input.name);
                prop_assert!(ids.iter().all(of_source));
                // Not one of the fields that would tell is filled.
                let filled = |id: &u32| known.input.fields.iter().any(|field| outcome(id).1.filled().contains(*field));
                prop_assert!(!ids.iter().any(filled), "{}", known.input.name);
            }
            for one in &part.contradictions {
                let ids = list(&part.source, QualityTickets::Contradicting(one.kind));
                prop_assert_eq!(ids.len() as u64, one.tickets);
                prop_assert!(ids.iter().all(|id| of_source(id) && Contradictions::of(&outcome(id).1).contains(one.kind)));
            }
            for one in &part.excluded {
                let ids = list(&part.source, QualityTickets::Excluded(one.reason));
                prop_assert_eq!(ids.len() as u64, one.tickets);
                prop_assert!(ids.iter().all(|id| of_source(id) && outcome(id).1.exclusion == Some(one.reason)));
            }
        }
        let nowhere = list(&Some("nowhere".to_owned()), QualityTickets::Unknown("requester".to_owned()));
        prop_assert!(nowhere.is_empty());
        prop_assert!(list(&None, QualityTickets::Unknown("nothing".to_owned())).is_empty());
    }
}
