//! The invented customers: accounts with a tier and a value, and the people in them.

use super::catalogue::{FAMILY, GIVEN};
use super::dice::Dice;

/// How many accounts there are.
pub(super) const ACCOUNTS: usize = 400;

/// One tier: name, accounts of it (of 20), how much an account asks, range of yearly revenue.
const TIERS: &[(Tier, u64)] = &[
    (Tier { name: "enterprise", weight: 8, low: 40_000, high: 240_000 }, 2),
    (Tier { name: "business", weight: 4, low: 6_000, high: 30_000 }, 5),
    (Tier { name: "starter", weight: 2, low: 600, high: 2_400 }, 8),
    (Tier { name: "free", weight: 1, low: 0, high: 0 }, 5),
];

#[derive(Clone, Copy)]
struct Tier {
    name: &'static str,
    weight: u64,
    low: i64,
    high: i64,
}

/// A customer.
pub(super) struct Account {
    pub(super) id: String,
    pub(super) tier: &'static str,
    /// Yearly revenue, in whole units of the currency.
    pub(super) value: i64,
    /// People in it who write.
    people: u64,
}

/// All customers, and how likely each is to write next.
pub(super) struct Customers {
    accounts: Vec<Account>,
    /// For each account, the weights of it and of all before it.
    cumulated: Vec<u64>,
}

impl Customers {
    /// Customers for about so many tickets: the more tickets, the more people, so that how often the same person
    /// returns does not depend on the size of the sample.
    pub(super) fn new(dice: &mut Dice, tickets: usize) -> Customers {
        let mut accounts = Vec::with_capacity(ACCOUNTS);
        let mut weights = Vec::with_capacity(ACCOUNTS);
        for number in 0..ACCOUNTS {
            let troubled = number == TROUBLED;
            let tier = if troubled { TIERS[0].0 } else { dice.weighted(TIERS) };
            let value = if troubled { 184_000 } else { dice.between(tier.low / 10, tier.high / 10) * 10 };
            weights.push(tier.weight * dice.below(100).max(20));
            accounts.push(Account { id: account_id(number), tier: tier.name, value, people: 0 });
        }
        let total: u64 = weights.iter().sum();
        let mut cumulated = Vec::with_capacity(ACCOUNTS);
        let mut sum = 0;
        for (account, weight) in accounts.iter_mut().zip(weights) {
            sum += weight;
            cumulated.push(sum);
            account.people = (weight * tickets as u64 / 3 / total.max(1)).max(3);
        }
        Customers { accounts, cumulated }
    }

    /// The number of the account that writes next.
    pub(super) fn next(&self, dice: &mut Dice) -> usize {
        let rest = dice.below(self.cumulated.last().copied().unwrap_or(0));
        self.cumulated.partition_point(|sum| *sum <= rest)
    }

    /// An account by its number, which [`Customers::next`] or [`TROUBLED`] gave.
    pub(super) fn account(&self, number: usize) -> &Account {
        &self.accounts[number]
    }

    /// The number of somebody in the account.
    pub(super) fn person(&self, account: usize, dice: &mut Dice) -> u64 {
        dice.below(self.account(account).people)
    }

    /// The e-mail address of somebody in an account.
    pub(super) fn address(&self, account: usize, person: u64) -> String {
        let given = GIVEN[person as usize % GIVEN.len()];
        let family = FAMILY[person as usize / GIVEN.len() % FAMILY.len()];
        let round = person as usize / (GIVEN.len() * FAMILY.len());
        let number = if round == 0 { String::new() } else { round.to_string() };
        format!("{given}.{family}{number}@{}.example", self.account(account).id.to_lowercase())
    }
}

/// The number of the account that goes bad.
pub(super) const TROUBLED: usize = 117;

/// The id of an account by its number.
pub(super) fn account_id(number: usize) -> String {
    format!("ACC-{:04}", 1000 + number)
}
