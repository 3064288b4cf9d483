// Generated from the core's types; a test keeps it up to date. Do not edit.

/**
 * An account.
 */
export type Account = { 
/**
 * Its id.
 */
account_id: string, 
/**
 * Its plan or tier.
 */
account_tier: string | null, 
/**
 * Its yearly revenue.
 */
account_value: number | null, 
/**
 * How much speaks for trouble, 0 to 1. No probability that it leaves.
 */
risk: number, 
/**
 * Risk times value.
 */
weighted_risk: number | null, 
/**
 * Whether the risk is high enough to act.
 */
at_risk: boolean, 
/**
 * What the risk is made of.
 */
signals: Array<AccountSignal>, 
/**
 * The same in words.
 */
reasons: Array<string>, 
/**
 * Whether a ticket of the last weeks shows interest in buying more.
 */
opportunity: boolean, 
/**
 * How many do.
 */
opportunities: number, 
/**
 * Tickets of the last weeks.
 */
tickets: number, 
/**
 * Tickets a week over the weeks before and the last ones, the oldest first.
 */
weekly: Array<number>, };

/**
 * When an account is at risk.
 */
export type AccountRules = { 
/**
 * Days that are judged
 */
days: number, 
/**
 * Days before them that they are compared with
 */
before: number, 
/**
 * Chance below which so many tickets are a surge
 */
surge: number, 
/**
 * Ratings that are not satisfied from which they count
 */
unsatisfied: number, 
/**
 * Tickets that escalations, reopens and strong feeling take at least
 */
least_tickets: number, 
/**
 * Hours that a ticket may be open
 */
open_hours: number, 
/**
 * Weights: surge, unsatisfied ratings, escalations, reopens, strong feeling, old open tickets, words of leaving
 */
weights: [number, number, number, number, number, number, number], 
/**
 * Risk from which an account is at risk
 */
at_risk: number, 
/**
 * Hours in which an opportunity should reach a person
 */
opportunity_hours: number, };

/**
 * A part of an account's risk.
 */
export type AccountSignal = { 
/**
 * `surge`, `unsatisfied`, `escalations`, `reopens`, `emotional`, `old_open` or `churn`.
 */
signal: string, 
/**
 * Its weight in the risk, 0 to 1.
 */
weight: number, 
/**
 * In words.
 */
reason: string, };

/**
 * Accounts at risk, and opportunities.
 */
export type Accounts = { 
/**
 * The moment it is seen from.
 */
as_of: Timestamp, 
/**
 * Accounts of which anything speaks, most value at risk first.
 */
rows: Array<Account>, 
/**
 * How the opportunities were met.
 */
opportunities: Opportunities, };

/**
 * An agent's verdict on the AI's answer.
 */
export type AiFeedback = "accurate" | "partial" | "incorrect";

/**
 * A point of a line that stands out: it is ringed, and named wherever its value is.
 */
export type Alarm = { 
/**
 * Its category.
 */
category: number, 
/**
 * Its series.
 */
series: number, 
/**
 * Why it stands out, in a few words.
 */
label: string, };

/**
 * An alert.
 */
export type Alert = { 
/**
 * Tells it from all others; decisions name it by this.
 */
key: string, 
/**
 * What it is about.
 */
kind: AlertKind, 
/**
 * Of what: a query type, a page, an account, a team; empty of a release over all query types.
 */
subject: string, 
/**
 * The day or week on which it began, or the version.
 */
since: string, 
/**
 * Whether what it tells of still goes on.
 */
current: boolean, 
/**
 * In numbers: what is, and what was expected.
 */
value: number | null, 
/**
 * See `value`.
 */
expected: number | null, 
/**
 * For a version: the figure that became worse.
 */
metric: string | null, 
/**
 * How far out of the ordinary a day is.
 */
severity: Severity | null, 
/**
 * What somebody found: whether it told the truth.
 */
verdict: boolean | null, };

/**
 * What an alert is about.
 */
export type AlertKind = "drift" | "anomaly" | "version" | "account" | "handoff";

/**
 * Of which tickets something is asked.
 */
export type Among = "all" | "finished" | "ai" | "people" | "hybrid" | "escalated" | "resolved_with_people";

/**
 * What is out of the ordinary.
 */
export type Anomalies = { 
/**
 * The moment it is seen from.
 */
as_of: Timestamp, 
/**
 * The days that were judged.
 */
judged: Period | null, 
/**
 * What was found, the newest day first.
 */
rows: Array<Anomaly>, 
/**
 * How right the alerts were so far.
 */
precision: Precision, };

/**
 * A day that is out of the ordinary.
 */
export type Anomaly = { 
/**
 * The query type; `None` where it is of a page.
 */
query_type: string | null, 
/**
 * The page; `None` where it is of a query type.
 */
page: string | null, 
/**
 * The local day.
 */
date: string, 
/**
 * Tickets opened on it.
 */
tickets: number, 
/**
 * As many as expected.
 */
expected: number, 
/**
 * How many deviations it is off; below 0 where there are too few.
 */
z: number, 
/**
 * How far out of the ordinary.
 */
severity: Severity, 
/**
 * What somebody found of the alert: whether it told the truth.
 */
verdict: boolean | null, 
/**
 * The alert that it belongs to: days in a row are one.
 */
alert: string, };

/**
 * When a day's number of tickets is out of the ordinary.
 */
export type AnomalyRules = { 
/**
 * Weeks of history that a season takes
 */
history_weeks: number, 
/**
 * Days that are judged, back from the newest time in the data
 */
days: number, 
/**
 * Deviations from which a day is minor, moderate, severe
 */
deviations: [number, number, number], 
/**
 * Tickets more or fewer than expected that this takes at least
 */
tickets: [number, number, number], 
/**
 * Verdicts after which a threshold is proposed
 */
verdicts: number, 
/**
 * Share of true alerts that the proposal aims at
 */
precision: number, };

/**
 * What is assumed; what is left as it is says nothing.
 */
export type Assumptions = { 
/**
 * Tickets come in so many times as often.
 */
volume: number, 
/**
 * The share of the resolved tickets that AI resolves alone, 0 to 1.
 */
ai_share: number | null, 
/**
 * People cost so many times as much for the same work.
 */
people: number, 
/**
 * The fee for a resolution by AI.
 */
ai_fee: number | null, };

/**
 * A scale with round ends and round steps.
 */
export type Axis = { 
/**
 * The value at its low end.
 */
low: number, 
/**
 * The value at its high end.
 */
high: number, 
/**
 * From one of its lines to the next.
 */
step: number, };

/**
 * What is in a copy of a store.
 */
export type BackupContents = { 
/**
 * Its sources, with their tickets and when they last came in.
 */
sources: Array<SourceSummary>, 
/**
 * All its tickets.
 */
tickets: number, 
/**
 * When anything last came in.
 */
last_import: Timestamp | null, 
/**
 * Whether it is a copy of this store, and not of another one.
 */
own: boolean, };

/**
 * A copy of a store that the user chose.
 */
export type BackupOffer = { 
/**
 * The file.
 */
file: OfferedFile, 
/**
 * What is in it.
 */
contents: BackupContents, };

/**
 * What a list of tickets is behind.
 */
export type Behind = Drill | QualityRow;

/**
 * The taxonomy as it stood.
 */
export type Blueprint = { 
/**
 * The moment it was seen from.
 */
as_of: Timestamp, 
/**
 * The query types, those that would save most hours first.
 */
types: Array<BlueprintType>, };

/**
 * What is different of a query type.
 */
export type BlueprintChange = { 
/**
 * The query type.
 */
query_type: string, 
/**
 * As it was; `None` where it is new.
 */
before: BlueprintType | null, 
/**
 * As it is; `None` where it is gone.
 */
after: BlueprintType | null, 
/**
 * Whether it changed its bucket.
 */
moved: boolean, };

/**
 * The form of a blueprint's file.
 */
export type BlueprintFormat = "csv" | "markdown";

/**
 * A query type in a blueprint.
 */
export type BlueprintType = { 
/**
 * The query type.
 */
query_type: string, 
/**
 * Its tickets.
 */
tickets: number, 
/**
 * How much work a ticket is, 1 to 5.
 */
complexity: number | null, 
/**
 * How much feeling is in it, 1 to 5.
 */
emotional_weight: number | null, 
/**
 * How alike its resolutions are, 1 to 5.
 */
predictability: number | null, 
/**
 * How ready it is for AI, 0 to 100.
 */
readiness: number | null, 
/**
 * Who it is for.
 */
bucket: ReadinessBucket | null, 
/**
 * Share that AI resolves.
 */
deflection_rate: number | null, 
/**
 * Hours a week that automating it further would save.
 */
hours_per_week: number | null, };

/**
 * A bubble of a map.
 */
export type Bubble = { 
/**
 * Its middle along the scale from left to right: at its category's score, or next to it where others have the same.
 */
x: number, 
/**
 * Its middle along the scale from the bottom up.
 */
y: number, 
/**
 * Its radius, in steps of the scales; where a step is wider than it is high, of the shorter.
 */
radius: number, };

/**
 * What is in a bucket.
 */
export type BucketTotal = { 
/**
 * The bucket.
 */
bucket: ReadinessBucket, 
/**
 * Query types in it.
 */
query_types: number, 
/**
 * Their tickets.
 */
tickets: number, 
/**
 * The share of these that shows strong feeling.
 */
emotional_share: number | null, 
/**
 * Hours a week that automating further would save.
 */
hours_per_week: number, };

/**
 * When people work, and whether times of replies and resolutions are measured in that.
 */
export type BusinessHours = { 
/**
 * Whether those times are measured in business hours; else they run on the clock, day and night.
 */
in_use: boolean, 
/**
 * The hours of each weekday. A day that is not in it, or has none, is no working day.
 */
week: { [key in DayOfWeek]?: Array<Shift> }, 
/**
 * Days without business hours, whatever their weekday.
 */
holidays: Array<string>, };

/**
 * How a figure differs from the one before.
 */
export type Change = { 
/**
 * After − before, in the figure's unit; `None` where either has no value.
 */
difference: number | null, 
/**
 * Lower end of the difference's 95 % interval, where its kind of figure has one.
 */
low: number | null, 
/**
 * Upper end of that interval.
 */
high: number | null, 
/**
 * Whether it can be called a change: the interval excludes 0. Never of a median, a percentile or a cost.
 */
is_change: boolean, 
/**
 * What it is made of, for a rate whose groups are known.
 */
parts: MixAndRate | null, };

/**
 * The way the customer wrote.
 */
export type Channel = "email" | "chat" | "messaging" | "phone" | "web" | "api" | "social" | "other";

/**
 * The form of an exported chart.
 */
export type ChartFormat = "svg" | "png" | "csv";

/**
 * How a chart is drawn.
 */
export type ChartKind = "bars" | "grouped_bars" | "stacked_bars" | "lines" | "heat" | "ladder" | "waterfall" | "map" | "flow";

/**
 * How a chart that leaves the window is to look.
 */
export type ChartLook = { 
/**
 * What stands above it, where not its own title.
 */
title: string | null, 
/**
 * What it stands on.
 */
theme: Theme, 
/**
 * Whether its background is left out.
 */
transparent: boolean, 
/**
 * Width and height, as `1600x900`, or by name.
 */
size: string, };

/**
 * What a map has beside its values.
 */
export type ChartMap = { 
/**
 * The names of the classes, in the order of the legend.
 */
classes: Array<string>, 
/**
 * The class of each category, by its place among them.
 */
class_of: Array<number>, 
/**
 * What the mark says of a category.
 */
mark: string, 
/**
 * Which categories have the mark.
 */
marked: Array<boolean>, 
/**
 * The scales, from left to right and from the bottom up: whole numbers around all bubbles.
 */
axes: [Axis, Axis], 
/**
 * The bubble of each category; `None` where a score is not known.
 */
bubbles: Array<Bubble | null>, };

/**
 * A chart, complete: every renderer draws this and asks nothing else.
 */
export type ChartSpec = { 
/**
 * Stable name, as on the command line: `deflection-by-query-type`.
 */
id: string, 
/**
 * What it shows, in words.
 */
title: string, 
/**
 * Period, zone, data as of, number of tickets: the line under the title.
 */
subtitle: string, 
/**
 * Rules a reader must know (small numbers, maturing), one line each under the chart.
 */
notes: Array<string>, 
/**
 * The language of its texts and numbers.
 */
language: Language, 
/**
 * The days that it covers: a trend reaches further back than the period under review.
 */
period: Period, 
/**
 * How it is drawn.
 */
kind: ChartKind, 
/**
 * What the values are.
 */
unit: Unit, 
/**
 * ISO 4217 code, where the unit is money.
 */
currency: string | null, 
/**
 * Labels along the category axis.
 */
categories: Array<string>, 
/**
 * The value of the first dimension behind each category, for drilling down; resolution types get their colour
 * by it.
 */
keys: Array<string>, 
/**
 * The series, in the order of the legend.
 */
series: Array<Series>, 
/**
 * A wanted value.
 */
target: TargetLine | null, 
/**
 * Of a heat map, the values at the pale and at the strong end of its colours; of a waterfall whose scale does not
 * begin at 0, the ends of that.
 */
scale: [number, number] | null, 
/**
 * Moments that are marked by a line, in order; only over time.
 */
marks: Array<Mark>, 
/**
 * The last categories, where their values may still change; only over time.
 */
tail: Tail | null, 
/**
 * The KPI behind it, for drilling down.
 */
kpi: string, 
/**
 * The dimensions that categories and series stand for, for drilling down: category first.
 */
dimensions: Array<string>, 
/**
 * For each category what it is of, where that is not the KPI and the group above; `None` where no tickets are
 * behind it. Empty for most charts.
 */
steps: Array<Step | null>, 
/**
 * What to say where there is nothing to draw.
 */
empty: string, 
/**
 * Points that stand out; only of lines.
 */
alarms?: Array<Alarm>, 
/**
 * Where the bubbles of a map are, and what they are.
 */
map?: ChartMap, 
/**
 * Between which nodes the bands of a flow go.
 */
flow?: Flow, };

/**
 * A time of day, to the minute.
 */
export type Clock = string;

/**
 * A figure of a query type and team that rose in the last month, beyond what chance does.
 */
