// The generated client against a running blog: every method, every row of the promise about lists, errors by their codes.
// BLOG is the base URL of its API; the database holds the rows of `examples/blog/seed.sql`.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { load } from "./bundle.mjs";

const { ApiError, createClient } = await load("blog/index.ts");
const schemas = await load("blog/schemas.ts");
const baseUrl = process.env.BLOG ?? "http://127.0.0.1:3000/api";

/** Every call to a method of a client, by `client.method`. */
const called = new Set();
const client = recording(createClient({ baseUrl, retries: 0 }));
const { category, comment, magazine, membership, post, tag, user } = client;
const ann = "01930000-0000-7000-8000-000000000001";
const unique = `drive-${process.pid}-${Date.now()}`;

function recording(target) {
  const clients = Object.entries(target).map(([name, model]) => [
    name,
    new Proxy(model, {
      get(_, method) {
        const found = model[method];
        if (typeof found !== "function") {
          return found;
        }
        called.add(`${name}.${method}`);
        return found.bind(model);
      },
    }),
  ]);
  return Object.fromEntries(clients);
}

/** The methods that the class of each client has. */
function methods() {
  return Object.entries(createClient({ baseUrl })).flatMap(([name, model]) =>
    Object.getOwnPropertyNames(Object.getPrototypeOf(model))
      .filter((method) => method !== "constructor")
      .map((method) => `${name}.${method}`),
  );
}

async function failure(promise) {
  return promise.then(
    () => assert.fail("it succeeded"),
    (error) => {
      assert.ok(error instanceof ApiError, String(error));
      return error;
    },
  );
}

async function all(rows) {
  const found = [];
  for await (const row of rows) {
    found.push(row);
  }
  return found;
}

const draft = (slug) => ({
  slug: `${unique}-${slug}`,
  title: "A title",
  content: "Text",
  authorId: ann,
});

test("skip and take page through all rows without gap or repeat", async () => {
  const first = await post.list({ skip: 0, take: 20, count: "exact" });
  const second = await post.list({ skip: 20, take: 20 });
  assert.equal(first.data.length, 20);
  assert.equal(first.page.hasMore, true);
  assert.equal(first.page.total, await post.count());
  const ids = [...first.data, ...second.data].map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  const walked = await all(post.iterate({ take: 7, fields: ["id"] }));
  assert.deepEqual(
    walked.slice(0, ids.length).map(({ id }) => id),
    ids,
  );
  const pages = await all(post.pages({ take: 15, orderBy: "id" }));
  assert.equal(pages.flatMap(({ data }) => data).length, first.page.total);
});

test("orderBy sorts both ways, with the id as tiebreak", async () => {
  const up = await all(post.iterate({ orderBy: "createdAt" }));
  const down = await all(post.iterate({ orderBy: "-createdAt" }));
  const moments = up.map(({ createdAt }) => createdAt);
  assert.deepEqual(moments, [...moments].sort());
  assert.deepEqual(
    down.map(({ createdAt }) => createdAt),
    [...moments].reverse(),
  );
  const status = await all(
    post.iterate({ orderBy: ["status", { views: "desc" }] }),
  );
  assert.equal(status.length, up.length);
  const nulls = await all(
    post.iterate({ orderBy: { rating: { sort: "asc", nulls: "first" } } }),
  );
  assert.equal(nulls[0].rating, null);
});

test("where[published]", async () => {
  const published = await all(post.iterate({ where: { published: true } }));
  const others = await all(
    post.iterate({ where: { published: { eq: false } } }),
  );
  assert.ok(published.length > 0 && others.length > 0);
  assert.ok(
    published.every((row) => row.published) &&
      others.every((row) => !row.published),
  );
  assert.equal(published.length + others.length, await post.count());
  const error = await failure(post.list({ where: { published: "yes" } }));
  assert.equal(error.status, 400);
  assert.equal(error.code, "invalid_query");
  assert.equal(error.errors[0].parameter, "where[published]");
});

test("where[title][contains] is a literal substring", async () => {
  const made = [];
  for (const title of [`${unique} 50% off_x`, `${unique} 50 off-x`]) {
    made.push(await post.create({ ...draft(made.length), title }));
  }
  const found = async (text) => {
    const { data } = await post.list({
      where: { title: { contains: `${unique}${text}` } },
    });
    return data.map(({ id }) => id);
  };
  assert.deepEqual(await found(" 50%"), [made[0].id]);
  assert.deepEqual(await found(" 50% off_x"), [made[0].id]);
  assert.deepEqual(await found(" 50 off_x"), []);
  assert.deepEqual(
    await found(" 50"),
    made.map(({ id }) => id),
  );
  for (const { id } of made) {
    assert.equal(await post.delete(id), undefined);
  }
});

