//! How languages write numbers.

/// The signs of a language's numbers.
pub(crate) struct Numbers {
    /// Between thousands.
    pub group: char,
    /// Before the decimals.
    pub decimal: char,
    /// Behind a percentage.
    pub percent: &'static str,
    /// Minutes, with the space before.
    pub minutes: &'static str,
    /// Millions, billions and trillions, as they follow a number.
    pub large: [&'static str; 3],
    /// Whether a currency stands behind its amount.
    pub currency_last: bool,
}

pub(super) static ENGLISH: Numbers = Numbers {
    group: ',',
    decimal: '.',
    percent: "%",
    minutes: " min",
    large: ["M", "B", "T"],
    currency_last: false,
};

pub(super) static GERMAN: Numbers = Numbers {
    group: '.',
    decimal: ',',
    percent: "\u{a0}%",
    minutes: " min",
    large: ["\u{a0}Mio.", "\u{a0}Mrd.", "\u{a0}Bio."],
    currency_last: true,
};

/// What an amount of this currency stands beside: the symbol of those that all know, else its code.
pub fn currency_symbol(code: &str) -> &str {
    match code {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "JPY" | "CNY" => "¥",
        "INR" => "₹",
        code => code,
    }
}

impl Numbers {
    /// A number that is not below 0, with thousands apart.
    pub fn grouped(&self, value: f64, decimals: usize) -> String {
        if value >= 1e15 {
            return format!("{value:.2e}");
        }
        let plain = format!("{value:.decimals$}");
        let (whole, rest) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
        let mut written = String::new();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place) % 3 == 0 {
                written.push(self.group);
            }
            written.push(digit);
        }
        written.extend(rest.chars().map(|sign| if sign == '.' { self.decimal } else { sign }));
        written
    }

    /// A number as it is, however small or large.
    pub fn plain(&self, value: f64) -> String {
        value.to_string().replace('.', &self.decimal.to_string())
    }

    /// The same, short however large it is.
    pub fn short(&self, value: f64, decimals: usize) -> String {
        if value >= 1e15 {
            return format!("{value:.2e}");
        }
        for (size, name) in [1e12, 1e9, 1e6].into_iter().zip(self.large.iter().rev()) {
            if value >= size {
                let short = self.grouped(value / size, 2);
                return format!("{}{name}", short.trim_end_matches('0').trim_end_matches(self.decimal));
            }
        }
        self.grouped(value, decimals)
    }

    /// An amount beside its currency's symbol, or its code where it has none that all know.
    pub fn money(&self, amount: &str, code: &str) -> String {
        let symbol = currency_symbol(code);
        // By a space that does not break, where it stands apart.
        match (symbol.is_empty(), self.currency_last, symbol == code) {
            (true, ..) => amount.to_owned(),
            (_, true, _) => format!("{amount}\u{a0}{symbol}"),
            (_, false, true) => format!("{symbol}\u{a0}{amount}"),
            (_, false, false) => format!("{symbol}{amount}"),
        }
    }
}