export type Coaching = { 
/**
 * The query type.
 */
query_type: string, 
/**
 * The team.
 */
team: string, 
/**
 * `handle_minutes_mean`, `reopen_rate` or `escalation_rate`.
 */
metric: string, 
/**
 * In the month before.
 */
before: number, 
/**
 * In the last month.
 */
after: number, 
/**
 * The lower end of the difference's 95 % interval, which is above 0.
 */
low: number, 
/**
 * The upper end.
 */
high: number, 
/**
 * Tickets of the last month.
 */
tickets: number, };

/**
 * Which of a ticket's times decides whether it belongs to a period.
 */
export type Cohort = "created" | "resolved" | "period_end";

/**
 * One column of the table and the field it gives.
 */
export type Column = { 
/**
 * The column's header.
 */
header: string, 
/**
 * The field it gives.
 */
field: Field, 
/**
 * How its cells are read.
 */
read: Reading, 
/**
 * An empty cell keeps the stored value, where usually it clears it.
 */
keep_if_empty: boolean, };

/**
 * A figure beside the same one of another period.
 */
export type ComparedFigure = { 
/**
 * The same of the other period.
 */
before: Figure | null, 
/**
 * The difference, if both have a value.
 */
change: Change | null, 
/**
 * The KPI's name.
 */
kpi: string, 
/**
 * The group it is for; empty for the whole.
 */
group: Record<string, string>, 
/**
 * The figure.
 */
value: number | null, 
/**
 * Tickets (or money, or a sum) above the line.
 */
numerator: number | null, 
/**
 * Tickets below the line.
 */
denominator: number | null, 
/**
 * Lower end of the interval.
 */
low: number | null, 
/**
 * Upper end of the interval.
 */
high: number | null, 
/**
 * Tickets of the cohort that are not mature yet, for a KPI with a window.
 */
immature: number | null, 
/**
 * Where tickets are not mature: the value if all of those fail.
 */
least: number | null, 
/**
 * Where tickets are not mature: the value if all of those succeed.
 */
most: number | null, 
/**
 * The share of the tickets asked of which the answer is known, mature ones for a KPI with a window.
 */
known: number | null, 
/**
 * The share of the tickets below the line that are judged on part of the evidence: on repeats or reopens alone; for
 * costs, on estimated minutes.
 */
partly_known: number | null, 
/**
 * How it stands to its target.
 */
standing: Standing | null, };

/**
 * Two published reviews.
 */
export type ComparedReviews = { 
/**
 * The first.
 */
one: PublishedReview, 
/**
 * The second.
 */
other: PublishedReview, 
/**
 * What bears on their figures beside the tickets of each.
 */
differing: Array<ReviewDifference>, 
/**
 * Their figures, in the order of the first.
 */
rows: Array<PublishedPair>, };

/**
 * What to compare a period with.
 */
export type Comparison = "none" | "before" | "last_year";

/**
 * Something a row can show. Texts are compared in any case; one on a column that the table lacks never holds.
 */
export type Condition = { "equals": { 
/**
 * The column's header.
 */
column: string, 
/**
 * The text.
 */
value: string, } } | { "contains": { 
/**
 * The column's header.
 */
column: string, 
/**
 * The text.
 */
value: string, } } | { "one_of": { 
/**
 * The column's header.
 */
column: string, 
/**
 * The texts.
 */
values: Array<string>, } } | { "not_empty": { 
/**
 * The column's header.
 */
column: string, } } | { "empty": { 
/**
 * The column's header.
 */
column: string, } } | { "tag": string } | { "all": Array<Condition> };

/**
 * What came of connecting.
 */
export type Connected = { 
/**
 * Whom the helpdesk takes us for.
 */
whom: string, 
/**
 * Whether the token is in the system's keychain; else it is known until the app is closed.
 */
kept: boolean, };

/**
 * What the user says of a connection.
 */
export type ConnectionForm = { 
/**
 * Its name; one of the same name is changed.
 */
name: string, 
/**
 * The name of its kind.
 */
kind: string, 
/**
 * Its address.
 */
address: string, 
/**
 * The user, where the kind takes one.
 */
user: string | null, 
/**
 * Tickets that last changed before this local day are not asked for.
 */
since: string | null, 
/**
 * Hours between two syncs by themselves.
 */
every_hours: number | null, };

/**
 * A connection as the page shows it.
 */
export type ConnectionState = { 
/**
 * Its name, which is that of the source of its tickets.
 */
name: string, 
/**
 * The name of its kind.
 */
kind: string, 
/**
 * Its kind's name for people.
 */
title: string, 
/**
 * Its address.
 */
address: string, 
/**
 * The user it is asked as, where the kind takes one.
 */
user: string | null, 
/**
 * Tickets that last changed before this local day are not asked for.
 */
since: string | null, 
/**
 * Hours between two syncs by themselves, while the app is open.
 */
every_hours: number | null, 
/**
 * When the last sync that came to its end did so.
 */
synced_at: Timestamp | null, 
/**
 * When the last sync ended, where it did not come to its end.
 */
failed_at: Timestamp | null, 
/**
 * Why it did not, unless somebody cancelled it.
 */
failure: string | null, 
/**
 * Whether somebody did.
 */
cancelled: boolean, 
/**
 * The OAuth client that its user has signed in through; else a token opens it.
 */
oauth_client: string | null, 
/**
 * Whether its user has to sign in again before the next one.
 */
sign_in_again: boolean, 
/**
 * When the next one begins by itself.
 */
next_at: Timestamp | null, 
/**
 * How its tickets are read, where the user has said; else as its kind does.
 */
mapping: Mapping | null, };

/**
 * The kind of a table's file.
 */
export type Container = "csv" | "json" | "ndjson" | "xlsx";

/**
 * Tickets that contradict themselves in one way.
 */
export type Contradicting = { 
/**
 * The way.
 */
kind: Contradiction, 
/**
 * How many.
 */
tickets: number, };

/**
 * A way in which a ticket contradicts itself.
 */
export type Contradiction = "resolved_before_created" | "reply_before_created" | "reply_before_handoff" | "updated_before_created" | "score_without_scale" | "score_above_scale" | "closed_without_resolution" | "resolved_while_open";

/**
 * What one group adds to the change of a rate.
 */
export type Contribution = { 
/**
 * The group's value.
 */
group: string, 
/**
 * What comes of its having another share of the tickets.
 */
mix: number, 
/**
 * What comes of its having another rate.
 */
rate: number, 
/**
 * Its share of the tickets before.
 */
share_before: number, 
/**
 * Its share of the tickets after.
 */
share_after: number, 
/**
 * Its rate before; `None` where it had no ticket.
 */
rate_before: number | null, 
/**
 * Its rate after; `None` where it has no ticket.
 */
rate_after: number | null, };

/**
 * A period's tickets and what they cost, as they were or as they are assumed to be.
 */
export type CostCase = { 
/**
 * Tickets resolved by AI, by both or by people.
 */
resolved: number, 
/**
 * Those that AI resolved alone.
 */
ai_resolved: number, 
/**
 * Those that people worked on.
 */
people_tickets: number, 
/**
 * The fee for a resolution by AI, on the average: one that the customer gave up costs none. `None` where AI resolved
 * nothing and no fee is assumed.
 */
ai_fee: number | null, 
/**
 * The AI platform's fee.
 */
ai_fixed: number, 
/**
 * Fees for resolutions by AI.
 */
ai_usage: number, 
/**
 * Salaries with on-costs.
 */
people: number, 
/**
 * Everything else.
 */
overhead: number, 
/**
 * All of it.
 */
total: number, 
/**
 * All of it / resolved tickets; `None` where there is none.
 */
per_resolution: number | null, };

/**
 * What money is spent on.
 */
export type CostKind = "ai_fixed" | "ai_usage" | "people" | "overhead";

/**
 * Where a period's cost went, in the workspace's currency: allocated + unallocated = ledger.
 */
export type CostReport = { 
/**
 * The whole cost of the period.
 */
ledger: number, 
/**
 * What fell to tickets.
 */
allocated: number, 
/**
 * What had no ticket to go to.
 */
unallocated: number, 
/**
 * The share of tickets with people's work whose minutes are an estimate; `None` where there are none.
 */
estimated_share: number | null, 
/**
 * Of the whole cost: the AI platform's fee.
 */
ai_fixed: number, 
/**
 * Of the whole cost: fees for resolutions by AI.
 */
ai_usage: number, 
/**
 * Of the whole cost: salaries with on-costs.
 */
people: number, 
/**
 * Of the whole cost: everything else.
 */
overhead: number, 
/**
 * Resolved tickets that people worked on.
 */
people_tickets: number, };

/**
 * A day of the week.
 */
export type DayOfWeek = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";

/**
 * Which of day and month comes first in a date of numbers whose year comes last.
 */
export type DayOrder = "day_first" | "month_first";

/**
 * What something was decided to be. The subject says of what.
 */
export type Decided = { "kind": "bucket", "value": ReadinessBucket } | { "kind": "sensitive", "value": boolean } | { "kind": "vip", "value": boolean } | { "kind": "release", "value": ReleaseDates } | { "kind": "gap", "value": GapPlan } | { "kind": "alert", "value": boolean } | { "kind": "blueprint", "value": Blueprint } | { "kind": "query_type", "value": Array<string> };

/**
 * One decision.
 */
export type Decision = { 
/**
 * Of what: a query type, an account, a version, an article, an alert.
 */
subject: string, 
/**
 * What kind of decision it is.
 */
kind: DecisionKind, 
/**
 * What it was decided to be; `None` where a decision was taken back.
 */
decided: Decided | null, 
/**
 * Why.
 */
why: string | null, 
/**
 * The user of the system who decided.
 */
who: string, 
/**
 * When.
 */
at: Timestamp, };

/**
 * The kinds of decisions.
 */
export type DecisionKind = "bucket" | "sensitive" | "vip" | "release" | "gap" | "alert" | "blueprint" | "query_type";

/**
 * A property of tickets that figures are split by or filtered on.
 */
export type Dimension = "query_type" | "resolution_type" | "channel" | "priority" | "team" | "assignee" | "account_tier" | "account" | "language" | "ai_version" | "handoff_trigger" | "page" | "source" | "tag" | "ai_outcome" | "score" | "age" | "day" | "week" | "month" | "quarter";

/**
 * A value of a dimension.
 */
export type DimensionValue = { 
/**
 * The value, as in a filter.
 */
value: string, 
/**
 * Tickets that have it.
 */
tickets: number, };

/**
 * Which way is better.
 */
export type Direction = "up" | "down" | "neutral";

/**
 * Drift of escalation rates.
 */
export type Drift = { 
/**
 * The moment it is seen from.
 */
as_of: Timestamp, 
/**
 * Every query type and week that was judged.
 */
rows: Array<DriftWeek>, };

/**
 * When a query type's escalation rate drifts.
 */
export type DriftRules = { 
/**
 * Weeks that a baseline has
 */
baseline_weeks: number, 
/**
 * Tickets with AI a week from which weeks are judged by control charts
 */
least_involved: number, 
/**
 * Weeks pooled where there are fewer
 */
pooled_weeks: number, 
/**
 * Standard deviations from which a week stands out
 */
deviations: number, 
/**
 * Weight of the newest week in the moving average
 */
weight: number, 
/**
 * Width of the moving average's limit
 */
width: number, 
/**
 * Points above the baseline that an alarm takes at least
 */
points: number, 
/**
 * How sure an alarm is where there are few tickets
 */
sure: number, };

/**
 * A week of a query type that was judged. Rates are 0 to 1.
 */
export type DriftWeek = { 
/**
 * The query type.
 */
query_type: string, 
/**
 * The week: `2026-W27`.
 */
week: string, 
/**
 * The share of the tickets with AI that were escalated.
 */
rate: number, 
/**
 * Tickets with AI.
 */
involved: number, 
/**
 * The rate of the baseline.
 */
baseline: number, 
/**
 * Deviations from the baseline, as if only chance moved the rate.
 */
z: number | null, 
/**
 * The same with as much scatter as the baseline had (Laney).
 */
z_laney: number | null, 
/**
 * Moving average of `z_laney`, never below 0.
 */
ewma: number | null, 
/**
 * What the moving average may reach.
 */
limit: number | null, 
/**
 * The rate above which the week stands out by itself.
 */
upper: number | null, 
/**
 * Where there are few tickets: how likely the rate is above the baseline by more than the points that matter.
 */
probability: number | null, 
/**
 * Whether it drifts.
 */
alarm: boolean, 
/**
 * Whether a rush of tickets fell into the week: what is told of that is not told again here.
 */
incident: boolean, 
/**
 * The alert that it belongs to; weeks in a row are one.
 */
alert: string | null, 
/**
 * What somebody found of that alert.
 */
verdict: boolean | null, };

/**
 * A list of tickets behind a figure.
 */
export type Drill = { 
/**
 * The page's period and filters.
 */
scope: Scope, 
/**
 * The figure's KPI.
 */
kpi: string, 
/**
 * The figure's group.
 */
group: Array<Filter>, 
/**
 * Which of its tickets.
 */
part: Part, 
/**
 * The way of counting that the KPI is of, where it is a vendor's.
 */
count_as: string | null, };

/**
 * What was erased.
 */
export type Erased = { 
/**
 * Tickets that say nothing of the person any more.
 */
tickets: number, 
/**
 * Files that were removed.
 */
removed: Array<string>, 
/**
 * Files that mention the person, or may, and are still there.
 */
left: Array<string>, 
/**
 * Whether the store's file holds no remains; else another program was reading it, and it is to be done once more.
 */
overwritten: boolean, };

/**
 * What erasing a person would do.
 */
export type Erasure = { 
/**
 * Their tickets, by source.
 */
sources: Array<ErasureSource>, 
/**
 * All their tickets.
 */
tickets: number, 
/**
 * Files beside the store that mention them, or may.
 */
files: Array<ErasureFile>, };

/**
 * A file beside the store.
 */
export type ErasureFile = { 
/**
 * Where it is.
 */
path: string, 
/**
 * What it is.
 */
kind: FileKind, };

/**
 * A person's tickets in a source.
 */
export type ErasureSource = { 
/**
 * The source.
 */
name: string, 
/**
 * Their tickets in it.
 */
tickets: number, 
/**
 * Whether it is a helpdesk that is connected, and has the person's data still.
 */
connected: boolean, };

