//! The columns there are.

/// What a column holds for each ticket.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A code of a dictionary, or a count and one more, kept as narrow as they allow.
    Code,
    /// A whole number of 32 bits: a time, an id, a place.
    Number,
    /// A whole number of 64 bits.
    Wide,
    /// A double.
    Real,
    /// The number of a bin.
    Bin,
}

macro_rules! columns {
    ($( $(#[doc = $doc:literal])+ $name:ident $kind:ident; )+) => {
        /// A column.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Column { $( $(#[doc = $doc])+ $name ),+ }

        impl Column {
            /// All columns.
            pub const ALL: &'static [Column] = &[ $( Column::$name ),+ ];
            /// How many there are.
            pub const COUNT: usize = Column::ALL.len();

            pub(super) fn kind(self) -> Kind {
                match self { $( Column::$name => Kind::$kind ),+ }
            }
        }
    };
}

columns! {
    /// The ticket's number in the store.
    Id Number;
    /// When it was opened, in epoch seconds; the order of the tickets.
    Created Number;
    /// When it was last resolved; [`super::UNKNOWN_TIME`] where it is not.
    Resolved Number;
    /// When AI handed it off.
    HandedOff Number;
    /// When a person first replied.
    FirstReply Number;
    /// The newest of all its times.
    Latest Number;
    /// A number for the requester; 0 where unknown.
    Requester Wide;
    /// Minutes that people worked on it; not a number where unknown.
    Minutes Real;
    /// Public replies by people, and one more; 0 where unknown.
    Replies Code;
    /// What was judged of it: a position in [`super::Words::profiles`].
    Profile Code;
    /// Which fields it has, and how it contradicts itself: a position in [`super::Words::inventories`].
    Inventory Code;
    /// Score and scale: a position in [`super::Words::ratings`].
    Rating Code;
    /// The bin of the time to a person's first reply.
    ReplyBin Bin;
    /// The bin of the time to the resolution.
    ResolutionBin Bin;
    /// Primary category.
    QueryType Code;
    /// The way the customer wrote.
    Channel Code;
    /// Where it stands in its helpdesk.
    Status Code;
    /// Urgency.
    Priority Code;
    /// The team it is assigned to.
    Team Code;
    /// The person it is assigned to.
    Assignee Code;
    /// The account's plan or tier.
    AccountTier Code;
    /// The customer's language.
    Language Code;
    /// Release of the AI.
    AiVersion Code;
    /// Why AI handed off.
    HandoffTrigger Code;
    /// Page of the product.
    Page Code;
    /// The customer's account.
    Account Code;
    /// How it was solved: the path that is documented, else the last tag.
    Path Code;
    /// Where it was imported from.
    Source Code;
    /// Why it counts in no figure.
    Exclusion Code;
    /// The yearly revenue of the account; not a number where unknown.
    AccountValue Real;
    /// Teams that had it, and one more; 0 where unknown.
    Teams Code;
    /// Replies by AI, and one more; 0 where unknown.
    AiReplies Code;
    /// What the customer's text tells: [`super::Signals`].
    Signals Code;
    /// Where in [`Column::Tags`] its tags end; they begin where those of the ticket before end.
    TagEnds Number;
    /// The tags of all tickets of a segment, one behind the other.
    Tags Code;
    /// Where in [`Column::Articles`] its articles end.
    ArticleEnds Number;
    /// The articles that AI cited, of all tickets of a segment.
    Articles Code;
    /// The rows of the tickets that are not resolved, in order: all that a later backlog needs of a segment whose other
    /// tickets were resolved before.
    Unresolved Number;
}

impl Column {
    /// Whether it has something for each ticket; the others have as much as there is.
    pub(super) fn is_by_ticket(self) -> bool {
        !matches!(self, Column::Tags | Column::Articles | Column::Unresolved)
    }

    /// Lists: the column of the items of all tickets, and the one that says where those of each ticket end.
    pub(super) const LISTS: [(Column, Column); 2] =
        [(Column::Tags, Column::TagEnds), (Column::Articles, Column::ArticleEnds)];

    /// The columns of one text for each ticket.
    pub(super) const TEXTS: [Column; 15] = [
        Column::QueryType,
        Column::Channel,
        Column::Status,
        Column::Priority,
        Column::Team,
        Column::Assignee,
        Column::AccountTier,
        Column::Language,
        Column::AiVersion,
        Column::HandoffTrigger,
        Column::Page,
        Column::Source,
        Column::Exclusion,
        Column::Account,
        Column::Path,
    ];
}

/// A set of columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ColumnSet(u64);

impl ColumnSet {
    /// These columns.
    pub fn of(columns: &[Column]) -> ColumnSet {
        columns.iter().copied().collect()
    }

    /// Every column.
    pub fn all() -> ColumnSet {
        ColumnSet::of(Column::ALL)
    }

    /// Adds a column.
    pub fn insert(&mut self, column: Column) {
        self.0 |= 1 << column as u64;
    }

    /// The columns in the set.
    pub fn iter(self) -> impl Iterator<Item = Column> {
        Column::ALL.iter().copied().filter(move |column| self.0 & (1 << *column as u64) != 0)
    }
}

impl FromIterator<Column> for ColumnSet {
    fn from_iter<I: IntoIterator<Item = Column>>(columns: I) -> ColumnSet {
        let mut set = ColumnSet::default();
        columns.into_iter().for_each(|column| set.insert(column));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_fits_the_set_at_its_place() {
        const { assert!(Column::COUNT <= 64) };
        for (place, column) in Column::ALL.iter().enumerate() {
            assert_eq!(*column as usize, place);
        }
        assert_eq!(ColumnSet::all().iter().count(), Column::COUNT);
        assert_eq!(ColumnSet::of(&[Column::Tags]).iter().collect::<Vec<_>>(), [Column::Tags]);
    }
}
