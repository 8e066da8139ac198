// src/gen/runtime/query.ts
var listOperators = /* @__PURE__ */ new Set(["in", "notIn", "hasSome", "hasEvery"]);
var quantifiers = /* @__PURE__ */ new Set(["is", "isNot", "some", "every", "none"]);
var Parameters = class {
  #pairs = [];
  add(name, value) {
    this.#pairs.push(
      `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`
    );
  }
  toString() {
    return this.#pairs.length === 0 ? "" : `?${this.#pairs.join("&")}`;
  }
};
function encodeQuery(query) {
  const out = new Parameters();
  if (query === void 0) {
    return "";
  }
  if (query.where !== void 0) {
    encodeWhere("where", query.where, out);
  }
  const order2 = orderTerms(query.orderBy);
  if (order2.length > 0) {
    out.add("orderBy", order2.join(","));
  }
  for (const name of ["take", "skip", "after", "before", "count"]) {
    if (query[name] !== void 0) {
      out.add(name, query[name]);
    }
  }
  if (query.include !== void 0) {
    out.add("include", includePaths("", query.include).join(","));
    encodeInclude("", query.include, out);
  }
  if (query.fields !== void 0) {
    out.add("fields", query.fields.join(","));
  }
  return out.toString();
}
function searchBody(query = {}) {
  encodeQuery(query);
  return spelled(query);
}
function checkWhere(where) {
  encodeQuery({ where });
}
function spelled({ orderBy, include, ...rest }) {
  const terms = orderTerms(orderBy);
  const below = includes(include ?? {});
  return {
    ...rest,
    orderBy: terms.length === 0 ? void 0 : terms,
    include: include && Object.fromEntries(below.map(([name, query]) => [name, spelled(query)]))
  };
}
function encodeAggregate(query) {
  const out = new Parameters();
  if (query.where !== void 0) {
    encodeWhere("where", query.where, out);
  }
  if (query.count === true) {
    out.add("count", "*");
  }
  for (const name of ["groupBy", "sum", "avg", "min", "max"]) {
    const fields = query[name] ?? [];
    if (fields.length > 0) {
      out.add(name, fields.join(","));
    }
  }
  return out.toString();
}
function encodeId(...parts) {
  const segment = parts.map(encodePart).join(",");
  if (segment === "." || segment === "..") {
    throw new TypeError(`${segment} cannot stand in a path`);
  }
  return segment;
}
function encodePart(part) {
  const text2 = String(part);
  if (text2 === "") {
    throw new TypeError("an id cannot be empty");
  }
  return encodeURIComponent(text2);
}
function encodeWhere(prefix, where, out) {
  for (const [name, value] of Object.entries(where)) {
    const key = `${prefix}[${name}]`;
    if (name === "and" || name === "or") {
      encodeBranches(key, value, out);
    } else if (name === "not") {
      encodeWhere(key, nonEmpty(key, value), out);
    } else if (isObject(value)) {
      encodeOperators(key, value, out);
    } else {
      out.add(key, scalar(key, value));
    }
  }
}
function encodeBranches(key, branches, out) {
  if (!Array.isArray(branches)) {
    throw new TypeError(`${key} takes a list of conditions`);
  }
  if (branches.length === 0 && key.endsWith("[or]")) {
    throw new TypeError(`${key} needs a condition: none of none holds`);
  }
  branches.forEach((branch, index) => {
    const place2 = `${key}[${index}]`;
    encodeWhere(place2, nonEmpty(place2, branch), out);
  });
}
function encodeOperators(key, operators, out) {
  for (const [operator, value] of Object.entries(operators)) {
    const place2 = `${key}[${operator}]`;
    if (listOperators.has(operator)) {
      encodeList(place2, value, out);
    } else if (operator === "between") {
      const ends = list(place2, value).map((end) => scalar(place2, end));
      out.add(place2, ends.map(escapeItem).join(","));
    } else if (operator === "path") {
      encodePaths(place2, value, out);
    } else if (quantifiers.has(operator)) {
      encodeWhere(place2, nonEmpty(place2, value), out);
    } else if (isObject(value)) {
      out.add(place2, JSON.stringify(value));
    } else {
      out.add(place2, scalar(place2, value));
    }
  }
}
function encodeList(place2, value, out) {
  const items = list(place2, value);
  if (items.length === 0) {
    out.add(place2, "");
  }
  for (const item of items) {
    out.add(`${place2}[]`, scalar(place2, item));
  }
}
function encodePaths(place2, paths, out) {
  if (!isObject(paths)) {
    throw new TypeError(`${place2} takes conditions by path`);
  }
  for (const [path, condition2] of Object.entries(paths)) {
    const key = `${place2}[${path}]`;
    const operators = isObject(condition2) && !Array.isArray(condition2) ? condition2 : { eq: condition2 };
    for (const [operator, value] of Object.entries(operators)) {
      if (listOperators.has(operator)) {
        for (const item of list(key, value)) {
          out.add(`${key}[${operator}][]`, JSON.stringify(item));
        }
      } else {
        out.add(`${key}[${operator}]`, JSON.stringify(value));
      }
    }
  }
}
function orderTerms(orderBy) {
  if (orderBy === void 0) {
    return [];
  }
  const terms = Array.isArray(orderBy) ? orderBy : [orderBy];
  return terms.flatMap(
    (term) => isObject(term) ? Object.entries(term).map(([field, by]) => orderTerm(field, by)) : [String(term)]
  );
}
function orderTerm(field, by) {
  if (!isObject(by)) {
    return by === "desc" ? `-${field}` : field;
  }
  const { sort, nulls } = by;
  const place2 = nulls === "first" ? ":nullsFirst" : ":nullsLast";
  return `${field}:${sort}${nulls === void 0 ? "" : place2}`;
}
function includePaths(prefix, include) {
  return includes(include).flatMap(([name, below]) => {
    const path = prefix + name;
    return [path, ...includePaths(`${path}.`, below.include ?? {})];
  });
}
function encodeInclude(prefix, include, out) {
  for (const [name, below] of includes(include)) {
    const path = prefix + name;
    if (below.where !== void 0) {
      encodeWhere(`include[${path}][where]`, below.where, out);
    }
    const order2 = orderTerms(below.orderBy);
    if (order2.length > 0) {
      out.add(`include[${path}][orderBy]`, order2.join(","));
    }
    if (below.take !== void 0) {
      out.add(`include[${path}][take]`, below.take);
    }
    if (below.fields !== void 0) {
      out.add(`fields[${path}]`, below.fields.join(","));
    }
    encodeInclude(`${path}.`, below.include ?? {}, out);
  }
}
function includes(include) {
  return Object.entries(include).filter(([, below]) => below !== void 0 && below !== false).map(([name, below]) => [name, isObject(below) ? below : {}]);
}
function nonEmpty(place2, value) {
  if (!isObject(value) || Object.keys(value).length === 0) {
    throw new TypeError(`${place2} needs a condition`);
  }
  return value;
}
function list(place2, value) {
  if (!Array.isArray(value)) {
    throw new TypeError(`${place2} takes a list`);
  }
  return value;
}
function scalar(place2, value) {
  if (value === void 0 || value === null) {
    throw new TypeError(
      `${place2} is ${String(value)}; null is found by isNull only`
    );
  }
  return value;
}
function escapeItem(value) {
  return String(value).replace(/[\\,]/g, "\\$&");
}
function isObject(value) {
  return typeof value === "object" && value !== null;
}

