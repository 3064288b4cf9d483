//! The invented company: what its customers ask about, who answers, and with what.

/// A category of questions, and how ready it is for AI. Chances are per mille, times in minutes.
pub(super) struct QueryType {
    pub(super) name: &'static str,
    /// Share of all tickets.
    pub(super) share: u64,
    /// How often AI takes part, in the end, where the channel allows it.
    pub(super) involvement: i64,
    /// How often AI resolves what it takes part in, before anything in the story happens.
    pub(super) resolution: i64,
    /// Mean minutes of work for a person.
    pub(super) handle: i64,
    /// Mean minutes from a person's first reply to the resolution.
    pub(super) patience: i64,
    pub(super) team: &'static str,
    pub(super) subjects: &'static [&'static str],
    pub(super) pages: &'static [&'static str],
    pub(super) articles: &'static [&'static str],
    pub(super) causes: &'static [&'static str],
    pub(super) fixes: &'static [&'static str],
}

pub(super) const FRONTLINE: &str = "Frontline";
pub(super) const BILLING: &str = "Billing";
pub(super) const TECHNICAL: &str = "Technical";
pub(super) const ENTERPRISE: &str = "Enterprise";

pub(super) const HOW_TO: &str = "How-to question";
pub(super) const INVOICES: &str = "Billing and invoices";
pub(super) const INTEGRATION: &str = "Integration setup";
pub(super) const EXPORT: &str = "Data export";
pub(super) const PAYMENT: &str = "Payment failure";
pub(super) const PLAN: &str = "Plan change";

macro_rules! query_types {
    ($( $name:expr, $team:expr, $share:literal, $involvement:literal, $resolution:literal, $handle:literal, $patience:literal,
        subjects $subjects:tt pages $pages:tt articles $articles:tt causes $causes:tt fixes $fixes:tt; )+) => {
        &[ $( QueryType {
            name: $name, team: $team, share: $share, involvement: $involvement, resolution: $resolution,
            handle: $handle, patience: $patience, subjects: &$subjects, pages: &$pages, articles: &$articles,
            causes: &$causes, fixes: &$fixes,
        } ),+ ]
    };
}

/// What customers ask about.
pub(super) const QUERY_TYPES: &[QueryType] = query_types! {
    // name, team, share, involvement, resolution, handle, patience
    HOW_TO, FRONTLINE, 130, 900, 540, 8, 240,
        subjects ["How do I build a board for two teams?", "Where can I change the date format?", "Can a view be shared?"]
        pages ["/boards", "/views", "/settings/general"] articles ["kb-101", "kb-104", "kb-117"]
        causes ["Feature hard to find", "Help text unclear"] fixes ["Explained", "Sent article"];
    "Login and password", FRONTLINE, 120, 950, 770, 5, 90,
        subjects ["Cannot log in", "Password reset e-mail never arrives", "Locked out after too many attempts"]
        pages ["/login", "/login/reset"] articles ["kb-201", "kb-202"]
        causes ["Forgotten password", "Mail filter", "Locked account"] fixes ["Reset sent", "Unlocked by hand"];
    INVOICES, BILLING, 110, 800, 400, 11, 480,
        subjects ["Invoice shows the wrong address", "Why was I charged twice?", "Need last year's invoices"]
        pages ["/billing", "/billing/invoices"] articles ["kb-301", "kb-306"]
        causes ["Address outdated", "Proration misunderstood"] fixes ["Invoice reissued", "Explained", "Credited"];
    PLAN, BILLING, 60, 750, 500, 9, 400,
        subjects ["Upgrade to Business", "What happens to seats if we downgrade?", "Pricing for 80 people"]
        pages ["/billing/plan", "/pricing"] articles ["kb-311", "kb-312"]
        causes ["Limits unclear", "Growing team"] fixes ["Plan changed", "Offer sent"];
    "Cancellation", BILLING, 50, 500, 220, 14, 600,
        subjects ["Please cancel our subscription", "Refund for the unused months", "Close my account"]
        pages ["/billing/plan", "/account/close"] articles ["kb-321"]
        causes ["Too expensive", "Moved to a competitor", "Project ended"] fixes ["Cancelled", "Refunded", "Kept with discount"];
    PAYMENT, BILLING, 45, 700, 380, 12, 360,
        subjects ["Card declined", "Payment page does not load", "Direct debit failed"]
        pages ["/checkout/payment"] articles ["kb-331", "kb-332"]
        causes ["Card expired", "Bank refused", "Provider outage"] fixes ["Card replaced", "Retried"];
    EXPORT, TECHNICAL, 70, 900, 700, 16, 500,
        subjects ["Export stops at 10,000 rows", "How can I download everything?", "CSV has broken umlauts"]
        pages ["/export", "/reports"] articles ["kb-401", "kb-402"]
        causes ["Row limit", "Encoding", "Timeout"] fixes ["Export run by hand", "Sent article"];
    "Data import", TECHNICAL, 55, 800, 380, 19, 700,
        subjects ["Import says column missing", "Duplicates after import", "Import from spreadsheet"]
        pages ["/import"] articles ["kb-411", "kb-414"]
        causes ["Wrong template", "Duplicate keys"] fixes ["File corrected", "Import undone"];
    INTEGRATION, TECHNICAL, 85, 850, 460, 22, 900,
        subjects ["Chat integration posts nothing", "Connect our CRM", "Webhook signature fails"]
        pages ["/integrations", "/integrations/webhooks"] articles ["kb-421", "kb-425", "kb-427"]
        causes ["Token expired", "Scope missing", "Setup step skipped"] fixes ["Reconnected", "Step by step call"];
    "API error", TECHNICAL, 60, 550, 180, 28, 1500,
        subjects ["429 on bulk endpoint", "500 when creating items", "Pagination returns duplicates"]
        pages ["/developers", "/developers/keys"] articles ["kb-431"]
        causes ["Rate limit", "Defect", "Old client"] fixes ["Limit raised", "Fixed in release", "Client updated"];
    "Bug report", TECHNICAL, 95, 500, 100, 26, 2600,
        subjects ["Board jumps while dragging", "Totals are wrong in the report", "App is blank on a tablet"]
        pages ["/boards", "/reports", "/mobile"] articles ["kb-441"]
        causes ["Defect", "Browser extension", "Old version"] fixes ["Fixed in release", "Workaround given"];
    "User permissions", FRONTLINE, 55, 900, 620, 9, 300,
        subjects ["Guest cannot see the board", "Make me an admin", "Remove a person who left"]
        pages ["/settings/people", "/settings/roles"] articles ["kb-501", "kb-502"]
        causes ["Role misunderstood", "Owner left"] fixes ["Role changed", "Explained"];
    "Security and privacy", ENTERPRISE, 30, 350, 150, 30, 2900,
        subjects ["Data processing agreement", "Single sign-on certificate", "Where is our data kept?"]
        pages ["/settings/security"] articles ["kb-511"]
        causes ["Audit", "Certificate expired"] fixes ["Document sent", "Certificate renewed"];
    "Feature request", FRONTLINE, 35, 700, 320, 6, 300,
        subjects ["Dark mode for boards", "Recurring items", "Please add a calendar view"]
        pages ["/boards", "/calendar"] articles ["kb-521"]
        causes ["Missing feature"] fixes ["Logged for product", "Workaround given"];
};