/**
 * The escalations of a month by one trigger. Shares are 0 to 1.
 */
export type EscalationMonth = { 
/**
 * The month in which the tickets were opened: `2026-07`.
 */
month: string, 
/**
 * The source's own reason, or a [`Trigger`]'s word.
 */
trigger: string, 
/**
 * Whether it is the source's own reason.
 */
own_reason: boolean, 
/**
 * Escalated tickets of which this is the first trigger that holds.
 */
tickets: number, 
/**
 * Escalated tickets for which it holds, first or not.
 */
matching: number, 
/**
 * Its share of the month's tickets that AI took part in.
 */
share: number | null, 
/**
 * Satisfied of those that were rated.
 */
csat: number | null, 
/**
 * How many were rated.
 */
rated: number, 
/**
 * Mean minutes that people worked on them.
 */
human_minutes: number | null, 
/**
 * Median minutes from the hand-off to the first reply by a person.
 */
first_reply_minutes_p50: number | null, 
/**
 * Share that was answered within the target.
 */
on_target: number | null, 
/**
 * Share that took several replies by people.
 */
needed_a_person: number | null, 
/**
 * Tickets that were not handed off though this holds, and ended badly: not satisfied, reopened or repeated.
 */
missed: number, };

/**
 * How escalations and hand-offs are judged.
 */
export type EscalationRules = { 
/**
 * Teams from which a ticket went through several
 */
teams: number, 
/**
 * Replies by AI before a hand-off from which attempts failed
 */
attempts: number, 
/**
 * Replies by people from which a ticket needed a person
 */
replies: number, 
/**
 * Points by which a team's hand-offs lose the context more often than others' from which they alert
 */
context_points: number, 
/**
 * Minutes in which a person should reply after a hand-off
 */
reply_minutes: number, 
/**
 * Tiers and tags by which an account is a VIP, beside those decided
 */
vip: Array<string>, 
/**
 * Tags that tell of a limit or a technical failure
 */
technical: Array<string>, };

/**
 * Escalations by trigger.
 */
export type Escalations = { 
/**
 * The moment it is seen from.
 */
as_of: Timestamp, 
/**
 * Minutes in which a person should reply after a hand-off.
 */
reply_target: number, 
/**
 * Months in order, the commonest trigger of each first.
 */
rows: Array<EscalationMonth>, 
/**
 * Breaches of policy, by month.
 */
policy_breaches: Array<PolicyBreach>, 
/**
 * Whether AI's groundwork saves time, for the query types of the last days.
 */
triage: Array<Triage>, };

/**
 * What the judgement of a ticket rests on.
 */
export type Evidence = "itself" | "window" | "window_in_part" | "time";

/**
 * What a row shows, and what that means.
 */
export type EvidenceRule = { 
/**
 * What the row shows.
 */
when: Condition, 
/**
 * What it means.
 */
means: Meaning, };

/**
 * A ticket that a proposal is shown by.
 */
export type Example = { 
/**
 * Its number in the store.
 */
id: number, 
/**
 * Its subject.
 */
subject: string, };

/**
 * Excluded tickets, by reason.
 */
export type Excluded = { 
/**
 * The reason's word.
 */
reason: string, 
/**
 * How many.
 */
count: number, };

/**
 * Tickets that count in no figure.
 */
export type ExcludedTickets = { 
/**
 * Why.
 */
reason: Exclusion, 
/**
 * How many.
 */
tickets: number, };

/**
 * Why a ticket counts in no figure.
 */
export type Exclusion = "spam" | "deleted" | "merged" | "test" | "outbound";

/**
 * A request that could not be done. `code` is stable, for programs; nobody matches on the text.
 */
export type Failure = { 
/**
 * `missing`, `store`, `no_data`, `frozen`, `columns`, `not_understood`, `newer_store`, `busy`, `disk_full`, `invalid`, `not_found`, `file`, `ambiguous_dates`,
 * `cancelled`, `unknown_value`, `superseded` or `internal`; of helpdesks those of `ConnectError`.
 */
code: string, 
/**
 * What happened, to what, and what to do.
 */
message: string, 
/**
 * The language of the message.
 */
language: Language, };

/**
 * A field of a ticket outcome.
 */
export type Field = "external_id" | "created_at" | "updated_at" | "first_ai_reply_at" | "first_human_reply_at" | "handed_off_at" | "resolved_at" | "status" | "exclusion" | "closed_by" | "channel" | "query_type" | "subject" | "priority" | "language" | "tags" | "requester_id" | "account_id" | "account_tier" | "account_value" | "assignee" | "team" | "ai_involved" | "human_involved" | "ai_outcome" | "ai_version" | "ai_feedback" | "handoff_trigger" | "ai_replies" | "human_replies" | "customer_replies" | "reopens" | "teams_touched" | "handle_minutes" | "csat_score" | "csat_scale" | "satisfied" | "csat_at" | "sla_met" | "page" | "root_cause" | "resolution_path" | "kb_articles" | "emotional" | "urgent" | "context_loss" | "opportunity" | "person_requested" | "churn" | "signals";

/**
 * What is wrong with one cell of a row.
 */
export type FieldProblem = { 
/**
 * The field's name; the column's header where it gives none.
 */
field: string, 
/**
 * The cell as read.
 */
value: string, 
/**
 * What is wrong, to be read after the field's name: `is not a whole number, 0 or more`.
 */
reason: string, };

/**
 * One KPI of one group.
 *
 * Proportions: `value` = numerator / denominator, 0 to 1, with its Wilson 95 % interval. Counts: `value` alone.
 * Means: numerator is the sum, denominator the tickets. Percentiles: denominator is the tickets. Cost per resolution:
 * numerator is the cost, denominator the resolutions. Cost saved: `value` alone. `None` where a key does not apply or there is no value.
 */
export type Figure = { 
/**
 * The KPI's name.
 */
kpi: string, 
/**
 * The group it is for; empty for the whole.
 */
group: Record<string, string>, 
/**
 * The figure.
 */
value: number | null, 
/**
 * Tickets (or money, or a sum) above the line.
 */
numerator: number | null, 
/**
 * Tickets below the line.
 */
denominator: number | null, 
/**
 * Lower end of the interval.
 */
low: number | null, 
/**
 * Upper end of the interval.
 */
high: number | null, 
/**
 * Tickets of the cohort that are not mature yet, for a KPI with a window.
 */
immature: number | null, 
/**
 * Where tickets are not mature: the value if all of those fail.
 */
least: number | null, 
/**
 * Where tickets are not mature: the value if all of those succeed.
 */
most: number | null, 
/**
 * The share of the tickets asked of which the answer is known, mature ones for a KPI with a window.
 */
known: number | null, 
/**
 * The share of the tickets below the line that are judged on part of the evidence: on repeats or reopens alone; for
 * costs, on estimated minutes.
 */
partly_known: number | null, 
/**
 * How it stands to its target.
 */
standing: Standing | null, };

/**
 * A figure that changed.
 */
export type FigureChange = { 
/**
 * Its definition.
 */
kpi: Kpi, 
/**
 * The days that it is of: those under review, or the newest that can be judged.
 */
period: Period, 
/**
 * The days that these are compared with.
 */
before: Period, 
/**
 * The figure, and what it was.
 */
figure: ComparedFigure, 
/**
 * The query type that did most for it, where one did a quarter of it or more.
 */
most: Contribution | null, };

/**
 * What was written beside a figure.
 */
export type FigureNote = { 
/**
 * The KPI's name.
 */
kpi: string, 
/**
 * The text.
 */
text: string, };

/**
 * What a file beside the store is.
 */
export type FileKind = "refused_rows" | "backup";

/**
 * Only tickets with this value. Several filters on one dimension mean or, on different ones and.
 */
export type Filter = { 
/**
 * What is filtered on.
 */
dimension: Dimension, 
/**
 * The value, as groups are named: `uncategorised` and `(none)` stand for empty ones.
 */
value: string, };

/**
 * Between which nodes the bands of a flow go.
 */
export type Flow = { 
/**
 * The nodes; those of a column stand below each other in this order.
 */
nodes: Array<FlowNode>, 
/**
 * The ends of each category's band.
 */
links: Array<FlowLink>, };

/**
 * The ends of a band, by the nodes' places.
 */
export type FlowLink = { 
/**
 * Where it comes from.
 */
from: number, 
/**
 * Where it leads to: a node farther right.
 */
to: number, };

/**
 * A node of a flow.
 */
export type FlowNode = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its column, from the left.
 */
column: number, };

/**
 * A figure that was called a change.
 */
export type FrozenChange = { 
/**
 * The KPI's name.
 */
kpi: string, 
/**
 * The query type that did most for it, where one did a quarter of it or more.
 */
most: Contribution | null, };

/**
 * A knowledge gap. Shares are 0 to 1.
 */
export type Gap = { 
/**
 * The query type; `None` where it is of an article.
 */
query_type: string | null, 
/**
 * The article that AI cited; `None` where it is of a query type.
 */
article: string | null, 
/**
 * Hours a week that people spend on what AI began and did not solve for good.
 */
hours_per_week: number | null, 
/**
 * Tickets that AI took part in, in the last days.
 */
involved: number, 
/**
 * Share of them that AI resolved for good.
 */
durable_resolution_rate: number | null, 
/**
 * Median minutes that people worked on its tickets, where they took part.
 */
handle_minutes_p50: number | null, 
/**
 * Tickets that the customer gave up.
 */
abandoned: number, 
/**
 * Tickets that went to people.
 */
escalated: number, 
/**
 * Answers that were found incorrect.
 */
incorrect: number, 
/**
 * Tickets that AI resolved and that were reopened or came back.
 */
reopened: number, 
/**
 * Why it is one, the commonest first.
 */
reasons: Array<string>, 
/**
 * Who sees to it.
 */
owner: string | null, 
/**
 * How far that is; `None` where nothing was decided.
 */
status: GapStatus | null, 
/**
 * Until when.
 */
due: string | null, 
/**
 * Since when it is closed.
 */
closed: string | null, 
/**
 * What was decided, in the words of who decided.
 */
note: string | null, 
/**
 * Where it is closed: the figures before and after.
 */
effect: Array<VersionMetric>, 
/**
 * What decisions about it name it by.
 */
subject: string, };

/**
 * What is done about a knowledge gap.
 */
export type GapPlan = { 
/**
 * Who sees to it.
 */
owner: string | null, 
/**
 * How far it is.
 */
status: GapStatus, 
/**
 * Until when.
 */
due: string | null, 
/**
 * Since when it is closed.
 */
closed: string | null, };

/**
 * How knowledge gaps are judged.
 */
export type GapRules = { 
/**
 * Days back from the newest time in the data
 */
days: number, 
/**
 * Tickets with AI that a gap takes at least
 */
least_tickets: number, 
/**
 * Hand-offs solved along one path from which it is a candidate for training
 */
candidate_tickets: number, };

/**
 * How far work on a knowledge gap is.
 */
export type GapStatus = "open" | "in_progress" | "closed";

/**
 * Knowledge gaps.
 */
export type Gaps = { 
/**
 * The moment it is seen from.
 */
as_of: Timestamp, 
/**
 * Days back from it that are looked at.
 */
days: number, 
/**
 * Query types, then articles; those of most hours first.
 */
rows: Array<Gap>, 
/**
 * Ways in which people again and again solve what AI hands over.
 */
training: Array<TrainingCandidate>, 
/**
 * Query types and teams in which time, reopens or escalations rose. No person is ever named.
 */
coaching: Array<Coaching>, };

/**
 * How many tickets went one way.
 */
export type HandoffFlow = { 
/**
 * How the AI's part ended: `confirmed`, `assumed`, `abandoned`, `handed_off`, or `open`.
 */
outcome: string, 
/**
 * What became of the ticket: `resolved`, `reopened`, or `open`.
 */
end: string, 
/**
 * How many.
 */
tickets: number, };

/**
 * The hand-offs of a month. Shares are 0 to 1.
 */
export type HandoffMonth = { 
/**
 * The month in which the tickets were resolved: `2026-07`.
 */
period: string, 
/**
 * Tickets resolved by AI and people.
 */
hybrid: number, 
/**
 * Those of which it is known whether the customer had to repeat themselves.
 */
known: number, 
/**
 * Those in which they had to.
 */
complaints: number, 
/**
 * Complaints of those that are known: the KPI of the same name.
 */
context_loss_rate: number | null, 
/**
 * The lower end of its interval.
 */
low: number | null, 
/**
 * The upper end.
 */
high: number | null, 
/**
 * Median minutes from the hand-off to the first reply by a person.
 */
handoff_to_reply_minutes_p50: number | null, 
/**
 * Satisfied of the rated, where the customer had to repeat themselves.
 */
csat_with_complaint: number | null, 
/**
 * The same where they had not.
 */
csat_without_complaint: number | null, 
/**
 * Hand-offs opened in the month that no person has answered within a day.
 */
failed: number, };

/**
 * Hand-off quality.
 */
export type Handoffs = { 
/**
 * The moment it is seen from.
 */
as_of: Timestamp, 
/**
 * Months in order.
 */
rows: Array<HandoffMonth>, 
/**
 * Of the tickets that AI took part in over the last days, which way they went.
 */
flow: Array<HandoffFlow>, 
/**
 * By the team that took over, over the last days: how often customers had to repeat themselves.
 */
teams: Array<TeamHandoffs>, };

/**
 * What a user chooses instead of what would be found.
 */
export type ImportOptions = { 
/**
 * Id of a format.
 */
format: string | null, 
/**
 * How the columns are read; wins over the format's own mapping.
 */
mapping: Mapping | null, 
/**
 * IANA zone of times without an offset, where the header names none.
 */
time_zone: string | null, 
/**
 * Whether day or month comes first.
 */
day_order: DayOrder | null, 
/**
 * Label of the text's encoding.
 */
encoding: string | null, 
/**
 * The character between cells.
 */
delimiter: string | null, 
/**
 * The member of an archive, the sheet of a workbook or the list in a JSON file.
 */
member: string | null, };

/**
 * An import in the log.
 */