// src/gen/runtime/bulk.ts
async function writeMany(transport, path, body, options) {
  checkWhere(body.where);
  return transport.writeShown("POST", path, options, body);
}

// src/gen/runtime/pages.ts
async function* readPages(query, read2) {
  let next = query ?? {};
  for (; ; ) {
    const page = await read2(next);
    yield page;
    if (!page.page.hasMore || page.data.length === 0) {
      return;
    }
    const { skip: passed = 0, before: _, ...rest } = next;
    next = page.page.next === null ? { ...rest, skip: passed + page.data.length } : { ...rest, after: page.page.next };
  }
}
async function* readRows(source) {
  for await (const page of source) {
    yield* page.data;
  }
}
async function countRows(transport, path, where, options) {
  const query = encodeQuery({ where, take: 1, count: "exact" });
  const { page } = await transport.request(
    "GET",
    path + query,
    options
  );
  return page.total ?? 0;
}
async function searchRows(transport, path, query, options) {
  return transport.request("POST", path, options, searchBody(query), true);
}

// src/gen/models/category.ts
var CategoryClient = class {
  #transport;
  constructor(transport) {
    this.#transport = transport;
  }
  /** Reads a page of rows of `Category`. */
  list(query, options) {
    return this.#transport.request(
      "GET",
      `/categories${encodeQuery(query)}`,
      options
    );
  }
  /** Counts the rows that fulfil a condition; all of them without. */
  count(where, options) {
    return countRows(this.#transport, "/categories", where, options);
  }
  /** Reads page after page until none is left. */
  pages(query, options) {
    return readPages(
      query,
      (next) => this.#transport.request(
        "GET",
        `/categories${encodeQuery(next)}`,
        options
      )
    );
  }
  /** Reads row after row until none is left, a page at a time. */
  iterate(query, options) {
    return readRows(this.pages(query, options));
  }
  /** Reads a page of rows with the query in a body: for conditions too long for a URL. */
  search(query, options) {
    return searchRows(this.#transport, "/categories/-/search", query, options);
  }
  /** Reads the row of `Category` with that id. */
  get(id, query, options) {
    return this.#transport.request(
      "GET",
      `/categories/${encodeId(id)}${encodeQuery(query)}`,
      options
    );
  }
  /** Reads the row of `Category` with that `name`. */
  getByName(value, query, options) {
    return this.#transport.request(
      "GET",
      `/categories/by/name/${encodeId(value)}${encodeQuery(query)}`,
      options
    );
  }
  /** Makes a row of `Category`. */
  create(data, query, options) {
    return this.#transport.writeShown(
      "POST",
      `/categories${encodeQuery(query)}`,
      options,
      data
    );
  }
  /** Changes the row of `Category` with that id; what is absent stays. */
  update(id, data, query, options) {
    return this.#transport.writeShown(
      "PATCH",
      `/categories/${encodeId(id)}${encodeQuery(query)}`,
      options,
      data
    );
  }
  /** Replaces the row of `Category` with that id: what is absent gets its default. */
  replace(id, data, query, options) {
    return this.#transport.writeShown(
      "PUT",
      `/categories/${encodeId(id)}${encodeQuery(query)}`,
      options,
      data
    );
  }
  /** Deletes the row of `Category` with that id. */
  delete(id, options) {
    return this.#transport.write(
      "DELETE",
      `/categories/${encodeId(id)}`,
      options
    );
  }
  /** Makes rows of `Category`: all of them, or none. */
  createMany(rows, options) {
    return writeMany(
      this.#transport,
      "/categories/-/bulk/create",
      rows,
      options
    );
  }
  /** Changes rows of `Category`: all that fulfil the condition, or none. */
  updateMany(change, options) {
    return writeMany(
      this.#transport,
      "/categories/-/bulk/update",
      change,
      options
    );
  }
  /** Deletes rows of `Category`: all that fulfil the condition, or none. */
  deleteMany(chosen, options) {
    return writeMany(
      this.#transport,
      "/categories/-/bulk/delete",
      chosen,
      options
    );
  }
  /** Makes rows of `Category`, or changes those that are there: all of them, or none. */
  upsertMany(rows, options) {
    return writeMany(
      this.#transport,
      "/categories/-/bulk/upsert",
      rows,
      options
    );
  }
  /** Reads the `parent` of a row. */
  getParent(id, query, options) {
    return this.#transport.request(
      "GET",
      `/categories/${encodeId(id)}/parent${encodeQuery(query)}`,
      options
    );
  }
  /** Reads a page of the `children` of a row. */
  listChildren(id, query, options) {
    return this.#transport.request(
      "GET",
      `/categories/${encodeId(id)}/children${encodeQuery(query)}`,
      options
    );
  }
  /** Reads a page of the `posts` of a row. */
  listPosts(id, query, options) {
    return this.#transport.request(
      "GET",
      `/categories/${encodeId(id)}/posts${encodeQuery(query)}`,
      options
    );
  }
};