test("where[views][gte] compares numbers", async () => {
  const rows = [];
  for (const views of [99, 100, 1000]) {
    rows.push(await post.create({ ...draft(`views-${views}`), views }));
  }
  const where = { slug: { startsWith: unique }, views: { gte: 100 } };
  const { data } = await post.list({
    where,
    orderBy: "views",
    fields: ["views"],
  });
  assert.deepEqual(
    data.map(({ views }) => views),
    [100, 1000],
  );
  assert.equal(
    (await failure(post.list({ where: { views: { gte: "abc" } } }))).code,
    "invalid_query",
  );
  assert.equal(
    await post.count({
      slug: { startsWith: unique },
      views: { between: [99, 100] },
    }),
    2,
  );
  assert.equal(
    await post.count({
      slug: { startsWith: unique },
      views: { in: [99, 1000] },
    }),
    2,
  );
  for (const { id } of rows) {
    await post.delete(id);
  }
});

test("where[createdAt][gte] takes dates and moments", async () => {
  const since = await all(
    post.iterate({ where: { createdAt: { gte: "2025-06-01" } } }),
  );
  assert.ok(
    since.length > 0 &&
      since.every(({ createdAt }) => createdAt >= "2025-06-01T00:00:00.000Z"),
  );
  const exact = since[0].createdAt;
  assert.ok((await post.count({ createdAt: { gte: exact, lte: exact } })) >= 1);
  assert.equal(
    (await failure(post.list({ where: { createdAt: { gte: "soon" } } }))).code,
    "invalid_query",
  );
});

test("api5: conditions join, nest and follow relations", async () => {
  const rows = await all(
    post.iterate({
      include: { author: true, comments: true, tags: true, category: true },
    }),
  );
  const ids = async (where) =>
    (await all(post.iterate({ where, fields: ["id"], orderBy: "id" }))).map(
      ({ id }) => id,
    );
  const expected = (test) =>
    rows
      .filter(test)
      .map(({ id }) => id)
      .sort((a, b) => a - b);
  const name = rows[0].author.name;
  assert.deepEqual(
    await ids({ author: { is: { name } } }),
    expected((row) => row.author.name === name),
  );
  assert.deepEqual(
    await ids({ author: { isNot: { name } } }),
    expected((row) => row.author.name !== name),
  );
  assert.deepEqual(
    await ids({ category: { isNull: true } }),
    expected((row) => row.category === null),
  );
  assert.deepEqual(
    await ids({ or: [{ views: { lt: 100 } }, { not: { published: true } }] }),
    expected((row) => row.views < 100 || !row.published),
  );
  assert.deepEqual(
    await ids({ tags: { some: { name: { in: ["winter", "summer"] } } } }),
    expected((row) =>
      row.tags.some(({ name }) => name === "winter" || name === "summer"),
    ),
  );
  assert.deepEqual(
    await ids({
      comments: { none: { approved: false } },
      and: [{ status: { ne: "DRAFT" } }],
    }),
    expected(
      (row) =>
        row.status !== "DRAFT" &&
        row.comments.every(({ approved }) => approved),
    ),
  );
  const readers = await user.list({
    where: { settings: { path: { theme: "dark" } } },
  });
  assert.ok(
    readers.data.length > 0 &&
      readers.data.every(({ settings }) => settings.theme === "dark"),
  );
  assert.equal(
    (await failure(post.list({ where: { titel: "x" } }))).errors[0].code,
    "unknown_field",
  );
  assert.equal(
    (await failure(user.list({ where: { passwordHash: "!" } }))).errors[0].code,
    "unknown_field",
  );
});