export type ImportRecord = { 
/**
 * Its number, which names the file of its rejected rows.
 */
id: number, 
/**
 * The file with all of its refused rows, if there are any.
 */
rejects_file: string | null, 
/**
 * The source that it went into.
 */
source: string, 
/**
 * The file's name, with the member's behind `/` for an archive or a workbook; for a sync, the connection's.
 */
file: string, 
/**
 * SHA-256 of the file, in hexadecimal.
 */
sha256: string, 
/**
 * The file's size.
 */
bytes: number, 
/**
 * The format it was read as.
 */
format: string, 
/**
 * The zone that its local times were read in.
 */
time_zone: string, 
/**
 * The user of the system who did it.
 */
user: string, 
/**
 * When it began.
 */
started_at: Timestamp, 
/**
 * When it ended.
 */
finished_at: Timestamp, 
/**
 * Kinds of implausible values.
 */
warning_kinds: Array<Warning>, 
/**
 * The first refused rows; all of them are in the file beside the store.
 */
rejects: Array<Reject>, 
/**
 * Data records of the input.
 */
read: number, 
/**
 * Tickets that are new.
 */
inserted: number, 
/**
 * Tickets that changed.
 */
updated: number, 
/**
 * Tickets that were already as the input says, or newer.
 */
unchanged: number, 
/**
 * Rows of a ticket that has a newer row in the same input.
 */
superseded: number, 
/**
 * Rows that were refused.
 */
rejected: number, 
/**
 * Implausible values that were taken as they are.
 */
warnings: number, };

/**
 * How far the running import is.
 */
export type ImportRunning = { 
/**
 * The file being read.
 */
file: string, 
/**
 * Bytes of it read.
 */
bytes: number, 
/**
 * Its size.
 */
total: number, 
/**
 * Rows read.
 */
rows: number, 
/**
 * Seconds since it began.
 */
seconds: number, };

/**
 * The import that runs, or how the last one ended. One runs at a time.
 */
export type ImportState = { 
/**
 * The one that runs.
 */
running: ImportRunning | null, 
/**
 * What the last one did.
 */
done: Array<ImportRecord>, 
/**
 * Why the last one failed.
 */
failed: Failure | null, };

/**
 * Of how many tickets something is known.
 */
export type InputKnown = { 
/**
 * Tickets of which it is asked.
 */
asked: number, 
/**
 * Those of which it is known.
 */
known: number, 
/**
 * Those with one of its fields filled: fewer, where an empty one means no.
 */
filled: number, 
/**
 * The share known; `None` where it is asked of none.
 */
share: number | null, 
/**
 * Its name on the command line and in JSON.
 */
name: string, 
/**
 * Its name on screen.
 */
title: string, 
/**
 * Of which tickets it is asked.
 */
among: Among, 
/**
 * The fields that tell it: any of them does.
 */
fields: Array<Field>, 
/**
 * The fields that are read along with those.
 */
along: Array<Field>, 
/**
 * What it means where none of them is filled.
 */
silence: Silence, 
/**
 * Whether it counts in the score.
 */
important: boolean, 
/**
 * How to get it.
 */
how: string, };

/**
 * What a figure lacks.
 */
export type InputMissing = { 
/**
 * Whether there is a figure without it all the same, on less evidence.
 */
optional: boolean, 
/**
 * The share of the tickets that the figure asks of which it is known; `None` where it asks none.
 */
share: number | null, 
/**
 * Its name on the command line and in JSON.
 */
name: string, 
/**
 * Its name on screen.
 */
title: string, 
/**
 * Of which tickets it is asked.
 */
among: Among, 
/**
 * The fields that tell it: any of them does.
 */
fields: Array<Field>, 
/**
 * The fields that are read along with those.
 */
along: Array<Field>, 
/**
 * What it means where none of them is filled.
 */
silence: Silence, 
/**
 * Whether it counts in the score.
 */
important: boolean, 
/**
 * How to get it.
 */
how: string, };

/**
 * All cut-offs of the insights.
 */
export type InsightRules = { 
/**
 * Of the taxonomy.
 */
taxonomy: TaxonomyRules, 
/**
 * Of escalations and hand-offs.
 */
escalations: EscalationRules, 
/**
 * Of releases.
 */
versions: VersionRules, 
/**
 * Of knowledge gaps.
 */
gaps: GapRules, 
/**
 * Of drift.
 */
drift: DriftRules, 
/**
 * Of daily volumes.
 */
anomalies: AnomalyRules, 
/**
 * Of accounts.
 */
accounts: AccountRules, 
/**
 * Of product pages.
 */
pages: PageRules, };

/**
 * A query type and the words that tell it.
 */
export type Keyword = { 
/**
 * The query type.
 */
query_type: string, 
/**
 * Words or phrases, any of which tells it; whole words, in any case.
 */
words: Array<string>, };

/**
 * A kind of helpdesk that can be connected.
 */
export type Kind = { 
/**
 * Its name on the command line.
 */
name: string, 
/**
 * Its name for people.
 */
title: string, 
/**
 * An address, as an example.
 */
address: string, 
/**
 * Whose name is asked for beside the secret; `None` where none is.
 */
user: string | null, 
/**
 * What the secret is, and where it is made.
 */
secret: string, 
/**
 * How its users can sign in with the browser instead, where they can.
 */
oauth: OAuth | null, };

/**
 * A KPI, defined as data: help, tooltips, the glossary and reports are written from it.
 */
export type Kpi = { 
/**
 * The name on the command line and in JSON.
 */
name: string, 
/**
 * The name on screen and paper.
 */
title: string, 
/**
 * What the value is.
 */
unit: Unit, 
/**
 * The formula in words.
 */
formula: string, 
/**
 * What its denominator counts, in words; for a count, what it counts itself.
 */
counted: string, 
/**
 * The tickets it is computed over.
 */
cohort: Cohort, 
/**
 * Which way is better.
 */
direction: Direction, 
/**
 * When there is no value.
 */
no_value: string, 
/**
 * What it rests on, where that takes time or need not be all known.
 */
evidence: Evidence, 
/**
 * What has to be known of tickets for it to be told.
 */
needs: Array<string>, 
/**
 * What else it looks at: without it, it is judged on less evidence.
 */
helped_by: Array<string>, 
/**
 * Where the definition comes from, and what to keep in mind when comparing.
 */
source: string, };

/**
 * A language that people read.
 */
export type Language = "en" | "de";

/**
 * How a table was found to be laid out, for the user to see.
 */
export type Layout = { 
/**
 * The file's name, with the member's and the sheet's behind `/`.
 */
name: string, 
/**
 * What it is.
 */
container: Container, 
/**
 * How it is packed, from the outside in; empty if it is not.
 */
packing: Array<Packing>, 
/**
 * The encoding's name, for text.
 */
encoding: string | null, 
/**
 * The character between cells, for delimited text.
 */
delimiter: string | null, 
/**
 * Physical line of the header, 1-based, for a workbook the sheet's row; none for JSON.
 */
header_line: number | null, 
/**
 * Lines above the header that hold something and were skipped.
 */
skipped_title_lines: number, 
/**
 * Bytes that reading takes from the disk: the file's, or the packed member's.
 */
size_on_disk: number, };

/**
 * What is learned of the AI: its releases, what it lacks, what drifts, and what was out of the ordinary.
 */
export type Learning = { 
/**
 * What each release did.
 */
versions: Versions, 
/**
 * What the AI lacks.
 */
gaps: Gaps, 
/**
 * Escalation rates that drift.
 */
drift: Drift, 
/**
 * Days out of the ordinary.
 */
anomalies: Anomalies, 
/**
 * What needs a look.
 */
alerts: Array<Alert>, };

/**
 * An amount that is in force from a month on, until the next entry of its kind.
 */
export type LedgerEntry = { 
/**
 * What it is spent on.
 */
kind: CostKind, 
/**
 * The first day of the month from which it is in force.
 */
month: string, 
/**
 * Money a month, or for `ai_usage` a resolution, in the workspace's currency; 0 or more.
 */
amount: number, };

/**
 * A column that tickets can be listed in the order of.
 */
export type ListColumn = "number" | "created" | "resolved" | "query_type" | "channel" | "status" | "resolution_type" | "rating";

/**
 * The order of a list.
 */
export type ListOrder = { 
/**
 * The column that it goes by.
 */
by: ListColumn, 
/**
 * Whether what would be first is last. Tickets whose value is not known come last either way.
 */
descending: boolean, };

/**
 * What a reader looks at.
 */
export type Look = { 
/**
 * The window's page.
 */
page: string, 
/**
 * The days.
 */
days: ViewDays, 
/**
 * Only these tickets.
 */
filters: Array<Filter>, 
/**
 * What charts are split by.
 */
split: Array<Dimension>, 
/**
 * What the days are compared with.
 */
compare: Comparison, 
/**
 * The vendor's way in which AI resolutions are counted.
 */
count_as: string | null, };

/**
 * A pack that was written.
 */
export type MadePack = { 
/**
 * Where it is: a file, or for pictures a folder.
 */
path: string, 
/**
 * What it can be opened by.
 */
token: number, };

/**
 * How one kind of table is read. Saved by name in a store and as a JSON file.
 * Headers are matched exactly, else by their words (in any case, without what is in parentheses).
 */
export type Mapping = { 
/**
 * Version of this layout: [`Mapping::VERSION`].
 */
version: number, 
/**
 * The name it is saved under.
 */
name: string, 
/**
 * The name that tickets' source gets where the user gives none.
 */
source: string | null, 
/**
 * Which column gives which field. Where several give one field, the first that is not empty counts.
 */
columns: Array<Column>, 
/**
 * Values must be in the form of the Supportmix CSV; any other rejects its row, nothing is inferred.
 */
strict: boolean, 
/**
 * For each field, what the source's words mean: its word (in any case) to ours. An empty text means no value.
 */
values: { [key in Field]?: { [key in string]: string } }, 
/**
 * Words that stand for an empty cell, in any case: `?`, `N/A`.
 */
nulls: Array<string>, 
/**
 * What says who took part and which rows are excluded, in order.
 */
evidence: Array<EvidenceRule>, 
/**
 * Where the query type comes from; the first that gives one counts.
 */
query_type: Array<QueryTypeRule>, 
/**
 * Columns of what the customer wrote. Signals are searched for in them; their cells are not kept.
 */
texts: Array<TextColumn>, 
/**
 * IANA zone of times without an offset; a zone in the header and one chosen at import win.
 */
time_zone: string | null, 
/**
 * Whether day or month comes first in dates like 3/4/2026. Where absent, the column's values decide or the user.
 */
day_order: DayOrder | null, 
/**
 * Top of the scale of `csat_score` where no column gives it.
 */
csat_scale: number | null, 
/**
 * The source keeps the last closing's time when a ticket is reopened: it counts only where the status is
 * resolved or closed, or unknown.
 */
open_is_unresolved: boolean, 
/**
 * The source counts AI's replies among the team's: on a ticket that evidence says AI resolved, the replies by
 * people are unknown.
 */
replies_include_ai: boolean, };

/**
 * A moment of a chart over time that is marked by a line across it.
 */
export type Mark = { 
/**
 * The category that it falls in.
 */
category: number, 
/**
 * How far into it, 0 to 1.
 */
within: number, 
/**
 * What it is.
 */
kind: MarkKind, 
/**
 * What stands at its line.
 */
label: string, 
/**
 * What happened, with its day.
 */
text: string, };

/**
 * What a marked moment is.
 */
export type MarkKind = "ai_release" | "definition_change";

/**
 * What evidence means for a ticket. A hand-off always wins over a resolution by AI; else the first rule that speaks.
 */
export type Meaning = "ai_took_part" | "ai_took_no_part" | "handed_off" | "resolved_confirmed" | "resolved_assumed" | "abandoned" | "person_took_part" | { "excluded": Exclusion };

/**
 * A change of a rate, split exactly: `mix` + `rate` is the difference.
 */
export type MixAndRate = { 
/**
 * What comes of the groups having other shares of the tickets.
 */
mix: number, 
/**
 * What comes of the groups having other rates.
 */
rate: number, 
/**
 * Whether the split is worth telling: the mix is a third of the change or more, or works against the rate.
 */
is_telling: boolean, };

/**
 * By which field a person is named.
 */
export type NamedBy = "requester" | "account";

/**
 * A period that the picker offers.
 */
export type NamedPeriod = { 
/**
 * `this_week`, `last_week`, `this_month`, `last_month`, `this_quarter`, `last_quarter`, `last_90_days`,
 * `latest_week`, `latest_month`, `latest_quarter` (the newest that have tickets).
 */
id: string, 
/**
 * Its days.
 */
period: Period, 
/**
 * The period that it is compared with.
 */
before: Period, 
/**
 * Whether any ticket was created or resolved in it.
 */
has_tickets: boolean, };

/**
 * A saved template.
 */
export type NamedTemplate = { 
/**
 * Its name.
 */
name: string, 
/**
 * What it says.
 */
template: PackTemplate, };

/**
 * How the users of a kind of helpdesk sign in with the browser.
 */
export type OAuth = { 
/**
 * Where the OAuth client is made.
 */
client: string, };

/**
 * A file that was chosen, dropped on the window or given at the start.
 */
export type OfferedFile = { 
/**
 * Stands for the file in later requests: the page never sees or names paths.
 */
token: number, 
/**
 * Its name.
 */
name: string, 
/**
 * Its size in bytes.
 */
size: number, };

/**
 * How opportunities were met.
 */
export type Opportunities = { 
/**
 * Tickets that show interest.
 */
tickets: number, 
/**
 * Those that a person answered in time.
 */
reached: number, 
/**
 * The share.
 */
reached_share: number | null, 
/**
 * Hours that are in time.
 */
hours: number, };

/**
 * A review, ready to be written in any format.
 */
export type Pack = { 
/**
 * What it is: `Support review`.
 */
title: string, 
/**
 * Its days, as its language writes them.
 */
days: string, 
/**
 * Its days.
 */
period: Period, 
/**
 * The zone of its days, by IANA name.
 */
time_zone: string, 
/**
 * The language of all its texts.
 */
language: Language, 
/**
 * ISO 4217 code of its amounts.
 */
currency: string, 
/**
 * The moment that it is made at, which its files bear.
 */
made_at: Timestamp, 
/**
 * What every part of it has to carry: period, compared with, time zone, filters, data as of, tickets, definitions.
 */
stamp: Array<PackFact>, 
/**
 * The same on one line, for footers.
 */
footer: string, 
/**
 * What a reader must know before quoting it: what is maturing, restated, withheld.
 */
cautions: Array<string>, 
/**
 * What is in it, in order.
 */
sections: Array<PackSection>, 
/**
 * The figures that it shows, explained.
 */
glossary: Array<PackTerm>, };