// src/gen/models/comment.ts
var CommentClient = class {
  #transport;
  constructor(transport) {
    this.#transport = transport;
  }
  /** Reads a page of rows of `Comment`. */
  list(query, options) {
    return this.#transport.request(
      "GET",
      `/comments${encodeQuery(query)}`,
      options
    );
  }
  /** Counts the rows that fulfil a condition; all of them without. */
  count(where, options) {
    return countRows(this.#transport, "/comments", where, options);
  }
  /** Reads page after page until none is left. */
  pages(query, options) {
    return readPages(
      query,
      (next) => this.#transport.request("GET", `/comments${encodeQuery(next)}`, options)
    );
  }
  /** Reads row after row until none is left, a page at a time. */
  iterate(query, options) {
    return readRows(this.pages(query, options));
  }
  /** Reads a page of rows with the query in a body: for conditions too long for a URL. */
  search(query, options) {
    return searchRows(this.#transport, "/comments/-/search", query, options);
  }
  /** Reads the row of `Comment` with that id. */
  get(id, query, options) {
    return this.#transport.request(
      "GET",
      `/comments/${encodeId(id)}${encodeQuery(query)}`,
      options
    );
  }
  /** Makes a row of `Comment`. */
  create(data, query, options) {
    return this.#transport.writeShown(
      "POST",
      `/comments${encodeQuery(query)}`,
      options,
      data
    );
  }
  /** Changes the row of `Comment` with that id; what is absent stays. */
  update(id, data, query, options) {
    return this.#transport.writeShown(
      "PATCH",
      `/comments/${encodeId(id)}${encodeQuery(query)}`,
      options,
      data
    );
  }
  /** Replaces the row of `Comment` with that id: what is absent gets its default. */
  replace(id, data, query, options) {
    return this.#transport.writeShown(
      "PUT",
      `/comments/${encodeId(id)}${encodeQuery(query)}`,
      options,
      data
    );
  }
  /** Deletes the row of `Comment` with that id. */
  delete(id, options) {
    return this.#transport.write(
      "DELETE",
      `/comments/${encodeId(id)}`,
      options
    );
  }
  /** Makes rows of `Comment`: all of them, or none. */
  createMany(rows, options) {
    return writeMany(this.#transport, "/comments/-/bulk/create", rows, options);
  }
  /** Changes rows of `Comment`: all that fulfil the condition, or none. */
  updateMany(change, options) {
    return writeMany(
      this.#transport,
      "/comments/-/bulk/update",
      change,
      options
    );
  }
  /** Deletes rows of `Comment`: all that fulfil the condition, or none. */
  deleteMany(chosen, options) {
    return writeMany(
      this.#transport,
      "/comments/-/bulk/delete",
      chosen,
      options
    );
  }
  /** Reads the `post` of a row. */
  getPost(id, query, options) {
    return this.#transport.request(
      "GET",
      `/comments/${encodeId(id)}/post${encodeQuery(query)}`,
      options
    );
  }
  /** Reads the `author` of a row. */
  getAuthor(id, query, options) {
    return this.#transport.request(
      "GET",
      `/comments/${encodeId(id)}/author${encodeQuery(query)}`,
      options
    );
  }
  /** Reads the `parent` of a row. */
  getParent(id, query, options) {
    return this.#transport.request(
      "GET",
      `/comments/${encodeId(id)}/parent${encodeQuery(query)}`,
      options
    );
  }
  /** Reads a page of the `replies` of a row. */
  listReplies(id, query, options) {
    return this.#transport.request(
      "GET",
      `/comments/${encodeId(id)}/replies${encodeQuery(query)}`,
      options
    );
  }
};

// src/gen/models/magazine.ts
var MagazineClient = class {
  #transport;
  constructor(transport) {
    this.#transport = transport;
  }
  /** Reads a page of rows of `Magazine`. */
  list(query, options) {
    return this.#transport.request(
      "GET",
      `/magazines${encodeQuery(query)}`,
      options
    );
  }
  /** Counts the rows that fulfil a condition; all of them without. */
  count(where, options) {
    return countRows(this.#transport, "/magazines", where, options);
  }
  /** Reads page after page until none is left. */
  pages(query, options) {
    return readPages(
      query,
      (next) => this.#transport.request("GET", `/magazines${encodeQuery(next)}`, options)
    );
  }
  /** Reads row after row until none is left, a page at a time. */
  iterate(query, options) {
    return readRows(this.pages(query, options));
  }
  /** Reads a page of rows with the query in a body: for conditions too long for a URL. */
  search(query, options) {
    return searchRows(this.#transport, "/magazines/-/search", query, options);
  }
  /** Reads the row of `Magazine` with that id. */
  get(id, query, options) {
    return this.#transport.request(
      "GET",
      `/magazines/${encodeId(id)}${encodeQuery(query)}`,
      options
    );
  }
  /** Reads the row of `Magazine` with that `name`. */
  getByName(value, query, options) {
    return this.#transport.request(
      "GET",
      `/magazines/by/name/${encodeId(value)}${encodeQuery(query)}`,
      options
    );
  }
  /** Makes a row of `Magazine`. */
  create(data, query, options) {
    return this.#transport.writeShown(
      "POST",
      `/magazines${encodeQuery(query)}`,
      options,
      data
    );
  }
  /** Changes the row of `Magazine` with that id; what is absent stays. */
  update(id, data, query, options) {
    return this.#transport.writeShown(
      "PATCH",
      `/magazines/${encodeId(id)}${encodeQuery(query)}`,
      options,
      data
    );
  }
  /** Replaces the row of `Magazine` with that id: what is absent gets its default. */
  replace(id, data, query, options) {
    return this.#transport.writeShown(
      "PUT",
      `/magazines/${encodeId(id)}${encodeQuery(query)}`,
      options,
      data
    );
  }
  /** Deletes the row of `Magazine` with that id. */
  delete(id, options) {
    return this.#transport.write(
      "DELETE",
      `/magazines/${encodeId(id)}`,
      options
    );
  }
  /** Makes rows of `Magazine`: all of them, or none. */
  createMany(rows, options) {
    return writeMany(
      this.#transport,
      "/magazines/-/bulk/create",
      rows,
      options
    );
  }
  /** Changes rows of `Magazine`: all that fulfil the condition, or none. */
  updateMany(change, options) {
    return writeMany(
      this.#transport,
      "/magazines/-/bulk/update",
      change,
      options
    );
  }
  /** Deletes rows of `Magazine`: all that fulfil the condition, or none. */
  deleteMany(chosen, options) {
    return writeMany(
      this.#transport,
      "/magazines/-/bulk/delete",
      chosen,
      options
    );
  }
  /** Makes rows of `Magazine`, or changes those that are there: all of them, or none. */
  upsertMany(rows, options) {
    return writeMany(
      this.#transport,
      "/magazines/-/bulk/upsert",
      rows,
      options
    );
  }
  /** Reads a page of the `members` of a row. */
  listMembers(id, query, options) {
    return this.#transport.request(
      "GET",
      `/magazines/${encodeId(id)}/members${encodeQuery(query)}`,
      options
    );
  }
};