test("include and fields shape rows, and rows pass their own validator", async () => {
  const { data } = await post.list({
    take: 3,
    fields: ["title"],
    include: {
      author: { fields: ["name"] },
      comments: { take: 2, orderBy: "-createdAt", include: { author: true } },
    },
  });
  for (const row of data) {
    assert.deepEqual(Object.keys(row).sort(), [
      "author",
      "comments",
      "id",
      "title",
    ]);
    assert.deepEqual(Object.keys(row.author).sort(), ["id", "name"]);
    assert.ok(row.comments.length <= 2);
    for (const each of row.comments) {
      schemas.CommentSchema.parse(each);
      schemas.UserSchema.strict().parse(each.author);
    }
  }
  const checks = [
    [category, schemas.CategorySchema],
    [comment, schemas.CommentSchema],
    [magazine, schemas.MagazineSchema],
    [membership, schemas.MembershipSchema],
    [post, schemas.PostSchema],
    [tag, schemas.TagSchema],
    [user, schemas.UserSchema],
  ];
  for (const [model, schema] of checks) {
    const rows = await model.list({ take: 100 });
    const counted = await model.count();
    assert.equal(Math.min(counted, 100), rows.data.length);
    rows.data.forEach((row) => schema.strict().parse(row));
    assert.equal(
      (await all(model.pages({ take: 50 }))).flatMap(({ data }) => data).length,
      counted,
    );
    assert.equal((await all(model.iterate({ take: 50 }))).length, counted);
  }
});

test("one row: by id, by unique key, with what it includes by default", async () => {
  const one = await post.get(1);
  assert.equal(one.author.id, one.authorId);
  assert.deepEqual(await post.getBySlug(one.slug), one);
  const bare = await post.get(1, { include: {} });
  assert.ok(!("author" in bare));
  assert.deepEqual(await post.getAuthor(1), await user.get(one.authorId));
  assert.equal((await user.getByEmail("ann@example.com")).id, ann);
  assert.equal((await tag.getByName("winter")).name, "winter");
  assert.equal((await category.getByName("Garden")).name, "Garden");
  assert.equal((await failure(post.get(999_999))).code, "not_found");
  assert.equal((await failure(post.get("1abc"))).code, "invalid_id");
});

test("posts: create, change, replace, delete", async () => {
  const made = await post.create({
    ...draft("crud"),
    rating: 4.5,
    categoryId: 1,
  });
  assert.equal(made.author.id, ann);
  assert.equal(made.published, false);
  schemas.PostSchema.parse(made);
  const changed = await post.update(
    made.id,
    { title: "Changed", rating: null },
    { fields: ["title", "rating"], include: {} },
  );
  assert.deepEqual(changed, { id: made.id, title: "Changed", rating: null });
  assert.equal((await post.get(made.id)).content, "Text");
  const replaced = await post.replace(made.id, {
    ...draft("crud"),
    content: "New",
  });
  assert.equal(replaced.title, "A title");
  assert.equal(replaced.categoryId, null);
  assert.equal((await failure(post.getCategory(made.id))).code, "not_found");
  assert.equal(await post.delete(made.id), undefined);
  assert.equal((await failure(post.delete(made.id))).code, "not_found");
});

test("nested create and connect, links, and lists of related rows", async () => {
  const made = await post.create(
    {
      slug: `${unique}-nested`,
      title: "Nested",
      content: "x",
      author: { connect: { email: "ann@example.com" } },
      category: { connect: { name: "Garden" } },
      tags: {
        connect: [{ name: "winter" }],
        create: [{ name: `${unique}-tag` }],
      },
      comments: { create: [{ body: "first", authorId: ann }] },
    },
    { include: { tags: true, comments: true, category: true } },
  );
  assert.deepEqual(
    made.tags.map(({ name }) => name).sort(),
    [`${unique}-tag`, "winter"].sort(),
  );
  assert.equal(made.comments[0].body, "first");
  assert.equal((await post.getCategory(made.id)).name, "Garden");
  const [own] = made.tags.filter(({ name }) => name !== "winter");
  await post.unlinkTags(made.id, own.id);
  await post.unlinkTags(made.id, own.id);
  assert.equal((await post.listTags(made.id)).data.length, 1);
  await tag.linkPosts(own.id, made.id);
  await post.linkTags(made.id, own.id);
  assert.equal(
    (await post.listTags(made.id, { count: "exact" })).page.total,
    2,
  );
  assert.equal(
    (await tag.listPosts(own.id, { fields: ["slug"] })).data[0].slug,
    made.slug,
  );
  await tag.unlinkPosts(own.id, made.id);
  assert.equal(
    (await failure(post.linkTags(made.id, 999_999))).code,
    "not_found",
  );

  const changed = await post.update(
    made.id,
    {
      title: "Changed",
      category: { disconnect: true },
      tags: { set: [{ name: "winter" }], disconnect: [{ id: own.id }] },
    },
    { include: { category: true, tags: { fields: ["name"] } } },
  );
  assert.equal(changed.title, "Changed");
  assert.equal(changed.category, null);
  assert.deepEqual(
    changed.tags.map(({ name }) => name),
    ["winter"],
  );
  const kept = await failure(
    post.update(made.id, { author: { disconnect: true } }),
  );
  assert.equal(kept.errors[0].code, "null_not_allowed");

  const [remark] = (await post.listComments(made.id)).data;
  const answer = await comment.create({
    body: "second",
    postId: made.id,
    authorId: ann,
    parentId: remark.id,
  });
  assert.equal(
    (await comment.get(answer.id, { include: { parent: true } })).parent.id,
    remark.id,
  );
  assert.equal((await comment.getPost(answer.id)).id, made.id);
  assert.equal((await comment.getAuthor(answer.id)).id, ann);
  assert.equal((await comment.getParent(answer.id)).id, remark.id);
  assert.equal((await comment.listReplies(remark.id)).data[0].id, answer.id);
  assert.equal(
    (await comment.update(answer.id, { approved: true })).approved,
    true,
  );
  assert.equal(
    (
      await comment.replace(answer.id, {
        body: "third",
        postId: made.id,
        authorId: ann,
      })
    ).parentId,
    null,
  );
  await comment.delete(answer.id);
  await post.delete(made.id);
  assert.equal((await failure(comment.get(remark.id))).code, "not_found");
  assert.equal(
    (await tag.update(own.id, { name: `${own.name}-2` })).name,
    `${own.name}-2`,
  );
  assert.equal(
    (await tag.replace(own.id, { name: `${own.name}-3` })).name,
    `${own.name}-3`,
  );
  assert.equal((await tag.get(own.id)).name, `${own.name}-3`);
  await tag.delete(own.id);
  const label = await tag.create({ name: `${unique}-alone` });
  await tag.delete(label.id);
});

