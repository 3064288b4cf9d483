//! What the codes of the columns stand for.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use serde::{Deserialize, Serialize};

use super::column::Column;
use super::dictionary::Dictionary;
use super::flags::Flags;
use super::inventory::Inventory;
use super::{NONE, UNCATEGORISED};

/// A customer's score, and the top of its scale.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rating {
    /// The score.
    pub score: f64,
    /// The top of its scale.
    pub scale: f64,
}

/// The dictionaries of the columns of codes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct Words {
    /// In the order of [`Column::TEXTS`], then of [`Column::LISTS`].
    dictionaries: Vec<Dictionary>,
    profiles: Vec<Flags>,
    profile_codes: HashMap<Flags, u32, RandomState>,
    inventories: Vec<Inventory>,
    inventory_codes: HashMap<Inventory, u32, RandomState>,
    ratings: Vec<Option<Rating>>,
    rating_codes: HashMap<(u64, u64), u32, RandomState>,
    /// As tickets are grouped under: `4/5`.
    rating_names: Vec<String>,
}

/// The dictionaries as they are kept: what is found through them follows from that.
#[derive(Serialize, Deserialize)]
struct Stored {
    dictionaries: Vec<Dictionary>,
    profiles: Vec<Flags>,
    inventories: Vec<Inventory>,
    ratings: Vec<Option<Rating>>,
}

impl Default for Words {
    fn default() -> Words {
        let empty = |column: &Column| if *column == Column::QueryType { UNCATEGORISED } else { NONE };
        let texts = Column::TEXTS.iter().map(|column| Dictionary::new(empty(column)));
        let dictionaries = texts.chain(Column::LISTS.map(|_| Dictionary::new(NONE))).collect();
        // The first of each stands for nothing judged, nothing known, and no rating.
        Words::from(Stored {
            dictionaries,
            profiles: vec![Flags::default()],
            inventories: vec![Inventory::default()],
            ratings: vec![None],
        })
    }
}

impl From<Stored> for Words {
    fn from(stored: Stored) -> Words {
        let Stored { dictionaries, profiles, inventories, ratings } = stored;
        let profile_codes = profiles.iter().zip(0..).map(|(flags, code)| (*flags, code)).collect();
        let inventory_codes =
            inventories.iter().zip(0..).map(|(inventory, code)| (*inventory, code)).collect();
        let known = ratings.iter().zip(0..);
        let rating_codes = known.filter_map(|(rating, code)| Some((bits((*rating)?), code))).collect();
        let rating_names = ratings.iter().map(|rating| rating_name(*rating)).collect();
        Words {
            dictionaries,
            profiles,
            profile_codes,
            inventories,
            inventory_codes,
            ratings,
            rating_codes,
            rating_names,
        }
    }
}

impl From<Words> for Stored {
    fn from(words: Words) -> Stored {
        let Words { dictionaries, profiles, inventories, ratings, .. } = words;
        Stored { dictionaries, profiles, inventories, ratings }
    }
}

fn bits(rating: Rating) -> (u64, u64) {
    (rating.score.to_bits(), rating.scale.to_bits())
}

fn place(column: Column) -> usize {
    let mut all = Column::TEXTS.into_iter().chain(Column::LISTS.map(|(items, _)| items));
    all.position(|known| known == column).unwrap_or(Column::TEXTS.len())
}

impl Words {
    /// Whether there are as many dictionaries as columns that need one.
    pub(super) fn are_complete(&self) -> bool {
        self.dictionaries.len() == Column::TEXTS.len() + Column::LISTS.len()
    }

    /// The dictionary of a column of texts, or of a list.
    pub fn dictionary(&self, column: Column) -> &Dictionary {
        // There is one for each column of texts and of a list; any other column gets that of the tags.
        &self.dictionaries[place(column)]
    }

    /// What the codes of a column are called: texts, tags, or ratings as `4/5`.
    pub fn names(&self, column: Column) -> &[String] {
        match column {
            Column::Rating => &self.rating_names,
            texts => self.dictionary(texts).names(),
        }
    }

    /// What is judged of the tickets of each profile, by its code.
    pub fn profiles(&self) -> &[Flags] {
        &self.profiles
    }

    /// What the tickets of each inventory tell, by its code.
    pub fn inventories(&self) -> &[Inventory] {
        &self.inventories
    }

    /// Score and scale of each rating, by its code; `None` stands for no rating.
    pub fn ratings(&self) -> &[Option<Rating>] {
        &self.ratings
    }

    /// Gives codes to all that another one has: what each of its codes is here, by column.
    pub(super) fn adopt(&mut self, other: &Words) -> HashMap<Column, Vec<u32>> {
        let lists = Column::LISTS.map(|(items, _)| items);
        let texts = Column::TEXTS.into_iter().chain(lists).map(|column| {
            let theirs = other.dictionary(column).names().iter().zip(0..);
            // The first stands for empty values in each.
            let codes = theirs.map(|(name, code)| if code == 0 { 0 } else { self.code(column, name) });
            (column, codes.collect())
        });
        let mut codes: HashMap<Column, Vec<u32>> = texts.collect();
        codes.insert(Column::Profile, other.profiles.iter().map(|flags| self.profile(*flags)).collect());
        let inventories = other.inventories.iter().map(|inventory| self.inventory(*inventory)).collect();
        codes.insert(Column::Inventory, inventories);
        codes.insert(Column::Rating, other.ratings.iter().map(|rating| self.rating(*rating)).collect());
        codes
    }

    pub(super) fn code(&mut self, column: Column, text: &str) -> u32 {
        self.dictionaries[place(column)].code(text)
    }

    pub(super) fn profile(&mut self, flags: Flags) -> u32 {
        let next = self.profiles.len() as u32;
        let code = *self.profile_codes.entry(flags).or_insert(next);
        if code == next {
            self.profiles.push(flags);
        }
        code
    }

    pub(super) fn inventory(&mut self, inventory: Inventory) -> u32 {
        let next = self.inventories.len() as u32;
        let code = *self.inventory_codes.entry(inventory).or_insert(next);
        if code == next {
            self.inventories.push(inventory);
        }
        code
    }

    pub(super) fn rating(&mut self, rating: Option<Rating>) -> u32 {
        let Some(rating) = rating else { return 0 };
        let next = self.ratings.len() as u32;
        let code = *self.rating_codes.entry(bits(rating)).or_insert(next);
        if code == next {
            self.ratings.push(Some(rating));
            self.rating_names.push(rating_name(Some(rating)));
        }
        code
    }
}

fn rating_name(rating: Option<Rating>) -> String {
    rating.map_or(NONE.to_owned(), |Rating { score, scale }| format!("{score}/{scale}"))
}