// src/gen/models/membership.ts
var MembershipClient = class {
  #transport;
  constructor(transport) {
    this.#transport = transport;
  }
  /** Reads a page of rows of `Membership`. */
  list(query, options) {
    return this.#transport.request(
      "GET",
      `/memberships${encodeQuery(query)}`,
      options
    );
  }
  /** Counts the rows that fulfil a condition; all of them without. */
  count(where, options) {
    return countRows(this.#transport, "/memberships", where, options);
  }
  /** Reads page after page until none is left. */
  pages(query, options) {
    return readPages(
      query,
      (next) => this.#transport.request(
        "GET",
        `/memberships${encodeQuery(next)}`,
        options
      )
    );
  }
  /** Reads row after row until none is left, a page at a time. */
  iterate(query, options) {
    return readRows(this.pages(query, options));
  }
  /** Reads a page of rows with the query in a body: for conditions too long for a URL. */
  search(query, options) {
    return searchRows(this.#transport, "/memberships/-/search", query, options);
  }
  /** Reads the row of `Membership` with that id. */
  get(id, query, options) {
    return this.#transport.request(
      "GET",
      `/memberships/${encodeId(id.userId, id.magazineId)}${encodeQuery(query)}`,
      options
    );
  }
  /** Makes a row of `Membership`. */
  create(data, query, options) {
    return this.#transport.writeShown(
      "POST",
      `/memberships${encodeQuery(query)}`,
      options,
      data
    );
  }
  /** Changes the row of `Membership` with that id; what is absent stays. */
  update(id, data, query, options) {
    return this.#transport.writeShown(
      "PATCH",
      `/memberships/${encodeId(id.userId, id.magazineId)}${encodeQuery(query)}`,
      options,
      data
    );
  }
  /** Replaces the row of `Membership` with that id: what is absent gets its default. */
  replace(id, data, query, options) {
    return this.#transport.writeShown(
      "PUT",
      `/memberships/${encodeId(id.userId, id.magazineId)}${encodeQuery(query)}`,
      options,
      data
    );
  }
  /** Deletes the row of `Membership` with that id. */
  delete(id, options) {
    return this.#transport.write(
      "DELETE",
      `/memberships/${encodeId(id.userId, id.magazineId)}`,
      options
    );
  }
  /** Makes rows of `Membership`: all of them, or none. */
  createMany(rows, options) {
    return writeMany(
      this.#transport,
      "/memberships/-/bulk/create",
      rows,
      options
    );
  }
  /** Changes rows of `Membership`: all that fulfil the condition, or none. */
  updateMany(change, options) {
    return writeMany(
      this.#transport,
      "/memberships/-/bulk/update",
      change,
      options
    );
  }
  /** Deletes rows of `Membership`: all that fulfil the condition, or none. */
  deleteMany(chosen, options) {
    return writeMany(
      this.#transport,
      "/memberships/-/bulk/delete",
      chosen,
      options
    );
  }
  /** Makes rows of `Membership`, or changes those that are there: all of them, or none. */
  upsertMany(rows, options) {
    return writeMany(
      this.#transport,
      "/memberships/-/bulk/upsert",
      rows,
      options
    );
  }
  /** Reads the `user` of a row. */
  getUser(id, query, options) {
    return this.#transport.request(
      "GET",
      `/memberships/${encodeId(id.userId, id.magazineId)}/user${encodeQuery(query)}`,
      options
    );
  }
  /** Reads the `magazine` of a row. */
  getMagazine(id, query, options) {
    return this.#transport.request(
      "GET",
      `/memberships/${encodeId(id.userId, id.magazineId)}/magazine${encodeQuery(query)}`,
      options
    );
  }
};

// src/gen/runtime/aggregate.ts
async function aggregateRows(transport, path, query, options) {
  const url = path + encodeAggregate(query);
  const { data } = await transport.request("GET", url, options);
  return data;
}

// src/gen/models/post.ts
var PostClient = class {
  #transport;
  constructor(transport) {
    this.#transport = transport;
  }
  /** Reads a page of rows of `Post`. */
  list(query, options) {
    return this.#transport.request(
      "GET",
      `/posts${encodeQuery(query)}`,
      options
    );
  }
  /** Counts the rows that fulfil a condition; all of them without. */
  count(where, options) {
    return countRows(this.#transport, "/posts", where, options);
  }
  /** Reads page after page until none is left. */
  pages(query, options) {
    return readPages(
      query,
      (next) => this.#transport.request("GET", `/posts${encodeQuery(next)}`, options)
    );
  }
  /** Reads row after row until none is left, a page at a time. */
  iterate(query, options) {
    return readRows(this.pages(query, options));
  }
  /** Reads a page of rows with the query in a body: for conditions too long for a URL. */
  search(query, options) {
    return searchRows(this.#transport, "/posts/-/search", query, options);
  }
  /** Reads the row of `Post` with that id. */
  get(id, query, options) {
    return this.#transport.request(
      "GET",
      `/posts/${encodeId(id)}${encodeQuery(query)}`,
      options
    );
  }
  /** Reads the row of `Post` with that `slug`. */
  getBySlug(value, query, options) {
    return this.#transport.request(
      "GET",
      `/posts/by/slug/${encodeId(value)}${encodeQuery(query)}`,
      options
    );
  }
  /** Counts and sums up the rows that fulfil a condition, group by group. */
  aggregate(query, options) {
    return aggregateRows(this.#transport, "/posts/-/aggregate", query, options);
  }
  /** Makes a row of `Post`. */
  create(data, query, options) {
    return this.#transport.writeShown(
      "POST",
      `/posts${encodeQuery(query)}`,
      options,
      data
    );
  }
  /** Changes the row of `Post` with that id; what is absent stays. */
  update(id, data, query, options) {
    return this.#transport.writeShown(
      "PATCH",
      `/posts/${encodeId(id)}${encodeQuery(query)}`,
      options,
      data
    );
  }
  /** Replaces the row of `Post` with that id: what is absent gets its default. */
  replace(id, data, query, options) {
    return this.#transport.writeShown(
      "PUT",
      `/posts/${encodeId(id)}${encodeQuery(query)}`,
      options,
      data
    );
  }
  /** Deletes the row of `Post` with that id. */
  delete(id, options) {
    return this.#transport.write("DELETE", `/posts/${encodeId(id)}`, options);
  }
  /** Makes rows of `Post`: all of them, or none. */
  createMany(rows, options) {
    return writeMany(this.#transport, "/posts/-/bulk/create", rows, options);
  }
  /** Changes rows of `Post`: all that fulfil the condition, or none. */
  updateMany(change, options) {
    return writeMany(this.#transport, "/posts/-/bulk/update", change, options);
  }
  /** Deletes rows of `Post`: all that fulfil the condition, or none. */
  deleteMany(chosen, options) {
    return writeMany(this.#transport, "/posts/-/bulk/delete", chosen, options);
  }
  /** Makes rows of `Post`, or changes those that are there: all of them, or none. */
  upsertMany(rows, options) {
    return writeMany(this.#transport, "/posts/-/bulk/upsert", rows, options);
  }
  /** Reads the `author` of a row. */
  getAuthor(id, query, options) {
    return this.#transport.request(
      "GET",
      `/posts/${encodeId(id)}/author${encodeQuery(query)}`,
      options
    );
  }
  /** Reads the `category` of a row. */
  getCategory(id, query, options) {
    return this.#transport.request(
      "GET",
      `/posts/${encodeId(id)}/category${encodeQuery(query)}`,
      options
    );
  }
  /** Reads a page of the `comments` of a row. */
  listComments(id, query, options) {
    return this.#transport.request(
      "GET",
      `/posts/${encodeId(id)}/comments${encodeQuery(query)}`,
      options
    );
  }
  /** Reads a page of the `tags` of a row. */
  listTags(id, query, options) {
    return this.#transport.request(
      "GET",
      `/posts/${encodeId(id)}/tags${encodeQuery(query)}`,
      options
    );
  }
  /** Links a row to one of its `tags`; doing it twice does no harm. */
  linkTags(id, target, options) {
    return this.#transport.write(
      "PUT",
      `/posts/${encodeId(id)}/tags/${encodeId(target)}`,
      options
    );
  }
  /** Takes a row out of the `tags`; doing it twice does no harm. */
  unlinkTags(id, target, options) {
    return this.#transport.write(
      "DELETE",
      `/posts/${encodeId(id)}/tags/${encodeId(target)}`,
      options
    );
  }
};