test("categories form a tree", async () => {
  const root = await category.create({ name: `${unique}-root` });
  const leaf = await category.create({
    name: `${unique}-leaf`,
    parent: { connect: { id: root.id } },
  });
  assert.equal((await category.getParent(leaf.id)).id, root.id);
  assert.equal((await category.listChildren(root.id)).data[0].id, leaf.id);
  assert.equal((await category.listPosts(leaf.id)).data.length, 0);
  const kept = await failure(category.delete(root.id));
  assert.equal(kept.status, 409);
  assert.equal(kept.code, "restricted");
  assert.equal(
    (await category.update(leaf.id, { parentId: null })).parentId,
    null,
  );
  assert.equal(
    (await category.replace(leaf.id, { name: `${unique}-leaf-2` })).name,
    `${unique}-leaf-2`,
  );
  assert.equal((await category.get(leaf.id)).id, leaf.id);
  await category.delete(leaf.id);
  await category.delete(root.id);
});

test("people, magazines, and memberships with a key of two fields", async () => {
  const email = `${unique}@example.org`;
  const made = await user.create({
    email,
    name: "Drive",
    passwordHash: "secret",
    bytesRead: "9007199254740993",
    balance: "12345678901234567890.123",
    settings: { list: [1, "x", null] },
    avatar: "aGk=",
  });
  assert.ok(!("passwordHash" in made));
  assert.equal(made.bytesRead, "9007199254740993");
  assert.equal(made.balance, "12345678901234567890.123");
  assert.deepEqual(made.settings, { list: [1, "x", null] });
  assert.equal(made.avatar, "aGk=");
  assert.equal(
    (await user.update(made.id, { settings: null, name: "Driven" })).settings,
    null,
  );
  const paper = await magazine.create({ name: unique });
  const key = { userId: made.id, magazineId: paper.id };
  assert.equal(
    (await membership.create({ ...key, role: "AUTHOR" })).role,
    "AUTHOR",
  );
  assert.equal((await membership.get(key)).role, "AUTHOR");
  assert.equal((await membership.update(key, { role: "ADMIN" })).role, "ADMIN");
  assert.equal((await membership.replace(key, {})).role, "READER");
  assert.equal((await membership.getUser(key)).id, made.id);
  assert.equal((await membership.getMagazine(key)).id, paper.id);
  assert.equal((await user.listMemberships(made.id)).data.length, 1);
  assert.equal(
    (await magazine.listMembers(paper.id, { include: { user: true } })).data[0]
      .user.id,
    made.id,
  );
  assert.equal((await user.listPosts(made.id)).data.length, 0);
  assert.equal((await user.listComments(made.id)).data.length, 0);
  await membership.delete(key);
  assert.equal((await magazine.get(paper.id)).name, unique);
  assert.equal((await magazine.getByName(unique)).id, paper.id);
  assert.equal(
    (await magazine.update(paper.id, { name: `${unique}-2` })).name,
    `${unique}-2`,
  );
  assert.equal(
    (await magazine.replace(paper.id, { name: `${unique}-3` })).name,
    `${unique}-3`,
  );
  await magazine.delete(paper.id);
  assert.equal(
    (await user.replace(made.id, { email, name: "Again", passwordHash: "x" }))
      .name,
    "Again",
  );
  await user.delete(made.id);
});