/// The people of each team.
pub(super) fn agents(team: &str) -> &'static [&'static str] {
    match team {
        BILLING => &["Oskar Lind", "Marta Reyes", "Priya Nair", "Colm Daly"],
        TECHNICAL => &["Yuki Mori", "Anton Weiss", "Leila Haddad", "Bram de Wit", "Nadia Petrova"],
        ENTERPRISE => &["Grace Osei", "Henrik Dahl", "Inés Calvo"],
        _ => &["Tom Barker", "Sofia Greco", "Amir Rahimi", "Julia Novak", "Kofi Mensah", "Elin Berg"],
    }
}

/// Languages of the customers, as BCP 47 tags with weights.
pub(super) const LANGUAGES: &[(&str, u64)] =
    &[("en", 62), ("de", 14), ("fr", 9), ("es", 8), ("pt-BR", 4), ("ja", 3)];

/// How AI solves what it solves.
pub(super) const BY_ARTICLE: &str = "Sent article";

/// Why AI hands off where the customer asks for that.
pub(super) const PERSON_ASKED_FOR: &str = "customer asked for a person";

/// Why AI hands off, with weights.
pub(super) const HANDOFF_TRIGGERS: &[(&str, u64)] = &[
    (PERSON_ASKED_FOR, 34),
    ("no answer found", 28),
    ("low confidence", 18),
    ("needs account access", 14),
    ("policy", 6),
];

/// Given names of the people who ask.
pub(super) const GIVEN: &[&str] = &[
    "ana", "ben", "carla", "dimitri", "emma", "farid", "giulia", "hugo", "iris", "jonas", "karin", "luca",
    "mei", "nils", "olga", "pavel", "quentin", "rosa", "sven", "tara", "umar", "vera", "wei", "zoe",
];

/// Family names of the people who ask.
pub(super) const FAMILY: &[&str] = &[
    "adler", "brandt", "costa", "dupont", "eriksen", "ferrari", "garcia", "hansen", "ivanov", "jansen",
    "keller", "lopez", "martin", "nowak", "okafor", "price", "quinn", "rossi", "santos", "tanaka", "unger",
    "vogel", "wood", "young",
];