// src/gen/models/tag.ts
var TagClient = class {
  #transport;
  constructor(transport) {
    this.#transport = transport;
  }
  /** Reads a page of rows of `Tag`. */
  list(query, options) {
    return this.#transport.request(
      "GET",
      `/tags${encodeQuery(query)}`,
      options
    );
  }
  /** Counts the rows that fulfil a condition; all of them without. */
  count(where, options) {
    return countRows(this.#transport, "/tags", where, options);
  }
  /** Reads page after page until none is left. */
  pages(query, options) {
    return readPages(
      query,
      (next) => this.#transport.request("GET", `/tags${encodeQuery(next)}`, options)
    );
  }
  /** Reads row after row until none is left, a page at a time. */
  iterate(query, options) {
    return readRows(this.pages(query, options));
  }
  /** Reads a page of rows with the query in a body: for conditions too long for a URL. */
  search(query, options) {
    return searchRows(this.#transport, "/tags/-/search", query, options);
  }
  /** Reads the row of `Tag` with that id. */
  get(id, query, options) {
    return this.#transport.request(
      "GET",
      `/tags/${encodeId(id)}${encodeQuery(query)}`,
      options
    );
  }
  /** Reads the row of `Tag` with that `name`. */
  getByName(value, query, options) {
    return this.#transport.request(
      "GET",
      `/tags/by/name/${encodeId(value)}${encodeQuery(query)}`,
      options
    );
  }
  /** Makes a row of `Tag`. */
  create(data, query, options) {
    return this.#transport.writeShown(
      "POST",
      `/tags${encodeQuery(query)}`,
      options,
      data
    );
  }
  /** Changes the row of `Tag` with that id; what is absent stays. */
  update(id, data, query, options) {
    return this.#transport.writeShown(
      "PATCH",
      `/tags/${encodeId(id)}${encodeQuery(query)}`,
      options,
      data
    );
  }
  /** Replaces the row of `Tag` with that id: what is absent gets its default. */
  replace(id, data, query, options) {
    return this.#transport.writeShown(
      "PUT",
      `/tags/${encodeId(id)}${encodeQuery(query)}`,
      options,
      data
    );
  }
  /** Deletes the row of `Tag` with that id. */
  delete(id, options) {
    return this.#transport.write("DELETE", `/tags/${encodeId(id)}`, options);
  }
  /** Makes rows of `Tag`: all of them, or none. */
  createMany(rows, options) {
    return writeMany(this.#transport, "/tags/-/bulk/create", rows, options);
  }
  /** Changes rows of `Tag`: all that fulfil the condition, or none. */
  updateMany(change, options) {
    return writeMany(this.#transport, "/tags/-/bulk/update", change, options);
  }
  /** Deletes rows of `Tag`: all that fulfil the condition, or none. */
  deleteMany(chosen, options) {
    return writeMany(this.#transport, "/tags/-/bulk/delete", chosen, options);
  }
  /** Makes rows of `Tag`, or changes those that are there: all of them, or none. */
  upsertMany(rows, options) {
    return writeMany(this.#transport, "/tags/-/bulk/upsert", rows, options);
  }
  /** Reads a page of the `posts` of a row. */
  listPosts(id, query, options) {
    return this.#transport.request(
      "GET",
      `/tags/${encodeId(id)}/posts${encodeQuery(query)}`,
      options
    );
  }
  /** Links a row to one of its `posts`; doing it twice does no harm. */
  linkPosts(id, target, options) {
    return this.#transport.write(
      "PUT",
      `/tags/${encodeId(id)}/posts/${encodeId(target)}`,
      options
    );
  }
  /** Takes a row out of the `posts`; doing it twice does no harm. */
  unlinkPosts(id, target, options) {
    return this.#transport.write(
      "DELETE",
      `/tags/${encodeId(id)}/posts/${encodeId(target)}`,
      options
    );
  }
};

