/** The pages that the sidebar leads to. */
export const PAGES = ["review", "deflection", "satisfaction", "resolution", "escalations", "costs", "taxonomy", "learning", "accounts", "tickets", "data", "settings"];
/** Those that other pages lead to, looked at in the same ways. */
export const OTHERS = ["pack"];