/**
 * A cell of a table.
 */
export type PackCell = { "is": "text", 
/**
 * It.
 */
text: string, } | { "is": "number", 
/**
 * The value as the engine gave it; shares are 0 to 1.
 */
value: number, 
/**
 * What it is of.
 */
unit: Unit, 
/**
 * As it is written.
 */
text: string, 
/**
 * What is written smaller beside it: its interval, its change.
 */
beside: string, 
/**
 * Whether few tickets carry it, or it still matures: written paler.
 */
is_faint: boolean, } | { "is": "nothing", 
/**
 * As it is written.
 */
text: string, };

/**
 * A chart and what stands around it.
 */
export type PackChart = { 
/**
 * What it says, in one sentence: a slide's title.
 */
headline: string, 
/**
 * It. Its title says what it shows.
 */
spec: ChartSpec, 
/**
 * How many tickets are behind it, and how sure it is: the line under it.
 */
evidence: string, 
/**
 * What its KPI is: for the speaker.
 */
definition: string, 
/**
 * Its numbers.
 */
table: PackTable, };

/**
 * A column of a table.
 */
export type PackColumn = { 
/**
 * Its heading.
 */
title: string, 
/**
 * Whether it holds numbers, which stand at its right edge.
 */
is_numeric: boolean, 
/**
 * The resolution type that it is of, which gives its colour.
 */
resolution_type: ResolutionType | null, };

/**
 * What a pack is to hold.
 */
export type PackContent = { 
/**
 * Its sections, in their order; each once.
 */
sections: Array<PageName>, 
/**
 * What its days are compared with.
 */
compare: Comparison, 
/**
 * What its charts are split by.
 */
split: Array<Dimension>, 
/**
 * The vendor's way of counting AI resolutions.
 */
count_as: string | null, 
/**
 * Charts of a section at most; the summary has only those that were added.
 */
charts: number, 
/**
 * Charts that the reader added to the summary, by their names.
 */
added: Array<string>, 
/**
 * Its language.
 */
language: Language, };

/**
 * A labelled text.
 */
export type PackFact = { 
/**
 * What it is.
 */
label: string, 
/**
 * It.
 */
text: string, };

/**
 * A format that a pack is written in.
 */
export type PackFormat = "pdf" | "pptx" | "xlsx" | "html" | "md" | "pictures" | "json";

/**
 * What is to be written.
 */
export type PackRequest = { 
/**
 * What it holds and how it is written.
 */
template: PackTemplate, 
/**
 * A published review whose pack it is: what it held then is written, whatever the template says.
 */
review: number | null, 
/**
 * Whether a workbook lists the tickets.
 */
tickets: boolean, 
/**
 * A presentation whose look slides take, by its token.
 */
presentation: number | null, };

/**
 * A part of a pack: an area of KPIs.
 */
export type PackSection = { 
/**
 * Its stable name: that of the window's page.
 */
name: string, 
/**
 * Its heading.
 */
title: string, 
/**
 * What there is to say of it: what changed, in sentences. The surest first.
 */
sentences: Array<string>, 
/**
 * What was written beside its figures.
 */
remarks: Array<PackFact>, 
/**
 * Its figures.
 */
scorecard: PackTable, 
/**
 * Its charts.
 */
charts: Array<PackChart>, 
/**
 * Its lists: of query types, accounts, gaps.
 */
tables: Array<PackTable>, };

/**
 * A table.
 */
export type PackTable = { 
/**
 * What it shows.
 */
title: string, 
/**
 * Its columns.
 */
columns: Array<PackColumn>, 
/**
 * Its rows; each has a cell for each column.
 */
rows: Array<Array<PackCell>>, 
/**
 * What a reader must know, a line each.
 */
notes: Array<string>, };

/**
 * A template: what packs are to hold, and how they are written.
 */
export type PackTemplate = { 
/**
 * What they hold.
 */
content: PackContent, 
/**
 * What they are written as.
 */
format: PackFormat, 
/**
 * The paper, where they are written on such.
 */
paper: Paper, };

/**
 * A figure explained.
 */
export type PackTerm = { 
/**
 * Its name on the command line.
 */
kpi: string, 
/**
 * Its name on paper.
 */
title: string, 
/**
 * Its formula in words.
 */
formula: string, 
/**
 * What its denominator counts.
 */
counted: string, 
/**
 * When it has no value.
 */
no_value: string, 
/**
 * Where the definition comes from.
 */
source: string, };

/**
 * How a table's bytes are packed.
 */
export type Packing = "gz" | "zip";

/**
 * A page of figures.
 */
export type PageAnswer = { 
/**
 * The period asked for.
 */
period: Period, 
/**
 * The period compared with.
 */
before: Period | null, 
/**
 * Where the period still runs: the same point in the other one, at which that is cut.
 */
before_until: Timestamp | null, 
/**
 * Whether no ticket was opened or resolved in the period compared with, so that nothing can be.
 */
before_is_empty: boolean, 
/**
 * The moment the data is seen from.
 */
as_of: Timestamp | null, 
/**
 * The zone that periods are cut in.
 */
time_zone: string, 
/**
 * Where its cost went; `None` where the ledger does not cover it.
 */
costs: CostReport | null, 
/**
 * What changed since the other period; `None` where nothing is compared, or can be.
 */
changes: WhatChanged | null, 
/**
 * The figures, one a row.
 */
scorecard: Array<ScoreRow>, 
/**
 * The charts.
 */
charts: Array<ChartSpec>, };

/**
 * What a page has.
 */
export type PageDefinition = { 
/**
 * Which page.
 */
name: PageName, 
/**
 * The names of its figures.
 */
kpis: Array<string>, };

/**
 * A page of figures.
 */
export type PageName = "review" | "deflection" | "satisfaction" | "resolution" | "escalations" | "costs" | "taxonomy" | "learning" | "accounts";

/**
 * How product pages are judged.
 */
export type PageRules = { 
/**
 * Days back from the newest time in the data
 */
days: number, 
/**
 * Query types named of each page
 */
types: number, };

/**
 * Paper that a PDF is made for.
 */
export type Paper = "a4" | "letter";

/**
 * Which of a figure's tickets.
 */
export type Part = "numerator" | "denominator" | "missed" | "cohort";

/**
 * A span of local days, both ends included.
 */
export type Period = { 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, };

/**
 * A person, as the user names them.
 */
export type Person = { 
/**
 * By which field.
 */
by: NamedBy, 
/**
 * The id, as it stands in the field. An e-mail address is compared without regard to case.
 */
id: string, 
/**
 * Only in this source; `None`: wherever the id is found.
 */
source: string | null, };

/**
 * One value of a series at one category.
 */
export type Point = { 
/**
 * The value; `None` leaves a gap (no denominator, or too few tickets to state a rate).
 */
value: number | null, 
/**
 * Lower end of the 95 % interval.
 */
low: number | null, 
/**
 * Upper end of the 95 % interval.
 */
high: number | null, 
/**
 * Tickets above the line.
 */
numerator: number | null, 
/**
 * Tickets below the line.
 */
denominator: number | null, 
/**
 * Few tickets (5 to 29) or, for a KPI with a window, still maturing: drawn greyed.
 */
faint: boolean, };

/**
 * Tickets that AI closed alone though they should have gone to a person.
 */
export type PolicyBreach = { 
/**
 * The month.
 */
month: string, 
/**
 * Why they should have: a sensitive type, or a VIP account.
 */
trigger: Trigger, 
/**
 * How many.
 */
tickets: number, };

/**
 * How right the alerts were so far.
 */
export type Precision = { 
/**
 * Alerts found to be true.
 */
confirmed: number, 
/**
 * Alerts found to be false.
 */
dismissed: number, 
/**
 * The share of the true ones.
 */
precision: number | null, 
/**
 * After enough verdicts, the deviations from which on as many alerts would have been true as is aimed at.
 */
proposed: number | null, };

/**
 * A way of counting the steps of the AI ladder. Figures of different ones are never mixed.
 */
export type Preset = { 
/**
 * The name on the command line and in JSON.
 */
name: string, 
/**
 * The name on screen and paper.
 */
title: string, 
/**
 * What it counts, in a sentence.
 */
meaning: string, 
/**
 * The KPIs as it counts them.
 */
kpis: Array<Kpi>, };

/**
 * What a file is taken for.
 */
export type Preview = { 
/**
 * How the table is laid out.
 */
layout: Layout, 
/**
 * Id of the format.
 */
format: string, 
/**
 * The format's name for people.
 */
title: string, 
/**
 * How sure that is, 0 to 100; 100 where the user chose.
 */
confidence: number, 
/**
 * IANA name of the zone of times without an offset.
 */
time_zone: string, 
/**
 * What the user has to say before it can come in.
 */
questions: Array<Question>, 
/**
 * The other tables of the file.
 */
others: Array<string>, 
/**
 * How the columns are read; empty of columns where nothing was understood.
 */
mapping: Mapping, 
/**
 * Whether it can be read like this: a column tells tickets apart.
 */
understood: boolean, 
/**
 * The columns' headers.
 */
header: Array<string>, 
/**
 * The rows.
 */
rows: Array<PreviewRow>, 
/**
 * Headers of columns from which nothing is read.
 */
not_understood: Array<string>, 
/**
 * For each of the mapping's rules of evidence, how many of the rows it holds for.
 */
evidence_held: Array<number>, 
/**
 * Where no column gives the query type: rules by the commonest terms of the subjects.
 */
proposed_keywords: Array<Keyword>, };

/**
 * A row as it stands in the file and as it will be understood.
 */
export type PreviewRow = { 
/**
 * 1 for the first data record.
 */
record: number, 
/**
 * The line on which it begins.
 */
line: number, 
/**
 * Its cells as read.
 */
cells: Array<string>, 
/**
 * The fields it will have, in the form of the Supportmix CSV.
 */
fields: { [key in Field]?: string }, 
/**
 * Who will count as having resolved it; `None` where it will be rejected.
 */
resolution_type: ResolutionType | null, 
/**
 * Why it will be rejected, if it will.
 */
problems: Array<FieldProblem>, };

/**
 * A page of the product. Shares are 0 to 1.
 */
export type ProductPage = { 
/**
 * The page.
 */
page: string, 
/**
 * Eligible tickets opened there in the last days.
 */
tickets: number, 
/**
 * Share that AI resolved.
 */
deflection_rate: number | null, 
/**
 * Escalated of those that AI took part in.
 */
escalation_rate: number | null, 
/**
 * Share whose customer came back with the same, of those that are mature.
 */
repeat_contact_rate: number | null, 
/**
 * What is asked there most.
 */
top_query_types: Array<string>, 
/**
 * The share of the first of these.
 */
top_share: number, 
/**
 * Tickets whose customer came back with the same.
 */
repeated: number, };

/**
 * Pages of the product.
 */
export type ProductPages = { 
/**
 * The moment it is seen from.
 */
as_of: Timestamp, 
/**
 * Days back from it that are looked at.
 */
days: number, 
/**
 * Pages, those of most tickets first.
 */
rows: Array<ProductPage>, };

/**
 * A query type for tickets that have none.
 */
export type Proposal = { 
/**
 * The words that tell it, each of them one or several that follow each other: the commonest, and its singular or plural.
 */
words: Array<string>, 
/**
 * What it may be called: as most tickets with these words are that have a type, else by the commonest of the words.
 */
query_type: string, 
/**
 * Whether tickets have this type already.
 */
known: boolean, 
/**
 * Tickets that it would give a type, without those of the proposals before it.
 */
tickets: number, 
/**
 * Their share of the tickets without a type that were looked at.
 */
share: number, 
/**
 * Some of them with different subjects, the newest first.
 */
examples: Array<Example>, };

/**
 * A published figure, and its days where they are not those of the review.
 */
export type PublishedFigure = { 
/**
 * The newest days that could be judged.
 */
mature: Period | null, 
/**
 * The KPI's name.
 */
kpi: string, 
/**
 * The group it is for; empty for the whole.
 */
group: Record<string, string>, 
/**
 * The figure.
 */
value: number | null, 
/**
 * What stood above the line.
 */
numerator: number | null, 
/**
 * What stood below the line.
 */
denominator: number | null, 
/**
 * Lower end of the interval.
 */
low: number | null, 
/**
 * Upper end of the interval.
 */
high: number | null, 
/**
 * Tickets that were too recent to judge.
 */
immature: number | null, 
/**
 * How it differed from the period before.
 */
change: Change | null, };

/**
 * A figure that was published in both reviews, or in one of them.
 */
export type PublishedPair = { 
/**
 * The KPI's name.
 */
kpi: string, 
/**
 * The group it is for; empty for the whole.
 */
group: Record<string, string>, 
/**
 * In the first.
 */
one: PublishedFigure | null, 
/**
 * In the second.
 */
other: PublishedFigure | null, 
/**
 * How much more the second has; nothing where either states no value, is of too few tickets, or still matured.
 */
difference: number | null, };

/**
 * A published review in a list.
 */
export type PublishedReview = { 
/**
 * Its number.
 */
id: number, 
/**
 * Its days.
 */
period: Period, 
/**
 * Only these tickets.
 */
filters: Array<Filter>, 
/**
 * When it was published.
 */
frozen_at: Timestamp, 
/**
 * The user of the system who did it.
 */
user: string, 
/**
 * Whether its pack was kept with it.
 */
has_pack: boolean, 
/**
 * What its author wrote about it.
 */
note: string | null, };

/**
 * How good the data is.
 */
export type Quality = { 
/**
 * Of all tickets.
 */
whole: SourceQuality, 
/**
 * Of those of each source, by name.
 */
sources: Array<SourceQuality>, 
/**
 * Which figures the data can carry, in the order of the catalogue.
 */
kpis: Array<Support>, };

/**
 * Tickets that the data quality counts, on all days.
 */
