import type { Client, Comment, Post, User } from "../generated/blog/index.js";
import type { Equal, Flat } from "./equal.js";
import { holds } from "./equal.js";

/** What results are, by what was asked for. */
export async function results({ post, user, membership }: Client) {
  const plain = await post.list();
  holds<Equal<Flat<(typeof plain.data)[number]>, Flat<Post>>>();
  // @ts-expect-error a list includes nothing unless asked
  plain.data[0]?.author;

  const some = await post.list({ include: { author: true } });
  holds<Equal<Flat<(typeof some.data)[number]>, Flat<Post & { author: User }>>>();

  const fields = await post.list({ fields: ["title"] });
  holds<Equal<Flat<(typeof fields.data)[number]>, { id: number; title: string }>>();

  const one = await post.get(1);
  holds<Equal<Flat<typeof one>, Flat<Post & { author: User }>>>();
  const bare = await post.getBySlug("a", { include: {} });
  holds<Equal<Flat<typeof bare>, Flat<Post>>>();
  // @ts-expect-error an empty include turns the default off
  bare.author;

  const deep = await post.get(1, {
    fields: ["slug"],
    include: {
      category: { fields: ["name"] },
      comments: {
        take: 3,
        orderBy: "-createdAt",
        where: { approved: true },
        include: { author: { fields: ["name"] } },
      },
    },
  });
  holds<
    Equal<
      Flat<typeof deep>,
      {
        id: number;
        slug: string;
        category: { id: number; name: string } | null;
        comments: Flat<Comment & { author: { id: string; name: string } }>[];
      }
    >
  >();

  const maybe: boolean = Math.random() > 0.5;
  const spread = await post.list({
    include: { ...(maybe ? { author: true as const } : {}) },
  });
  // @ts-expect-error it may not be there
  spread.data[0]?.author.name;
  spread.data[0]?.author?.name;

  for await (const row of post.iterate({ include: { tags: true } })) {
    row.tags[0]?.name satisfies string | undefined;
  }
  const member = await membership.get({ userId: "a", magazineId: "b" });
  member.since satisfies string;
  const partial = await membership.list({ fields: ["role"] });
  holds<
    Equal<
      Flat<(typeof partial.data)[number]>,
      { userId: string; magazineId: string; role: "READER" | "AUTHOR" | "ADMIN" }
    >
  >();
  const found = await user.getByEmail("a@example.org");
  // @ts-expect-error write-only fields are in no answer
  found.passwordHash;
}

/** What cannot be asked for. */
export async function mistakes({ post, user, membership }: Client) {
  // @ts-expect-error no such relation
  await post.list({ include: { author: true, autor: true } });
  // @ts-expect-error no such relation below
  await post.list({ include: { author: { include: { posts: true, pots: true } } } });
  // @ts-expect-error no such option of an include
  await post.list({ include: { comments: { limit: 3 } } });
  // @ts-expect-error to-one relations have no page
  await post.list({ include: { author: { take: 3 } } });
  // @ts-expect-error no such field
  await post.list({ fields: ["titel"] });
  // @ts-expect-error no such field
  await post.list({ where: { published: true, titel: "x" } });
  // @ts-expect-error enumerations have no order
  await post.list({ where: { status: { gt: "DRAFT" } } });
  // @ts-expect-error no such value
  await post.list({ where: { status: "PUBLISHD" } });
  // @ts-expect-error numbers are no text
  await post.list({ where: { views: "100" } });
  // @ts-expect-error a 64-bit integer is text
  await user.list({ where: { bytesRead: 1 } });
  // @ts-expect-error write-only fields are no conditions
  await user.list({ where: { passwordHash: "x" } });
  // @ts-expect-error to-many relations have `some`
  await post.list({ where: { comments: { is: { approved: true } } } });
  // @ts-expect-error undefined would mean: no condition
  await post.list({ where: { authorId: undefined } });
  // @ts-expect-error no such field to sort by
  await post.list({ orderBy: "-creatdAt" });
  // @ts-expect-error JSON has no order
  await user.list({ orderBy: "settings" });
  // @ts-expect-error both parts of the key
  await membership.get({ userId: "a" });
}

/** What can be written. */
export async function writes({ post, user, comment }: Client) {
  await post.create({ slug: "a", title: "b", content: "c", authorId: "d" });
  await post.create({
    slug: "a",
    title: "b",
    content: "c",
    author: { connect: { email: "a@example.org" } },
    tags: { connect: [{ name: "x" }], create: [{ name: "y" }] },
    comments: { create: [{ body: "first", authorId: "d" }] },
  });
  // @ts-expect-error neither the author's id nor the author
  await post.create({ slug: "a", title: "b", content: "c" });
  // @ts-expect-error ids with a default are the server's
  await post.create({ id: 1, slug: "a", title: "b", content: "c", authorId: "d" });
  // @ts-expect-error the time of the last write is the server's
  await post.update(1, { updatedAt: "2026-01-01T00:00:00.000Z" });
  // @ts-expect-error required fields cannot be emptied
  await post.update(1, { title: null });
  await post.update(1, { rating: null, categoryId: null, title: undefined });
  await post.update(1, {
    title: "c",
    category: { disconnect: true },
    author: { connect: { id: "d" } },
    tags: { set: [{ id: 1 }], create: [{ name: "z" }] },
  });
  await post.update(1, { tags: { disconnect: [{ name: "x" }] }, comments: { create: [{ body: "b", authorId: "d" }] } });
  // @ts-expect-error a post cannot be without an author
  await post.update(1, { author: { disconnect: true } });
  // @ts-expect-error nor a comment without a post
  await post.update(1, { comments: { disconnect: [{ id: 1 }] } });
  // @ts-expect-error one thing at a time
  await post.update(1, { category: { disconnect: true, connect: { id: 1 } } });
  // @ts-expect-error a new row has nothing to let go of
  await post.create({ slug: "a", title: "b", content: "c", authorId: "d", category: { disconnect: true } });
  await user.update("a", { passwordHash: "x", settings: { theme: ["dark"] } });
  // @ts-expect-error a key of another unique field does not name a row by id
  await comment.create({ body: "x", postId: 1, author: { connect: { mail: "x" } } });
}
