/** The page of the blog: posts through the generated client, page by page. */

import type { PostOrderBy, PostWhere } from "./gen/index.js";
import { ApiError, createClient } from "./gen/index.js";

const { post } = createClient({ baseUrl: "/api", timeout: 10_000 });

const perPage = 6;
const orders = ["-createdAt", "-views", "title"] as const;

/** What is asked for, and shown of each post. */
function read(where: PostWhere, orderBy: PostOrderBy, signal: AbortSignal) {
  return post.list(
    {
      where,
      orderBy,
      skip,
      take: perPage,
      count: "exact",
      fields: ["title", "content", "createdAt", "views", "status"],
      include: {
        author: { fields: ["name"] },
        category: { fields: ["name"] },
        tags: { orderBy: "name" },
      },
    },
    { signal },
  );
}

type Answer = Awaited<ReturnType<typeof read>>;
type Row = Answer["data"][number];

const form = element("filter", HTMLFormElement);
const list = element("posts", HTMLOListElement);
const problem = element("problem", HTMLParagraphElement);
const place = element("place", HTMLSpanElement);
const newer = element("newer", HTMLButtonElement);
const older = element("older", HTMLButtonElement);

let skip = 0;
let running = new AbortController();

async function show(): Promise<void> {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  list.classList.add("waiting");
  try {
    const answer = await read(condition(), order(), signal);
    problem.hidden = true;
    showPage(answer);
  } catch (error) {
    if (signal.aborted) {
      return;
    }
    showProblem(error);
  }
  list.classList.remove("waiting");
}

function condition(): PostWhere {
  const where: PostWhere = {};
  const published = text("published");
  if (published !== "") {
    where.published = published === "true";
  }
  const word = text("text").trim();
  if (word !== "") {
    where.title = { icontains: word };
  }
  return where;
}

function order(): PostOrderBy {
  return orders.find((known) => known === text("order")) ?? orders[0];
}

function showPage({ data, page }: Answer): void {
  list.replaceChildren(...data.map(card));
  const total = page.total ?? data.length;
  place.textContent =
    data.length === 0
      ? "No posts."
      : `${page.skip + 1} to ${page.skip + data.length} of ${total}`;
  newer.disabled = page.skip === 0;
  older.disabled = !page.hasMore;
}

function showProblem(error: unknown): void {
  problem.hidden = false;
  if (error instanceof ApiError) {
    const details = error.errors.map(({ message }) => message).join(" ");
    const request =
      error.requestId === null ? "" : ` (request ${error.requestId})`;
    problem.textContent = `${error.message}. ${details}${request}`;
  } else {
    problem.textContent =
      error instanceof Error ? error.message : String(error);
  }
}

function card(row: Row): HTMLLIElement {
  const item = make("li", "post");
  const date = new Date(row.createdAt).toLocaleDateString(undefined, {
    dateStyle: "long",
  });
  const about = [row.author.name, date, `${row.views} reads`];
  if (row.category !== null) {
    about.splice(1, 0, row.category.name);
  }
  if (row.status !== "PUBLISHED") {
    about.push(row.status.toLowerCase());
  }
  const tags = make("p", "tags");
  tags.append(...row.tags.map(({ name }) => make("span", "tag", name)));
  item.append(
    make("h2", "title", row.title),
    make("div", "about", about.join(" · ")),
    make("p", "content", row.content),
  );
  if (row.tags.length > 0) {
    item.append(tags);
  }
  return item;
}

function make<Name extends "li" | "h2" | "div" | "p" | "span">(
  name: Name,
  className: string,
  content = "",
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = content;
  return made;
}

function text(name: string): string {
  return String(new FormData(form).get(name) ?? "");
}

function element<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (found instanceof kind) {
    return found;
  }
  throw new Error(`index.html has no ${kind.name} #${id}`);
}

function turn(by: number): void {
  skip = Math.max(0, skip + by);
  void show();
}

form.addEventListener("input", () => turn(-skip));
form.addEventListener("submit", (event) => event.preventDefault());
newer.addEventListener("click", () => turn(-perPage));
older.addEventListener("click", () => turn(perPage));
void show();