export type QualityRow = { 
/**
 * Those of this source; of all where there is none.
 */
source: string | null, 
/**
 * Which.
 */
tickets: QualityTickets, };

/**
 * Which tickets a row of the data quality counts.
 */
export type QualityTickets = { "unknown": string } | { "contradicting": Contradiction } | { "excluded": Exclusion };

/**
 * Query types for tickets that have none.
 */
export type QueryTypeProposals = { 
/**
 * The moment it is seen from.
 */
as_of: Timestamp, 
/**
 * Days back from it that are looked at.
 */
days: number, 
/**
 * Eligible tickets opened in these days.
 */
tickets: number, 
/**
 * Those of them without a query type.
 */
uncategorised: number, 
/**
 * The newest of those, whose subjects and tags were looked at.
 */
looked_at: number, 
/**
 * What is proposed, in the order in which it was found: each for tickets that those before it leave.
 */
rows: Array<Proposal>, };

/**
 * One way to a ticket's query type.
 */
export type QueryTypeRule = { "column": string } | { "tags": { [key in string]: string } } | { "keywords": { 
/**
 * The column searched.
 */
column: string, 
/**
 * Types and their words, in order.
 */
rules: Array<Keyword>, } };

/**
 * A query type and its scores. Shares are 0 to 1.
 */
export type QueryTypeScores = { 
/**
 * The query type.
 */
query_type: string, 
/**
 * Eligible tickets opened in the days that are looked at.
 */
tickets: number, 
/**
 * How much work a ticket is, 1 to 5.
 */
complexity: number | null, 
/**
 * How much feeling is in it, 1 to 5.
 */
emotional_weight: number | null, 
/**
 * How alike its resolutions are, 1 to 5.
 */
predictability: number | null, 
/**
 * How ready it is for AI, 0 to 100.
 */
readiness: number | null, 
/**
 * Who it is for.
 */
bucket: ReadinessBucket | null, 
/**
 * Whether the bucket was decided by somebody.
 */
decided: boolean, 
/**
 * Whether it is marked as sensitive.
 */
sensitive: boolean, 
/**
 * Whether its share moves over three months; `None` where it does not, and the history is too short for a yearly
 * season.
 */
season_flag: boolean | null, 
/**
 * Tickets a week.
 */
weekly_tickets: number, 
/**
 * Share that AI resolves now.
 */
deflection_rate: number | null, 
/**
 * Share that AI resolves of types like it, at their best quarter.
 */
reachable: number | null, 
/**
 * Hours a week that automating it further would save.
 */
hours_per_week: number | null, 
/**
 * The same at the upper end of the deflection's interval.
 */
hours_low: number | null, 
/**
 * The same at the lower end.
 */
hours_high: number | null, 
/**
 * Its place on the shortlist, from 1.
 */
shortlist: number | null, 
/**
 * Median replies by people, where they took part.
 */
human_replies_p50: number | null, 
/**
 * Median minutes that people worked on it, where they took part.
 */
handle_minutes_p50: number | null, 
/**
 * Mean teams that had it.
 */
teams_mean: number | null, 
/**
 * Share that was reopened.
 */
reopen_rate: number | null, 
/**
 * Share that shows strong feeling.
 */
emotional_share: number | null, 
/**
 * Share of the ratings that are not satisfied.
 */
unsatisfied_share: number | null, 
/**
 * The commonest resolution path.
 */
top_path: string | null, 
/**
 * Its share.
 */
top_path_share: number | null, 
/**
 * Share of what AI resolved that stayed resolved.
 */
durable_share: number | null, 
/**
 * What the scores rest on, in sentences.
 */
reasons: Array<string>, };

/**
 * A column whose dates can be read in two ways: the user has to say.
 */
export type Question = { 
/**
 * The column's header.
 */
column: string, 
/**
 * Values that show it.
 */
examples: Array<string>, };

/**
 * Who a query type is for.
 */
export type ReadinessBucket = "automatable" | "hybrid" | "human_required";

/**
 * How a column's cells are read.
 */
export type Reading = "value" | "words" | "seconds" | "minutes" | "hours" | "clock";

/**
 * A row that did not come in.
 */
export type Reject = { 
/**
 * The file, with the member's name for an archive or a workbook.
 */
file: string, 
/**
 * 1 for the file's first data record.
 */
record: number, 
/**
 * The line on which it begins, 1-based.
 */
line: number, 
/**
 * The first field that is wrong; empty where the record as a whole is.
 */
field: string, 
/**
 * That field's cell, as read.
 */
value: string, 
/**
 * What is wrong; other fields that are wrong too are named in it.
 */
reason: string, 
/**
 * The record's cells, as read.
 */
cells: Array<string>, };

/**
 * When a release went live, and when its effect is to be judged.
 */
export type ReleaseDates = { 
/**
 * The local day on which it went live; where there is none, the tickets tell.
 */
day: string | null, 
/**
 * The local day of its review; until then verdicts are interim.
 */
review: string | null, };

/**
 * Minutes that a reply by a person takes, by channel; used where the source does not know the minutes. A setting.
 */
export type ReplyMinutes = { [key in Channel]?: number };

/**
 * Who resolved a ticket. The types partition the tickets: each has exactly one.
 */
export type ResolutionType = "excluded" | "unresolved" | "hybrid" | "ai_only" | "human_only" | "no_touch";

/**
 * A published figure, and what it is now.
 */
export type RestatedFigure = { 
/**
 * The value now.
 */
now: number | null, 
/**
 * Whether it is another one now.
 */
restated: boolean, 
/**
 * Whether tickets were then too recent to judge: that they have matured since changes the value too.
 */
matured: boolean, 
/**
 * The KPI's name.
 */
kpi: string, 
/**
 * The group it is for; empty for the whole.
 */
group: Record<string, string>, 
/**
 * The figure.
 */
value: number | null, 
/**
 * What stood above the line.
 */
numerator: number | null, 
/**
 * What stood below the line.
 */
denominator: number | null, 
/**
 * Lower end of the interval.
 */
low: number | null, 
/**
 * Upper end of the interval.
 */
high: number | null, 
/**
 * Tickets that were too recent to judge.
 */
immature: number | null, 
/**
 * How it differed from the period before.
 */
change: Change | null, };

/**
 * Published figures of the newest period that could be judged, and what they would be now.
 */
export type RestatedMature = { 
/**
 * Its days.
 */
period: Period, 
/**
 * The period that it was compared with.
 */
compared_with: Period | null, 
/**
 * The figures.
 */
rows: Array<RestatedFigure>, };

/**
 * A published review, and what it would say now.
 */
export type RestatedReview = { 
/**
 * Its number.
 */
id: number, 
/**
 * When it was frozen.
 */
frozen_at: Timestamp, 
/**
 * The user of the system who did it.
 */
user: string, 
/**
 * Its days.
 */
period: Period, 
/**
 * Only these tickets.
 */
filters: Array<Filter>, 
/**
 * The zone that days were cut in.
 */
time_zone: string, 
/**
 * The moment that the data was seen from.
 */
as_of: Timestamp | null, 
/**
 * Version of the definitions.
 */
definitions: number, 
/**
 * The settings that tickets were judged by.
 */
rules: Rules, 
/**
 * The period that it was compared with.
 */
compared_with: Period | null, 
/**
 * What its author wrote beside it.
 */
note: string | null, 
/**
 * The figures.
 */
rows: Array<RestatedFigure>, 
/**
 * Of what takes time to tell, where the period was too recent: the figures of the newest period that was not.
 */
mature: RestatedMature | null, 
/**
 * What was called a change, the surest first.
 */
changes: Array<FrozenChange>, 
/**
 * What was written beside figures.
 */
notes: Array<FigureNote>, };

/**
 * What going back to a copy did.
 */
export type Restored = { 
/**
 * Where what the store had before is kept; `None` where it had nothing.
 */
kept: string | null, };

/**
 * What two reviews differ in: how it is in the first, and in the second.
 */
export type ReviewDifference = { "in": "filters", values: [Array<Filter>, Array<Filter>], } | { "in": "days", values: [number, number], } | { "in": "definitions", values: [number, number], } | { "in": "zone", values: [string, string], } | { "in": "repeat", values: [number, number], } | { "in": "scale", top: number, values: [number, number], };

/**
 * How the review of a period and filters stands.
 */
export type ReviewState = { 
/**
 * What is written beside its figures, until it is published.
 */
notes: Array<FigureNote>, 
/**
 * It, where it is published.
 */
published: PublishedReview | null, };

/**
 * The settings that tickets are judged by, whatever the question.
 */
export type Rules = { 
/**
 * From which score on a customer counts as satisfied.
 */
scales: Scales, 
/**
 * Hours after a resolution within which the customer's return is a repeat contact.
 */
repeat_window_hours: number, };

/**
 * A saved blueprint.
 */
export type SavedBlueprint = { 
/**
 * Its name.
 */
name: string, 
/**
 * The user of the system who saved it.
 */
who: string, 
/**
 * When.
 */
at: Timestamp, 
/**
 * Why.
 */
why: string | null, 
/**
 * What it holds.
 */
blueprint: Blueprint, };

/**
 * A file that was written.
 */
export type SavedFile = { 
/**
 * Where it is.
 */
path: string, };

/**
 * From which score on a customer counts as satisfied, on scales with one top.
 */
export type Scale = { 
/**
 * The top of the scale.
 */
top: number, 
/**
 * The lowest score that is satisfied.
 */
satisfied_from: number, };

/**
 * The scale table. A scale that is not in it is satisfied from 0.8 of its top.
 */
export type Scales = Array<Scale>;

/**
 * What a chart shows: the page's filter bar.
 */
export type Scope = { 
/**
 * The days.
 */
period: Period, 
/**
 * Only these tickets.
 */
filters: Array<Filter>, };

/**
 * A cell of the scorecard.
 */
export type ScoreCell = { 
/**
 * Where that is too recent to tell: the same of the newest period that is not.
 */
mature: ComparedFigure | null, 
/**
 * The same of the other period.
 */
before: Figure | null, 
/**
 * The difference, if both have a value.
 */
change: Change | null, 
/**
 * The KPI's name.
 */
kpi: string, 
/**
 * The group it is for; empty for the whole.
 */
group: Record<string, string>, 
/**
 * The figure.
 */
value: number | null, 
/**
 * Tickets (or money, or a sum) above the line.
 */
numerator: number | null, 
/**
 * Tickets below the line.
 */
denominator: number | null, 
/**
 * Lower end of the interval.
 */
low: number | null, 
/**
 * Upper end of the interval.
 */
high: number | null, 
/**
 * Tickets of the cohort that are not mature yet, for a KPI with a window.
 */
immature: number | null, 
/**
 * Where tickets are not mature: the value if all of those fail.
 */
least: number | null, 
/**
 * Where tickets are not mature: the value if all of those succeed.
 */
most: number | null, 
/**
 * The share of the tickets asked of which the answer is known, mature ones for a KPI with a window.
 */
known: number | null, 
/**
 * The share of the tickets below the line that are judged on part of the evidence: on repeats or reopens alone; for
 * costs, on estimated minutes.
 */
partly_known: number | null, 
/**
 * How it stands to its target.
 */
standing: Standing | null, };

/**
 * A KPI of the scorecard: of all tickets, and within each resolution type where that makes sense.
 */
export type ScoreRow = { 
/**
 * Its definition.
 */
kpi: Kpi, 
/**
 * The vendor's way of counting that it is of.
 */
count_as: string | null, 
/**
 * Where the period is too recent to tell: the newest period that is not.
 */
mature: Period | null, 
/**
 * What that one is compared with.
 */
mature_before: Period | null, 
/**
 * Of all tickets.
 */
whole: ScoreCell, 
/**
 * Of all tickets in the periods that lead to this one, the oldest first; the last is the one under review, where
 * that is a week, a month or a quarter.
 */
trend: Array<TrendPoint>, 
/**
 * Of those that AI resolved alone.
 */
ai_only: ScoreCell | null, 
/**
 * Of those that AI and people shared.
 */
hybrid: ScoreCell | null, 
/**
 * Of those that people resolved alone.
 */
human_only: ScoreCell | null, };

/**
 * A token or password. No text form of it shows what it is.
 */
export type Secret = string;

/**
 * One series.
 */
export type Series = { 
/**
 * Its name in the legend.
 */
name: string, 
/**
 * The value of the second dimension behind it, for drilling down; `None` where there is no second one.
 */
key: string | null, 
/**
 * The resolution type it shows, which gives its colour; else colours go by order.
 */
resolution_type: ResolutionType | null, 
/**
 * What it is for; only lines tell the roles apart.
 */
role?: SeriesRole, 
/**
 * One point for each category.
 */
points: Array<Point>, };

/**
 * What a series is for.
 */
export type SeriesRole = "value" | "limit" | "expected";

/**
 * What the whole workspace shares. Kept in the store, so that every window, command and report agrees.
 */
export type Settings = { 
/**
 * IANA name of the reporting zone.
 */
time_zone: string, 
/**
 * First day of the week.
 */
week_start: WeekStart, 
/**
 * ISO 4217 code of the currency that costs are entered in.
 */
currency: string, 
/**
 * From which score on a customer is satisfied, and how long after a resolution a return is a repeat contact.
 */
rules: Rules, 
/**
 * When people work, and whether times are measured in that.
 */
business_hours: BusinessHours, 
/**
 * Minutes that a reply takes, where the source does not know the minutes.
 */
reply_minutes: ReplyMinutes, 
/**
 * What the KPIs should be.
 */
targets: Targets, 
/**
 * Whether figures may be split by and filtered on the person that tickets are assigned to.
 */
by_assignee: boolean, 
/**
 * The cut-offs of the insights.
 */
insights: InsightRules, 
/**
 * Whether new alerts are told by notifications of the system, too.
 */
notify: boolean, };

/**
 * How far out of the ordinary a day is.
 */
export type Severity = "minor" | "moderate" | "severe";

/**
 * Hours of work from one time to before another. Where that is not later, it is one of the next day: the shift belongs
 * to the day on which it begins, and is off with it.
 */
export type Shift = { 
/**
 * When it begins.
 */
from: Clock, 
/**
 * When it ends.
 */
to: Clock, };

/**
 * A sign-in that waits for the browser.
 */
