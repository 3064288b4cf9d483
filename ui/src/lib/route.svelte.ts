/** Where the reader is. Page, period and scope live in the address, so back and forward walk through them. */
export const pages = ["review", "deflection", "satisfaction", "resolution", "escalations", "costs", "taxonomy", "learning", "accounts", "tickets", "data", "settings", "reviews", "pack", "import", "mapping"] as const;
export type PageName = (typeof pages)[number];
export type Params = Record<string, string | undefined>;

/** Parameters that stay when the reader goes to another page. */
const LASTING = ["from", "to", "compare", "where", "split", "count"];

function parse(hash: string): { page: PageName; params: URLSearchParams } {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  return { page: pages.find((page) => page === path) ?? "review", params: new URLSearchParams(query) };
}

/** Where it is kept where the reader left. */
const KEY = "place";
/** Pages that stand for something under way, which is over when the window is closed. */
const PASSING: PageName[] = ["import", "mapping"];

class Route {
  #at = $state.raw(parse(location.hash));

  constructor() {
    // Begins where the reader left: the page and what it was narrowed to, but of the newest days.
    if (location.hash === "") history.replaceState(null, "", localStorage.getItem(KEY) ?? "#/review");
    this.#at = parse(location.hash);
    addEventListener("hashchange", () => {
      this.#at = parse(location.hash);
      if (!PASSING.includes(this.page)) localStorage.setItem(KEY, this.#lastingHref());
    });
  }

  #lastingHref(): string {
    return this.href(this.page, { from: undefined, to: undefined });
  }

  get page(): PageName {
    return this.#at.page;
  }

  get params(): URLSearchParams {
    return this.#at.params;
  }

  /** The address of a page, with what lasts and the parameters given; `undefined` drops one. */
  href(page: PageName, params: Params = {}): string {
    const lasting = Object.fromEntries(LASTING.map((name) => [name, this.params.get(name) ?? undefined]));
    const query = Object.entries({ ...lasting, ...params })
      .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]))
      .join("&");
    return `#/${page}${query && `?${query}`}`;
  }

  go(page: PageName, params: Params = {}): void {
    location.hash = this.href(page, params);
  }

  /** Changes parameters of this page, keeping the others. */
  amend(params: Params): void {
    this.go(this.page, { ...Object.fromEntries(this.params), ...params });
  }

  /** The same without a step that back would go: for what changes letter by letter. */
  replace(params: Params): void {
    location.replace(this.href(this.page, { ...Object.fromEntries(this.params), ...params }));
  }
}

export const route = new Route();