test("rows are summed up in groups", async () => {
  const where = { slug: { startsWith: "saving-seed" } };
  const [row] = await post.aggregate({
    where,
    count: true,
    sum: ["views"],
    avg: ["rating"],
    min: ["slug"],
    max: ["createdAt"],
  });
  const { data } = await post.list({ where });
  assert.equal(row.count, data.length);
  assert.equal(
    row.sum.views,
    String(data.reduce((sum, { views }) => sum + views, 0)),
  );
  assert.equal(row.min.slug, data.map(({ slug }) => slug).sort()[0]);
  const groups = await post.aggregate({ groupBy: ["authorId"], count: true });
  assert.ok(groups.length > 1);
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  assert.equal(total, await post.count());
});

test("a search asks in its body what a list asks in its URL", async () => {
  const query = {
    where: {
      or: [
        { title: { contains: "a, b" } },
        { views: { between: [0, 1_000_000] }, author: { is: { id: ann } } },
      ],
      tags: { none: { name: { in: [unique, "x,y"] } } },
    },
    orderBy: ["status", { rating: { sort: "desc", nulls: "first" } }],
    include: { author: true, comments: { take: 1, orderBy: "-createdAt" } },
    fields: ["title"],
    take: 4,
    count: "exact",
  };
  const found = await post.search(query);
  assert.equal(found.data.length, 4);
  assert.deepEqual(found, await post.list(query));
  const second = await post.search({ ...query, after: found.page.next });
  assert.deepEqual(
    second,
    await post.list({ ...query, after: found.page.next }),
  );
  const back = await post.list({ ...query, before: second.page.prev });
  assert.deepEqual(
    back.data.map(({ id }) => id),
    found.data.map(({ id }) => id),
  );
  const ids = Array.from({ length: 4_000 }, (_, index) => 1_000_000 + index);
  const many = await post.search({ where: { id: { in: [1, ...ids] } } });
  assert.deepEqual(
    many.data.map(({ id }) => id),
    [1],
  );
  const settings = { path: { theme: "dark" } };
  assert.deepEqual(
    await user.search({ where: { settings } }),
    await user.list({ where: { settings } }),
  );
  const error = await failure(post.search({ where: { titel: "x" } }));
  assert.equal(error.errors[0].pointer, "/where/titel");
  await assert.rejects(post.search({ where: { id: undefined } }), TypeError);
  for (const model of [category, comment, magazine, membership, tag, user]) {
    assert.deepEqual(await model.search(), await model.list());
  }
});