export type SigningIn = { 
/**
 * The page to sign in on.
 */
url: string, 
/**
 * Whether the browser has been told to open it; else the user has to.
 */
opened: boolean, };

/**
 * What an empty field means.
 */
export type Silence = "unknown" | "no" | "entered";

/**
 * How good the data of a source is.
 */
export type SourceQuality = { 
/**
 * The source; `None` for all.
 */
source: string | null, 
/**
 * Its tickets that count.
 */
tickets: number, 
/**
 * Those that count in no figure, by reason.
 */
excluded: Array<ExcludedTickets>, 
/**
 * 0 to 100: the mean share known of what is important × the share of tickets without contradiction. `None` without
 * tickets.
 */
score: number | null, 
/**
 * What is known.
 */
inputs: Array<InputKnown>, 
/**
 * Tickets that contradict themselves.
 */
contradicting: number, 
/**
 * In which ways, those that occur.
 */
contradictions: Array<Contradicting>, };

/**
 * A source and what the store has of it.
 */
export type SourceSummary = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its tickets, excluded ones too.
 */
tickets: number, 
/**
 * Those of them that count in no figure.
 */
excluded: number, 
/**
 * When the last import into it ended.
 */
last_import: Timestamp | null, 
/**
 * Whether it is the sample data.
 */
sample: boolean, };

/**
 * Whether a figure meets its target.
 */
export type Standing = "on_target" | "off_target" | "undecided";

/**
 * How the workspace stands: the status line, the period picker and the choice of the first page.
 */
export type Status = { 
/**
 * Version of Supportmix.
 */
version: string, 
/**
 * Where the store is.
 */
store: string, 
/**
 * Why the store cannot be used; all else is empty then.
 */
store_error: Failure | null, 
/**
 * What happened on the way that the user should know.
 */
notes: Array<string>, 
/**
 * All tickets.
 */
tickets: number, 
/**
 * Tickets that count.
 */
in_scope: number, 
/**
 * Tickets that do not, by reason.
 */
excluded: Array<Excluded>, 
/**
 * The newest of all times in the data.
 */
as_of: Timestamp | null, 
/**
 * First local day with a ticket.
 */
first_day: string | null, 
/**
 * Last local day with a ticket.
 */
last_day: string | null, 
/**
 * The local day that it is now.
 */
today: string, 
/**
 * The workspace's settings.
 */
settings: Settings, 
/**
 * Version of the definitions behind the figures.
 */
definitions: number, 
/**
 * Where the tickets came from.
 */
sources: Array<SourceSummary>, 
/**
 * Whether the sample data is loaded.
 */
sample: boolean, 
/**
 * Whether any cost is entered.
 */
has_ledger: boolean, 
/**
 * The periods to offer.
 */
periods: Array<NamedPeriod>, 
/**
 * The one to begin with.
 */
default_period: string, };

/**
 * What a category is of, where categories are not groups of one KPI.
 */
export type Step = { 
/**
 * Its KPI.
 */
kpi: string, 
/**
 * The group of it; empty for the whole.
 */
group: Array<Filter>, 
/**
 * Its days.
 */
period: Period, 
/**
 * The KPI's own figure.
 */
point: Point, };

/**
 * Whether the data can carry a figure, and what is missing.
 */
export type Support = { 
/**
 * The KPI's name.
 */
kpi: string, 
/**
 * Its name on screen.
 */
title: string, 
/**
 * Whether the data carries it.
 */
level: SupportLevel, 
/**
 * The share of the tickets it asks of which all that it needs is known; `None` where it asks none.
 */
known: number | null, 
/**
 * What is missing, that without which there is no figure first.
 */
missing: Array<InputMissing>, };

/**
 * Whether the data can carry a figure.
 */
export type SupportLevel = "supported" | "in_part" | "not_supported" | "no_tickets";

/**
 * How far a sync is.
 */
export type SyncRunning = { 
/**
 * The connection.
 */
name: string, 
/**
 * Tickets that are in.
 */
tickets: number, 
/**
 * Tickets that there are in all, where the helpdesk says so.
 */
total: number | null, 
/**
 * Requests made.
 */
requests: number, 
/**
 * Seconds that are left of a wait that the helpdesk asked for.
 */
waiting_seconds: number, 
/**
 * Seconds since it began.
 */
seconds: number, };

/**
 * The sync that runs and those that wait. How one ended is kept with its connection.
 */
export type SyncState = { 
/**
 * The one that runs.
 */
running: SyncRunning | null, 
/**
 * The connections that wait for their turn.
 */
queued: Array<string>, 
/**
 * How many have ended since the app was opened: a change says that there is something new.
 */
ended: number, };

/**
 * Rows of a table, and how they are read.
 */
export type TablePreview = { 
/**
 * How the columns are read; empty of columns where nothing was understood.
 */
mapping: Mapping, 
/**
 * Whether it can be read like this: a column tells tickets apart.
 */
understood: boolean, 
/**
 * The columns' headers.
 */
header: Array<string>, 
/**
 * The rows.
 */
rows: Array<PreviewRow>, 
/**
 * Headers of columns from which nothing is read.
 */
not_understood: Array<string>, 
/**
 * For each of the mapping's rules of evidence, how many of the rows it holds for.
 */
evidence_held: Array<number>, 
/**
 * Where no column gives the query type: rules by the commonest terms of the subjects.
 */
proposed_keywords: Array<Keyword>, };

/**
 * The last categories of a chart over time, where their values may still change.
 */
export type Tail = { 
/**
 * The first of them.
 */
from: number, 
/**
 * Why, as the legend says it.
 */
label: string, };

/**
 * What a KPI should reach or not exceed.
 */
export type Target = { 
/**
 * The value, in the KPI's unit.
 */
value: number, 
/**
 * `up`: at least the value; `down`: at most.
 */
direction: Direction, };

/**
 * A line across the chart at a wanted value.
 */
export type TargetLine = { 
/**
 * Where it stands, in the chart's unit.
 */
value: number, 
/**
 * Its label.
 */
label: string, };

/**
 * Targets, by the KPI's name.
 */
export type Targets = { [key in string]: Target };

/**
 * The taxonomy map.
 */
export type Taxonomy = { 
/**
 * The moment it is seen from.
 */
as_of: Timestamp, 
/**
 * Days back from it that are looked at.
 */
days: number, 
/**
 * The query types, those that would save most hours first.
 */
rows: Array<QueryTypeScores>, 
/**
 * What is in each bucket.
 */
buckets: Array<BucketTotal>, 
/**
 * The share of uncategorised tickets, where it is so large that query types should be found for them.
 */
uncategorised: number | null, };

/**
 * How query types are judged.
 */
export type TaxonomyRules = { 
/**
 * Days back from the newest time in the data
 */
days: number, 
/**
 * Tickets of a type that a score takes at least
 */
least_tickets: number, 
/**
 * Weights of replies, minutes, teams and reopens in the complexity
 */
complexity_weights: [number, number, number, number], 
/**
 * Median human replies up to which complexity is 1, 2, 3, 4
 */
replies: [number, number, number, number], 
/**
 * Median handle minutes up to which complexity is 1, 2, 3, 4
 */
minutes: [number, number, number, number], 
/**
 * Mean teams up to which complexity is 1, 2, 3, 4
 */
teams: [number, number, number, number], 
/**
 * Share of reopened tickets up to which complexity is 1, 2, 3, 4
 */
reopens: [number, number, number, number], 
/**
 * Share of emotional tickets below which emotional weight is 1, 2, 3, 4
 */
emotional: [number, number, number, number], 
/**
 * Share of ratings that are not satisfied above which emotional weight is one more
 */
unsatisfied: number, 
/**
 * Ratings that this takes at least
 */
unsatisfied_ratings: number, 
/**
 * Share of the commonest resolution path from which predictability is 5, 4, 3, 2
 */
paths: [number, number, number, number], 
/**
 * Coefficient of variation of handle minutes above which predictability is one less
 */
variation: number, 
/**
 * Population stability index of a type's share over three months above which it is seasonal
 */
season: number, 
/**
 * Months of history from which a yearly season can be judged
 */
season_months: number, 
/**
 * Weights of complexity, emotional weight and predictability in the readiness
 */
readiness_weights: [number, number, number], 
/**
 * Complexity or emotional weight from which a type is for people
 */
for_people: number, 
/**
 * Complexity and emotional weight up to which a type can be automated
 */
automatable: number, 
/**
 * Predictability from which a type can be automated
 */
predictable: number, 
/**
 * Deflection within reach where a bucket has too few types to tell: automatable, hybrid, human-required
 */
reachable: [number, number, number], 
/**
 * Types of a bucket from which they tell it themselves
 */
reachable_types: number, 
/**
 * Query types on the shortlist at most
 */
shortlist: number, 
/**
 * Share of uncategorised tickets above which query types are proposed
 */
uncategorised: number, 
/**
 * Words in a query type's name by which it is sensitive, unless decided otherwise
 */
sensitive: Array<string>, };

/**
 * The hand-offs that a team took.
 */
export type TeamHandoffs = { 
/**
 * The team.
 */
team: string, 
/**
 * Tickets of which it is known whether the customer had to repeat themselves.
 */
known: number, 
/**
 * Those in which they had to.
 */
complaints: number, 
/**
 * The share.
 */
context_loss_rate: number | null, 
/**
 * The ends of its interval.
 */
low: number | null, 
/**
 * See `low`.
 */
high: number | null, };

/**
 * A column of what the customer wrote.
 */
export type TextColumn = { 
/**
 * The column's header.
 */
header: string, 
/**
 * Whether it was written after a hand-off. Where no column was, all of a ticket's text is taken for it.
 */
after_handoff: boolean, };

/**
 * What the chart stands on.
 */
export type Theme = "light" | "dark";

/**
 * One ticket: its facts, why it was classified so, and what a reader found of the AI's answer.
 */
export type TicketDetail = { 
/**
 * The ticket.
 */
row: TicketRow, 
/**
 * The rule that gave it its resolution type.
 */
rule: string, 
/**
 * The names of the fields whose values decided it.
 */
evidence: Array<string>, 
/**
 * All fields that have a value.
 */
fields: Array<TicketField>, 
/**
 * The helpdesk whose page of the ticket can be opened, by its name for people.
 */
helpdesk: string | null, 
/**
 * Whether AI took part, so that there is an answer of it to judge.
 */
ai_involved: boolean, 
/**
 * What a reader found of that answer.
 */
verdict: Verdict | null, 
/**
 * The words of its subject or tags that told its query type, where its helpdesk gives none.
 */
told_by: string | null, };

/**
 * A field of a ticket that has a value.
 */
export type TicketField = { 
/**
 * The field's name.
 */
name: string, 
/**
 * What it means.
 */
meaning: string, 
/**
 * Its value as text.
 */
value: string, };

/**
 * A part of a list of tickets.
 */
export type TicketPage = { 
/**
 * Tickets in the whole list.
 */
total: number, 
/**
 * The wanted ones.
 */
rows: Array<TicketRow>, 
/**
 * With the first of them: tickets whose number is what is looked for, and that are not in the list.
 */
elsewhere: Array<TicketRow>, };

/**
 * A ticket in a list.
 */
export type TicketRow = { 
/**
 * Its number in the store.
 */
id: number, 
/**
 * Where it came from.
 */
source: string, 
/**
 * Its id there.
 */
external_id: string, 
/**
 * Subject line.
 */
subject: string | null, 
/**
 * Category.
 */
query_type: string | null, 
/**
 * Channel.
 */
channel: string | null, 
/**
 * Status.
 */
status: string | null, 
/**
 * Who resolved it.
 */
resolution_type: ResolutionType, 
/**
 * When it was opened.
 */
created_at: Timestamp | null, 
/**
 * When it was resolved.
 */
resolved_at: Timestamp | null, 
/**
 * Whether the customer was satisfied, where rated.
 */
satisfied: boolean | null, };

/**
 * A moment: whole seconds since 1970-01-01T00:00:00Z. Fractions are floored on reading.
 * In JSON it is RFC 3339.
 */
export type Timestamp = string;

/**
 * A way in which people solve what AI hands over.
 */
export type TrainingCandidate = { 
/**
 * The query type.
 */
query_type: string, 
/**
 * How people solve it.
 */
resolution_path: string, 
/**
 * How often they did, in the last days.
 */
tickets: number, 
/**
 * Of all of the type that AI handed over.
 */
share: number, };

/**
 * A KPI's whole in one period.
 */
export type TrendPoint = { 
/**
 * Its days.
 */
period: Period, 
/**
 * The value; `None` where there is none, too few tickets to state a rate, or it is too early to.
 */
value: number | null, 
/**
 * Whether it may still become another one: its tickets are too recent to judge, or its days are not over.
 */
recent: boolean, };

/**
 * Whether what AI does before a hand-off saves people time, within one query type.
 */
export type Triage = { 
/**
 * The query type.
 */
query_type: string, 
/**
 * Mean minutes of tickets that AI began.
 */
hybrid_minutes: number, 
/**
 * How many of them have minutes.
 */
hybrid: number, 
/**
 * Mean minutes of tickets that people had alone.
 */
human_only_minutes: number, 
/**
 * How many of them have minutes.
 */
human_only: number, 
/**
 * Hybrid − human-only, in minutes.
 */
difference: number, 
/**
 * The ends of its 95 % interval (Welch).
 */
low: number | null, 
/**
 * See `low`.
 */
high: number | null, };

/**
 * What made a ticket go to a person, where its source does not say it in words of its own.
 */
export type Trigger = "explicit_request" | "churn" | "sensitive_type" | "vip_account" | "several_teams" | "failed_attempts" | "emotional" | "no_answer" | "limit_or_technical" | "unknown";

/**
 * What a KPI's value is.
 */
export type Unit = "proportion" | "count" | "money" | "minutes" | "score";

/**
 * A reader's verdict on the AI's answer to a ticket.
 */
export type Verdict = { 
/**
 * What the answer was.
 */
verdict: AiFeedback, 
/**
 * Why, in the reader's words.
 */
note: string | null, 
/**
 * The user of the system who found so.
 */
user: string, 
/**
 * When.
 */
at: Timestamp, };

/**
 * A figure before and after a release. Rates are 0 to 1.
 */