// src/gen/models/user.ts
var UserClient = class {
  #transport;
  constructor(transport) {
    this.#transport = transport;
  }
  /** Reads a page of rows of `User`. */
  list(query, options) {
    return this.#transport.request(
      "GET",
      `/users${encodeQuery(query)}`,
      options
    );
  }
  /** Counts the rows that fulfil a condition; all of them without. */
  count(where, options) {
    return countRows(this.#transport, "/users", where, options);
  }
  /** Reads page after page until none is left. */
  pages(query, options) {
    return readPages(
      query,
      (next) => this.#transport.request("GET", `/users${encodeQuery(next)}`, options)
    );
  }
  /** Reads row after row until none is left, a page at a time. */
  iterate(query, options) {
    return readRows(this.pages(query, options));
  }
  /** Reads a page of rows with the query in a body: for conditions too long for a URL. */
  search(query, options) {
    return searchRows(this.#transport, "/users/-/search", query, options);
  }
  /** Reads the row of `User` with that id. */
  get(id, query, options) {
    return this.#transport.request(
      "GET",
      `/users/${encodeId(id)}${encodeQuery(query)}`,
      options
    );
  }
  /** Reads the row of `User` with that `email`. */
  getByEmail(value, query, options) {
    return this.#transport.request(
      "GET",
      `/users/by/email/${encodeId(value)}${encodeQuery(query)}`,
      options
    );
  }
  /** Makes a row of `User`. */
  create(data, query, options) {
    return this.#transport.writeShown(
      "POST",
      `/users${encodeQuery(query)}`,
      options,
      data
    );
  }
  /** Changes the row of `User` with that id; what is absent stays. */
  update(id, data, query, options) {
    return this.#transport.writeShown(
      "PATCH",
      `/users/${encodeId(id)}${encodeQuery(query)}`,
      options,
      data
    );
  }
  /** Replaces the row of `User` with that id: what is absent gets its default. */
  replace(id, data, query, options) {
    return this.#transport.writeShown(
      "PUT",
      `/users/${encodeId(id)}${encodeQuery(query)}`,
      options,
      data
    );
  }
  /** Deletes the row of `User` with that id. */
  delete(id, options) {
    return this.#transport.write("DELETE", `/users/${encodeId(id)}`, options);
  }
  /** Makes rows of `User`: all of them, or none. */
  createMany(rows, options) {
    return writeMany(this.#transport, "/users/-/bulk/create", rows, options);
  }
  /** Changes rows of `User`: all that fulfil the condition, or none. */
  updateMany(change, options) {
    return writeMany(this.#transport, "/users/-/bulk/update", change, options);
  }
  /** Deletes rows of `User`: all that fulfil the condition, or none. */
  deleteMany(chosen, options) {
    return writeMany(this.#transport, "/users/-/bulk/delete", chosen, options);
  }
  /** Makes rows of `User`, or changes those that are there: all of them, or none. */
  upsertMany(rows, options) {
    return writeMany(this.#transport, "/users/-/bulk/upsert", rows, options);
  }
  /** Reads a page of the `posts` of a row. */
  listPosts(id, query, options) {
    return this.#transport.request(
      "GET",
      `/users/${encodeId(id)}/posts${encodeQuery(query)}`,
      options
    );
  }
  /** Reads a page of the `comments` of a row. */
  listComments(id, query, options) {
    return this.#transport.request(
      "GET",
      `/users/${encodeId(id)}/comments${encodeQuery(query)}`,
      options
    );
  }
  /** Reads a page of the `memberships` of a row. */
  listMemberships(id, query, options) {
    return this.#transport.request(
      "GET",
      `/users/${encodeId(id)}/memberships${encodeQuery(query)}`,
      options
    );
  }
};

// src/gen/runtime/problem.ts
var problemCodes = [
  "invalid_json",
  "invalid_query",
  "invalid_id",
  "invalid_cursor",
  "unauthenticated",
  "forbidden",
  "not_found",
  "method_not_allowed",
  "not_acceptable",
  "too_large",
  "uri_too_long",
  "unsupported_media_type",
  "unique_violation",
  "foreign_key_violation",
  "restricted",
  "max_affected",
  "in_progress",
  "precondition_failed",
  "precondition_required",
  "validation",
  "idempotency_mismatch",
  "check_violation",
  "action_rejected",
  "rate_limited",
  "unavailable",
  "internal"
];
var ApiError = class extends Error {
  name = "ApiError";
  /** The HTTP status. */
  status;
  /** The kind of the problem. */
  code;
  /** All that is wrong with the request, if it was the request. */
  errors;
  /** The name of this exchange in the logs of the server. */
  requestId;
  /** How many milliseconds the server asked to wait. */
  retryAfter;
  /** The whole answer. */
  problem;
  constructor(problem2, retryAfter = null) {
    super(problem2.detail ?? problem2.title);
    this.status = problem2.status;
    this.code = problem2.code;
    this.errors = problem2.errors;
    this.requestId = problem2.requestId;
    this.retryAfter = retryAfter;
    this.problem = problem2;
  }
};
var ConnectionError = class extends Error {
  name = "ConnectionError";
  /** `network`: not reached or cut off; `timeout`: took too long; `malformed`: a success that does not say what it should. */
  code;
  constructor(code, message, cause) {
    super(message, { cause });
    this.code = code;
  }
};
function readProblem(response, body) {
  const known = parseObject(body);
  const text2 = (key) => {
    const value = known[key];
    return typeof value === "string" ? value : null;
  };
  const code = problemCodes.find((candidate) => candidate === known["code"]);
  return {
    type: text2("type") ?? "about:blank",
    title: text2("title") ?? `HTTP ${response.status}`,
    status: response.status,
    code: code ?? "unknown",
    detail: text2("detail"),
    instance: text2("instance"),
    requestId: text2("requestId") ?? response.headers.get("x-request-id"),
    errors: Array.isArray(known["errors"]) ? known["errors"].map(readDetail) : [],
    members: known
  };
}
function readDetail(value) {
  const known = isObject2(value) ? value : {};
  const text2 = (key) => {
    const found = known[key];
    return typeof found === "string" ? found : null;
  };
  return {
    pointer: text2("pointer"),
    parameter: text2("parameter"),
    code: text2("code") ?? "unknown",
    message: text2("message") ?? "",
    help: text2("help")
  };
}
function parseObject(body) {
  try {
    const value = JSON.parse(body);
    return isObject2(value) ? value : {};
  } catch {
    return {};
  }
}
function isObject2(value) {
  return typeof value === "object" && value !== null;
}

