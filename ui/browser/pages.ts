/** The pages that the sidebar leads to. */
export const PAGES = ["review", "deflection", "satisfaction", "resolution", "escalations", "costs", "tickets", "data", "settings"];