export type VersionMetric = { 
/**
 * The release.
 */
version: string, 
/**
 * The query type; empty over all.
 */
query_type: string, 
/**
 * The KPI's name.
 */
metric: string, 
/**
 * Before.
 */
before: number | null, 
/**
 * After.
 */
after: number | null, 
/**
 * After − before.
 */
difference: number | null, 
/**
 * The ends of its 95 % interval: Newcombe's, or the always-valid one while the verdict is interim.
 */
low: number | null, 
/**
 * See `low`.
 */
high: number | null, 
/**
 * The difference at an equal mix of query types.
 */
adjusted_difference: number | null, 
/**
 * Tickets below the line before.
 */
n_before: number | null, 
/**
 * Tickets below the line after.
 */
n_after: number | null, 
/**
 * What that says.
 */
verdict: VersionVerdict, 
/**
 * Whether the day of the review has not come yet.
 */
interim: boolean, 
/**
 * The day on which the release went live.
 */
day: string, 
/**
 * The day of its review.
 */
review: string, 
/**
 * The days before that are compared.
 */
days_before: Period | null, 
/**
 * The days after.
 */
days_after: Period | null, };

/**
 * How releases of the AI are judged.
 */
export type VersionRules = { 
/**
 * Days around a release that count for neither side
 */
washout_days: number, 
/**
 * Weeks before and after at most
 */
weeks: number, 
/**
 * Tickets on each side that a verdict takes at least
 */
least_tickets: number, 
/**
 * Weeks after a release at which it is reviewed, where no date was declared
 */
review_weeks: number, 
/**
 * Chance of a false alarm
 */
level: number, 
/**
 * Spread of differences that the always-valid interval expects
 */
spread: number, 
/**
 * Share of the verdicts on query types that may be false
 */
discovery: number, };

/**
 * What a release did to a figure.
 */
export type VersionVerdict = "improved" | "worse" | "no_clear_change" | "not_enough_data";

/**
 * The releases and what they did.
 */
export type Versions = { 
/**
 * The moment it is seen from.
 */
as_of: Timestamp, 
/**
 * The releases, the newest first; of each, all tickets before the query types.
 */
rows: Array<VersionMetric>, };

/**
 * A saved view.
 */
export type View = { 
/**
 * Its name.
 */
name: string, 
/**
 * What it shows.
 */
look: Look, };

/**
 * The days of a view.
 */
export type ViewDays = { "named": string } | { "fixed": Period };

/**
 * A kind of oddness, and how many rows have it.
 */
export type Warning = { 
/**
 * What is odd.
 */
kind: WarningKind, 
/**
 * The field with the unknown word.
 */
field: Field | null, 
/**
 * The unknown word; `None` where there are more than are told apart.
 */
word: string | null, 
/**
 * Rows.
 */
count: number, 
/**
 * `external_id` of the first of them.
 */
example: string, };

/**
 * A kind of oddness.
 */
export type WarningKind = "unknown_word" | Contradiction;

/**
 * The first day of the week.
 */
export type WeekStart = "monday" | "saturday" | "sunday";

/**
 * What changed of a page's figures.
 */
export type WhatChanged = { 
/**
 * The changes that are some, the surest first.
 */
changes: Array<FigureChange>, 
/**
 * Figures whose difference is within what chance does.
 */
noise: Array<string>, };

/**
 * A period's cost, as it was and as it would have been.
 */
export type WhatIf = { 
/**
 * As it was.
 */
now: CostCase, 
/**
 * As it would have been.
 */
then: CostCase, };

/** Each method with its parameters and its reply. */
export interface Methods {
  /** How the workspace stands. */
  status: [{  }, Status];
  /** Breaks off what was asked for in the same place of the window before. */
  break_off: [{  }, null];
  /** All KPIs with their definitions. */
  kpis: [{  }, Array<Kpi>];
  /** How good the data is, and which figures it can carry. */
  quality: [{  }, Quality];
  /** A page of figures; `split` is what its charts are split by where nothing else is said, `count_as` how AI resolutions are counted where not in the neutral way. */
  page: [{ name: PageName; scope: Scope; compare: Comparison; split: Array<Dimension>; count_as: string | null }, PageAnswer];
  /** The ways in which vendors count what their AI resolves. */
  presets: [{  }, Array<Preset>];
  /** All pages, and which figures each has. */
  pages: [{  }, Array<PageDefinition>];
  /** What tickets can be filtered to: the values of a dimension, those of most tickets first. */
  dimension_values: [{ dimension: Dimension }, Array<DimensionValue>];
  /** Those of these filters whose value no ticket has. */
  unknown_filters: [{ filters: Array<Filter> }, Array<Filter>];
  /** The saved views, by name. */
  views: [{  }, Array<View>];
  /** Saves a view, in place of one with the same name. */
  save_view: [{ name: string; look: Look }, null];
  /** Gives a view another name. */
  rename_view: [{ name: string; to: string }, null];
  /** Forgets a view. */
  remove_view: [{ name: string }, null];
  /** How the review of a period and filters stands: its notes, and whether it is published. */
  review_state: [{ scope: Scope }, ReviewState];
  /** Writes the note beside a figure of a review that is not published yet; an empty one is none. */
  set_review_note: [{ scope: Scope; note: FigureNote }, null];
  /** Publishes a review as it stands, with its notes; gives its number. */
  freeze_review: [{ scope: Scope; compare: Comparison; note: string | null }, number];
  /** A review as a document, to be looked at before it is written. */
  pack: [{ scope: Scope; content: PackContent }, Pack];
  /** The pack of a published review as it was then; null where it was published before packs were kept. */
  published_pack: [{ review: number }, Pack | null];
  /** Writes a pack to a file that the user chooses; null where they choose none. */
  make_pack: [{ scope: Scope; request: PackRequest }, MadePack | null];
  /** Lets the user choose a presentation as the template of slides; null where they choose none. */
  pick_presentation: [{  }, OfferedFile | null];
  /** Opens a pack that was written, or shows it in its folder. */
  open_made: [{ token: number; in_folder: boolean }, null];
  /** Saved templates of packs, by name. */
  pack_templates: [{  }, Array<NamedTemplate>];
  /** Saves a template, in place of one with the same name. */
  save_pack_template: [{ named: NamedTemplate }, null];
  /** Forgets a template. */
  remove_pack_template: [{ name: string }, null];
  /** The published reviews, the latest period first. */
  reviews: [{  }, Array<PublishedReview>];
  /** A published review, and what it would say now. */
  review: [{ id: number }, RestatedReview];
  /** Two published reviews beside each other, each as it was published. */
  compare_reviews: [{ one: number; other: number }, ComparedReviews];
  /** Some of the tickets behind a figure or a row of the data quality, in an order. `search` leaves those with it in their number, or with its words in their subject; an empty one leaves all. */
  tickets: [{ behind: Behind; order: ListOrder; search: string; offset: number; limit: number }, TicketPage];
  /** One ticket, and why it was classified so. */
  ticket: [{ id: number }, TicketDetail];
  /** Gives a verdict on the AI's answer to a ticket, in place of an earlier one. */
  set_verdict: [{ id: number; verdict: AiFeedback; note: string | null }, TicketDetail];
  /** Takes the verdict on the AI's answer to a ticket back. */
  remove_verdict: [{ id: number }, TicketDetail];
  /** Opens a ticket's page in its helpdesk with the browser. */
  open_ticket: [{ id: number }, null];
  /** Which query types are ready for AI. */
  taxonomy: [{ filters: Array<Filter> }, Taxonomy];
  /** Query types proposed for tickets that have none, from their subjects and tags. */
  query_type_proposals: [{ filters: Array<Filter> }, QueryTypeProposals];
  /** Escalations by trigger, month by month. */
  escalations: [{ filters: Array<Filter> }, Escalations];
  /** Hand-off quality, month by month. */
  handoffs: [{ filters: Array<Filter> }, Handoffs];
  /** Releases, knowledge gaps, drift, days out of the ordinary, and alerts. */
  learning: [{ filters: Array<Filter> }, Learning];
  /** Accounts at risk, and those that may want more. */
  accounts: [{ filters: Array<Filter> }, Accounts];
  /** Pages of the product. */
  product_pages: [{ filters: Array<Filter> }, ProductPages];
  /** What needs a look now. */
  alerts: [{  }, Array<Alert>];
  /** Alerts that go on and were not told yet; they count as told from now on. */
  untold_alerts: [{  }, Array<Alert>];
  /** Keeps a decision; null takes the one that holds back. */
  decide: [{ kind: DecisionKind; subject: string; decided: Decided | null; why: string | null }, null];
  /** Has words tell a query type of tickets without one, beside those that tell it already. */
  tell_query_type: [{ query_type: string; words: Array<string> }, null];
  /** All decisions that were ever made, the oldest first. */
  decisions: [{  }, Array<Decision>];
  /** Writes all decisions to a file that the user chooses; null where they choose none. */
  export_decisions: [{  }, SavedFile | null];
  /** Takes over the decisions of a file that the user chooses: how many were new; null where they choose none. */
  import_decisions: [{  }, number | null];
  /** The saved blueprints of the taxonomy, the newest first. */
  blueprints: [{  }, Array<SavedBlueprint>];
  /** Saves the taxonomy of all tickets as it stands. */
  save_blueprint: [{ name: string; why: string | null }, null];
  /** What is different since a blueprint: in another one, or, where there is none, as it stands. */
  compare_blueprint: [{ name: string; with: string | null }, Array<BlueprintChange>];
  /** Writes a blueprint to a file that the user chooses; null where they choose none. */
  export_blueprint: [{ name: string; format: BlueprintFormat }, SavedFile | null];
  /** Draws a chart to a file that the user chooses; null where they choose none. */
  export_chart: [{ chart: string; scope: Scope; count_as: string | null; format: ChartFormat; look: ChartLook }, SavedFile | null];
  /** Puts a chart on the system's clipboard, as a picture to be pasted. */
  copy_chart: [{ chart: string; scope: Scope; count_as: string | null; look: ChartLook }, null];
  /** Lets the user choose files to import. */
  pick_files: [{  }, Array<OfferedFile>];
  /** Files dropped on the window or given at the start, since the last call. */
  offered_files: [{  }, Array<OfferedFile>];
  /** What a file is, and how its rows will be understood. */
  preview_import: [{ token: number; options: ImportOptions }, Preview];
  /** Begins to import a file. */
  start_import: [{ token: number; source: string; options: ImportOptions; save_mapping_as: string | null }, null];
  /** How far the import is. */
  import_state: [{  }, ImportState];
  /** Breaks the import off; the store stays as it was. */
  cancel_import: [{  }, null];
  /** What earlier imports did, newest first. */
  imports: [{  }, Array<ImportRecord>];
  /** Copies an import's refused rows to a file that the user chooses. */
  save_rejects: [{ import: number }, SavedFile | null];
  /** Saved column mappings. */
  mappings: [{  }, Array<Mapping>];
  /** Forgets a column mapping. */
  remove_mapping: [{ name: string }, null];
  /** Removes a source with its tickets and imports. */
  remove_source: [{ name: string }, null];
  /** Copies the store to a file that the user chooses; null where they choose none. */
  back_up: [{  }, SavedFile | null];
  /** Lets the user choose a copy of a store, and says what is in it; null where they choose none. */
  pick_backup: [{  }, BackupOffer | null];
  /** Puts a copy in the store's place, which is kept beside it. */
  restore: [{ token: number }, Restored];
  /** What erasing a person would do. */
  preview_erasure: [{ person: Person }, Erasure];
  /** Takes what identifies a person out of their tickets, for good; with `files`, removes the files that have it too. */
  erase_person: [{ person: Person; files: boolean }, Erased];
  /** The kinds of helpdesk that can be connected. */
  helpdesk_kinds: [{  }, Array<Kind>];
  /** The connections to helpdesks, and how they stand. */
  connections: [{  }, Array<ConnectionState>];
  /** Checks a connection and keeps it; without a secret, the one that is known is taken. */
  connect: [{ form: ConnectionForm; secret: Secret | null }, Connected];
  /** Where the browser comes back to after a sign-in; the OAuth client must name it. */
  redirect_url: [{  }, string];
  /** Opens the browser to sign in for a connection; without a client, with the one that is known. */
  begin_sign_in: [{ form: ConnectionForm; client: string | null }, SigningIn];
  /** Waits until the user has signed in on this page, checks the connection and keeps it. */
  finish_sign_in: [{ url: string }, Connected];
  /** Breaks off what is being asked of a helpdesk, but for a sync; nothing is kept. */
  cancel_connect: [{  }, null];
  /** A few tickets of a connection, and how they are read through a mapping; null: as its kind says. They are asked for where `fresh`, or where they are not known yet; `cancel_connect` breaks that off. */
  preview_connection: [{ name: string; mapping: Mapping | null; fresh: boolean }, TablePreview];
  /** Has a connection's tickets read through a mapping; null: as its kind says. The next sync reads all of them again. */
  map_connection: [{ name: string; mapping: Mapping | null }, null];
  /** Forgets a connection and what opens it; its tickets stay. */
  disconnect: [{ name: string }, null];
  /** Syncs a connection when its turn comes; without a secret, the one that is known is taken. */
  start_sync: [{ name: string; full: boolean; secret: Secret | null }, null];
  /** How far the syncs are. */
  sync_state: [{  }, SyncState];
  /** Breaks the sync off and forgets those that wait; what has come in stays. */
  cancel_sync: [{  }, null];
  /** Changes the workspace's settings. */
  set_settings: [{ settings: Settings }, null];
  /** Names of all time zones. */
  time_zones: [{  }, Array<string>];
  /** What a period cost, and what it would have cost under other circumstances; null where the ledger does not cover it. */
  what_if: [{ period: Period; assumed: Assumptions }, WhatIf | null];
  /** The ledger of monthly costs. */
  ledger: [{  }, Array<LedgerEntry>];
  /** Enters a monthly cost. */
  set_ledger_entry: [{ entry: LedgerEntry }, null];
  /** Removes a monthly cost. */
  remove_ledger_entry: [{ kind: CostKind; month: string }, null];
  /** Loads the sample data; `import_state` tells how far it is. */
  load_sample: [{  }, null];
  /** Removes the sample data. */
  remove_sample: [{  }, null];
}