// src/gen/runtime/limit.ts
var CallLimit = class {
  #controller = new AbortController();
  #caller;
  #end;
  #timer;
  #onAbort = () => {
    this.#controller.abort(this.#caller?.reason);
  };
  constructor(caller, timeout) {
    this.#caller = caller;
    this.#end = timeout > 0 ? Date.now() + timeout : Number.POSITIVE_INFINITY;
    if (caller?.aborted === true) {
      this.#onAbort();
    }
    caller?.addEventListener("abort", this.#onAbort, { once: true });
    if (timeout > 0) {
      const message = `no answer within ${timeout} ms`;
      this.#timer = setTimeout(() => {
        this.#controller.abort(new ConnectionError("timeout", message));
      }, timeout);
    }
  }
  get signal() {
    return this.#controller.signal;
  }
  /** Milliseconds left. */
  remaining() {
    return this.#end - Date.now();
  }
  /** Throws if the call is over. */
  check() {
    this.signal.throwIfAborted();
  }
  /** Waits for `promise`, but no longer than the call lasts. */
  async race(promise) {
    this.check();
    let stop = () => {
    };
    const over = new Promise((_, reject) => {
      stop = () => reject(this.signal.reason);
      this.signal.addEventListener("abort", stop, { once: true });
    });
    try {
      return await Promise.race([promise, over]);
    } finally {
      this.signal.removeEventListener("abort", stop);
    }
  }
  /** Waits so many milliseconds, but no longer than the call lasts. */
  async sleep(milliseconds) {
    let timer;
    const pause = new Promise((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
    try {
      await this.race(pause);
    } finally {
      clearTimeout(timer);
    }
  }
  release() {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener("abort", this.#onAbort);
  }
};

// src/gen/runtime/retry.ts
var passing = /* @__PURE__ */ new Set([408, 429, 502, 503, 504]);
var firstPause = 200;
var longestPause = 1e4;
var longestRetryAfter = 6e4;
function pauseAfter(error, attempt) {
  if (error instanceof ApiError) {
    const early = error.code === "in_progress";
    if (!passing.has(error.status) && !early) {
      return null;
    }
    if (error.retryAfter !== null) {
      const wait = error.retryAfter + Math.random() * firstPause;
      return wait <= longestRetryAfter ? wait : null;
    }
  }
  return Math.random() * Math.min(longestPause, firstPause * 2 ** attempt);
}
function parseRetryAfter(header) {
  if (header === null) {
    return null;
  }
  if (/^\d+$/.test(header.trim())) {
    return Number(header) * 1e3;
  }
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}

// src/gen/runtime/tag.ts
var tags = /* @__PURE__ */ new WeakMap();
function tagOf(row) {
  const tag = tags.get(row);
  if (tag === void 0) {
    const message = "this row has no tag: take it from a read of one row, and not a copy";
    throw new TypeError(message);
  }
  return tag;
}
function keepTag(answer, tag) {
  if (typeof answer === "object" && answer !== null && tag !== null) {
    tags.set(answer, tag.replace(/^W\//, ""));
  }
}
function matchHeader(match) {
  if (typeof match === "object" && match !== null) {
    return tagOf(match);
  }
  if (typeof match === "string" && match !== "") {
    return match;
  }
  throw new TypeError("`ifMatch` is a row that came alone, a tag, or `*`");
}

// src/gen/runtime/transport.ts
var repeatable = /* @__PURE__ */ new Set(["GET", "PUT", "DELETE"]);
var Transport = class {
  #baseUrl;
  #fetch;
  #headers;
  #token;
  #timeout;
  #retries;
  constructor(options) {
    this.#baseUrl = options.baseUrl.replace(/\/+$/, "");
    const send = options.fetch;
    this.#fetch = send ?? ((input, init) => globalThis.fetch(input, init));
    this.#headers = options.headers ?? {};
    const { token } = options;
    this.#token = typeof token === "function" ? token : () => token;
    this.#timeout = options.timeout ?? 3e4;
    this.#retries = options.retries ?? 2;
  }
  /** How often a call that may be repeated is repeated. */
  get retries() {
    return this.#retries;
  }
  /**
   * Sends a request and reads the answer; `undefined` for an answer without a body. `safe` says whether it may be repeated.
   * Throws `ApiError` for an answer that is no success, `ConnectionError` for none, and the reason of the signal.
   */
  async request(method, path, options = {}, body, safe = repeatable.has(method)) {
    const url = this.#baseUrl + path;
    const call = { method, url, options, body, own: {}, safe };
    return this.#receive({
      ...call,
      accept: "application/json",
      key: void 0
    });
  }
  /**
   * Sends a request that writes rows, as `request` does. A POST or PATCH that may be repeated has a key, so that it is not done
   * twice. Throws a `TypeError` if there is no tag to match, or if headers ask for less than the options.
   */
  async write(method, path, options = {}, body) {
    const dry = options.dryRun === true;
    const own = {};
    if ("ifMatch" in options) {
      own["if-match"] = matchHeader(options.ifMatch);
    }
    if (options.ifNoneMatch !== void 0) {
      own["if-none-match"] = options.ifNoneMatch;
    }
    const safe = dry || repeatable.has(method);
    const retries = options.retries ?? this.#retries;
    let key;
    if (!safe && options.idempotencyKey !== void 0) {
      own["idempotency-key"] = options.idempotencyKey;
    } else if (!safe && retries > 0) {
      key = newKey();
    }
    const url = this.#baseUrl + (dry ? dryRun(path) : path);
    const prefer = options.return ?? "answer";
    const call = { method, url, options, body, own, key, safe, prefer };
    return this.#receive({ ...call, accept: "application/json" });
  }
  /** The same where the answer shows what was written. If it does not, throws a `ConnectionError`, though it has been written. */
  async writeShown(method, path, options = {}, body) {
    const answer = await this.write(method, path, options, body);
    if (answer === void 0 && options.return !== "minimal") {
      const message = `${method} ${path} is done, but the answer does not show what it did`;
      throw new ConnectionError("malformed", message);
    }
    return answer;
  }
  async #receive(call) {
    const received = await this.#within(
      call.options,
      (limit) => this.#repeat(call, limit, async (response) => ({
        text: await response.text(),
        tag: response.headers.get("etag")
      }))
    );
    if (received === null || received.text === "") {
      return void 0;
    }
    let value;
    try {
      value = JSON.parse(received.text);
    } catch (cause) {
      const message = `the answer from ${call.url} is no JSON`;
      throw new ConnectionError("malformed", message, cause);
    }
    keepTag(value, received.tag);
    return value;
  }
  /**
   * Sends a GET and reads the answer as text, part by part as it comes. `timeout` is how long it may take to begin, and
   * `silence` how long the next part. Throws what `request` throws, and `ConnectionError` if the answer breaks off.
   */
  async *stream(path, accept, options = {}, silence = options.timeout) {
    const url = this.#baseUrl + path;
    const call = {
      method: "GET",
      url,
      accept,
      options,
      body: void 0,
      own: {},
      key: void 0,
      safe: true
    };
    const body = await this.#within(
      options,
      (limit) => this.#repeat(call, limit, (response) => Promise.resolve(response.body))
    );
    const reader = body?.getReader();
    if (reader === void 0) {
      return;
    }
    const decoder = new TextDecoder();
    const each = { ...options, timeout: silence };
    try {
      for (; ; ) {
        const { done, value } = await this.#within(
          each,
          (limit) => limit.race(reader.read()).catch((cause) => {
            limit.check();
            const message = `the answer from ${url} broke off`;
            throw new ConnectionError("network", message, cause);
          })
        );
        if (done) {
          return;
        }
        yield decoder.decode(value, { stream: true });
      }
    } finally {
      reader.cancel().catch(() => {
      });
    }
  }
  /** Does something that ends early when its time is up or its caller says so. */
  async #within(options, act) {
    const limit = new CallLimit(
      options.signal,
      options.timeout ?? this.#timeout
    );
    try {
      return await act(limit);
    } finally {
      limit.release();
    }
  }
  /** Sends a request until it is answered; null for a DELETE that an earlier try has done. */
  async #repeat(call, limit, read2) {
    let token = await limit.race(Promise.resolve(this.#token()));
    let init = await this.#init(call, limit, token);
    const safe = call.safe || new Headers(init.headers).has("idempotency-key");
    const retries = safe ? call.options.retries ?? this.#retries : 0;
    let unanswered;
    for (let attempt = 0; ; attempt++) {
      const failure = await this.#attempt(call.url, init, limit, read2);
      if ("value" in failure) {
        return failure.value;
      }
      const { error } = failure;
      if (error instanceof ApiError && error.status === 401 && token) {
        const refused = token;
        token = null;
        const next = await limit.race(Promise.resolve(this.#token(refused)));
        if (next && next !== refused) {
          init = await this.#init(call, limit, next);
          attempt--;
          continue;
        }
        throw error;
      }
      if (unanswered !== void 0 && error instanceof ApiError) {
        if (call.method === "DELETE" && error.status === 404) {
          return null;
        }
        if (call.method === "PUT" && error.status === 412) {
          throw unanswered;
        }
      }
      if (mayBeDone(error)) {
        unanswered = error;
      }
      const pause = attempt < retries ? pauseAfter(error, attempt) : null;
      if (pause === null || pause >= limit.remaining()) {
        throw error;
      }
      await limit.sleep(pause);
    }
  }
  async #init({ method, accept, options, body, own, key, prefer }, limit, token) {
    const source = this.#headers;
    const made = typeof source === "function" ? await limit.race(Promise.resolve(source())) : source;
    const headers = new Headers({ accept });
    if (token) {
      headers.set("authorization", `Bearer ${token}`);
    }
    for (const [name, value] of Object.entries(made)) {
      headers.set(name, value);
    }
    for (const [name, value] of Object.entries(options.headers ?? {})) {
      headers.set(name, value);
    }
    for (const [name, value] of Object.entries(own)) {
      headers.set(name, value);
    }
    if (prefer === "minimal") {
      headers.append("prefer", "return=minimal");
    } else if (prefer === "answer" && prefersMinimal(headers)) {
      const message = 'headers do not leave an answer out: the option `return: "minimal"` does';
      throw new TypeError(message);
    }
    if (key !== void 0 && !headers.has("idempotency-key")) {
      headers.set("idempotency-key", key);
    }
    if (body === void 0) {
      return { method, headers, signal: limit.signal };
    }
    if (!headers.has("content-type")) {
      headers.set("content-type", "application/json");
    }
    return {
      method,
      headers,
      signal: limit.signal,
      body: JSON.stringify(body)
    };
  }
  async #attempt(url, init, limit, read2) {
    limit.check();
    let response;
    let text2;
    try {
      const send = this.#fetch;
      response = await send(url, init);
      if (response.ok) {
        return { value: await read2(response) };
      }
      text2 = await response.text();
    } catch (cause) {
      limit.check();
      const message = `no answer from ${url}`;
      return { error: new ConnectionError("network", message, cause) };
    }
    const wait = parseRetryAfter(response.headers.get("retry-after"));
    return { error: new ApiError(readProblem(response, text2), wait) };
  }
};
function prefersMinimal(headers) {
  const preferences = (headers.get("prefer") ?? "").split(/[,;]/);
  return preferences.some(
    (preference) => /^\s*return\s*=\s*"?minimal"?\s*$/i.test(preference)
  );
}
function dryRun(path) {
  return `${path}${path.includes("?") ? "&" : "?"}dryRun=true`;
}
function mayBeDone(error) {
  return error instanceof ConnectionError || [502, 504].includes(error.status);
}
function newKey() {
  const source = globalThis.crypto;
  const bytes = source?.getRandomValues(new Uint8Array(16));
  return bytes && Array.from(bytes, hex).join("");
}
function hex(byte) {
  return byte.toString(16).padStart(2, "0");
}