test("many rows are made, changed and deleted together, or none", async () => {
  const names = ["m1", "m2", "m3"].map((name) => `${unique}-${name}`);
  const where = { name: { startsWith: `${unique}-m` } };
  const rows = { data: names.map((name) => ({ name })) };
  const dry = await tag.createMany(rows, { dryRun: true });
  assert.deepEqual([dry.count, await tag.count(where)], [3, 0]);
  const made = await tag.createMany(rows);
  assert.equal(made.count, 3);
  assert.deepEqual(
    made.data.map(({ name }) => name),
    names,
  );
  const twice = await failure(
    tag.createMany({ data: [{ name: `${unique}-m4` }, { name: names[0] }] }),
  );
  assert.equal(twice.code, "unique_violation");
  assert.equal(twice.errors[0].pointer, "/data/1/name");
  assert.equal(await tag.count(where), 3);
  const upserted = await tag.upsertMany({
    on: ["name"],
    data: [{ name: names[0] }, { name: `${unique}-m5` }],
  });
  assert.equal(upserted.data[0].id, made.data[0].id);
  assert.equal(await tag.count(where), 4);

  const posts = await post.createMany({
    data: [
      { ...draft("b1"), tags: { connect: [{ name: names[0] }] } },
      { ...draft("b2"), views: 5 },
    ],
  });
  const mine = { slug: { startsWith: `${unique}-b` } };
  assert.equal((await post.listTags(posts.data[0].id)).data[0].name, names[0]);
  const change = { where: mine, data: { published: true, rating: null } };
  assert.deepEqual(await post.updateMany(change), { count: 2 });
  assert.equal((await post.get(posts.data[1].id)).published, true);
  const few = await failure(post.updateMany({ ...change, maxAffected: 1 }));
  assert.equal(few.code, "max_affected");
  const vague = await failure(post.deleteMany({ where: {} }));
  assert.equal(vague.errors[0].pointer, "/where");
  const slug = undefined;
  await assert.rejects(
    post.deleteMany({ where: { ...mine, views: { gt: slug } } }),
    TypeError,
  );
  await assert.rejects(post.deleteMany({ where: { slug } }), TypeError);
  const all = await post.count();
  const kept = { dryRun: true };
  assert.deepEqual(
    await post.deleteMany({ all: true, maxAffected: 10_000 }, kept),
    { count: all },
  );
  assert.equal(await post.count(), all);
  assert.deepEqual(await post.deleteMany({ where: mine }), { count: 2 });
  assert.deepEqual(await tag.deleteMany({ where }), { count: 4 });

  for (const [model, on, data] of [
    [category, ["name"], { name: "x" }],
    [magazine, ["name"], { name: "x" }],
    [membership, ["userId", "magazineId"], { role: "ADMIN" }],
    [post, ["slug"], { title: "x" }],
    [tag, ["name"], { name: "x" }],
    [user, ["email"], { name: "x" }],
  ]) {
    const where = { [on[0]]: { in: [] } };
    assert.deepEqual(await model.createMany({ data: [] }), {
      data: [],
      count: 0,
    });
    assert.deepEqual(await model.upsertMany({ on, data: [] }), {
      data: [],
      count: 0,
    });
    assert.deepEqual(await model.updateMany({ where, data }), { count: 0 });
    assert.deepEqual(await model.deleteMany({ where }), { count: 0 });
  }
  const remark = { body: unique, postId: 1, authorId: ann };
  const { data } = await comment.createMany({ data: [remark, remark] });
  const [first] = data;
  const of = { where: { body: unique } };
  const approve = { ...of, data: { approved: true } };
  assert.deepEqual(await comment.updateMany(approve), { count: 2 });
  assert.equal((await comment.get(first.id)).approved, true);
  assert.deepEqual(await comment.deleteMany(of), { count: 2 });
  assert.equal(comment.upsertMany, undefined, "no key of it is chosen");
});

test("a dry run answers as usual and keeps nothing", async () => {
  const kept = { dryRun: true };
  const made = await post.create(draft("dry"), { fields: ["slug"] }, kept);
  assert.equal(made.slug, `${unique}-dry`);
  assert.equal(await post.count({ slug: made.slug }), 0);
  const { title } = await post.get(1);
  const changed = await post.update(1, { title: unique }, undefined, kept);
  assert.equal(changed.title, unique);
  assert.equal(await post.delete(1, kept), undefined);
  const label = await tag.getByName("winter");
  const before = (await post.listTags(1, { count: "exact" })).page.total;
  await post.linkTags(1, label.id, kept);
  await post.unlinkTags(1, label.id, kept);
  assert.equal((await post.listTags(1, { count: "exact" })).page.total, before);
  assert.equal((await post.get(1)).title, title);
});

test("refusals are typed problems with pointers", async () => {
  const invalid = await failure(
    post.create({ slug: 7, title: "x", extra: true, id: 1, authorId: ann }),
  );
  assert.equal(invalid.status, 422);
  assert.equal(invalid.code, "validation");
  assert.deepEqual(
    invalid.errors.map(({ pointer, code }) => `${pointer} ${code}`).sort(),
    [
      "/content required",
      "/extra unknown_field",
      "/id read_only",
      "/slug wrong_type",
    ],
  );
  const nobody = await failure(
    post.create({ ...draft("nobody"), authorId: "nobody" }),
  );
  assert.equal(nobody.code, "foreign_key_violation");
  assert.equal(nobody.errors[0].pointer, "/authorId");
  const twice = await failure(tag.create({ name: "winter" }));
  assert.equal(twice.code, "unique_violation");
  assert.equal(twice.errors[0].pointer, "/name");
  assert.match(twice.requestId, /\S/);
});

after(() => {
  const missing = methods().filter((method) => !called.has(method));
  assert.deepEqual(missing, [], "sdk1: every method of every client is called");
});