// src/gen/client.ts
function createClient(options) {
  const transport = new Transport(options);
  return {
    user: new UserClient(transport),
    post: new PostClient(transport),
    category: new CategoryClient(transport),
    tag: new TagClient(transport),
    comment: new CommentClient(transport),
    magazine: new MagazineClient(transport),
    membership: new MembershipClient(transport)
  };
}

// src/main.ts
var { post } = createClient({ baseUrl: "/api", timeout: 1e4 });
var perPage = 6;
var orders = ["-createdAt", "-views", "title"];
function read(where, orderBy, signal) {
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
        tags: { orderBy: "name" }
      }
    },
    { signal }
  );
}
var form = element("filter", HTMLFormElement);
var list2 = element("posts", HTMLOListElement);
var problem = element("problem", HTMLParagraphElement);
var place = element("place", HTMLSpanElement);
var newer = element("newer", HTMLButtonElement);
var older = element("older", HTMLButtonElement);
var skip = 0;
var running = new AbortController();
async function show() {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  list2.classList.add("waiting");
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
  list2.classList.remove("waiting");
}
function condition() {
  const where = {};
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
function order() {
  return orders.find((known) => known === text("order")) ?? orders[0];
}
function showPage({ data, page }) {
  list2.replaceChildren(...data.map(card));
  const total = page.total ?? data.length;
  place.textContent = data.length === 0 ? "No posts." : `${page.skip + 1} to ${page.skip + data.length} of ${total}`;
  newer.disabled = page.skip === 0;
  older.disabled = !page.hasMore;
}
function showProblem(error) {
  problem.hidden = false;
  if (error instanceof ApiError) {
    const details = error.errors.map(({ message }) => message).join(" ");
    const request = error.requestId === null ? "" : ` (request ${error.requestId})`;
    problem.textContent = `${error.message}. ${details}${request}`;
  } else {
    problem.textContent = error instanceof Error ? error.message : String(error);
  }
}
function card(row) {
  const item = make("li", "post");
  const date = new Date(row.createdAt).toLocaleDateString(void 0, {
    dateStyle: "long"
  });
  const about = [row.author.name, date, `${row.views} reads`];
  if (row.category !== null) {
    about.splice(1, 0, row.category.name);
  }
  if (row.status !== "PUBLISHED") {
    about.push(row.status.toLowerCase());
  }
  const tags2 = make("p", "tags");
  tags2.append(...row.tags.map(({ name }) => make("span", "tag", name)));
  item.append(
    make("h2", "title", row.title),
    make("div", "about", about.join(" · ")),
    make("p", "content", row.content)
  );
  if (row.tags.length > 0) {
    item.append(tags2);
  }
  return item;
}
function make(name, className, content = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = content;
  return made;
}
function text(name) {
  return String(new FormData(form).get(name) ?? "");
}
function element(id, kind) {
  const found = document.getElementById(id);
  if (found instanceof kind) {
    return found;
  }
  throw new Error(`index.html has no ${kind.name} #${id}`);
}
function turn(by) {
  skip = Math.max(0, skip + by);
  void show();
}
form.addEventListener("input", () => turn(-skip));
form.addEventListener("submit", (event) => event.preventDefault());
newer.addEventListener("click", () => turn(-perPage));
older.addEventListener("click", () => turn(perPage));
void show();
