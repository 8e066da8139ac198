import type { Client as Blog } from "../generated/blog/index.js";
import type {
  ActionResult,
  Client as Club,
  ManyRows,
  OnceOptions,
  Post,
  Tip,
} from "../generated/club/index.js";
import type { Client as Depot, Plan } from "../generated/depot/index.js";
import type { Equal, Flat } from "./equal.js";
import { holds } from "./equal.js";

const tip = { id: 1, text: "a", fromId: "b" };

/** Whoever may not see what it has written gets nothing, and types say so. */
export async function unseen(club: Club) {
  const made = await club.tip.create(tip);
  holds<Equal<Flat<NonNullable<typeof made>>, Tip>>();
  // @ts-expect-error it may be sent, and is then not seen
  made.text.trim();
  const changed = await club.tip.update(1, { sent: true });
  // @ts-expect-error it is sent, and not seen
  changed.text.trim();
  const replaced = await club.tip.replace(1, tip);
  holds<Equal<typeof replaced, typeof made>>();
}

/** Policies that let somebody write let it see what it has written. */
export async function seen(club: Club, blog: Blog) {
  (await club.post.create({ slug: "", title: "", authorId: "" })).title.trim();
  (await club.person.update("ann", {})).name.trim();
  (await club.comment.update(1, {})).text.trim();
  (await club.paper.create({ id: 1, title: "", ownerId: "" })).title.trim();
  (await club.paper.restore(1)).title.trim();
  (await club.folder.replace("f", { name: "" })).name.trim();
  (await blog.post.update(1, {})).title.trim();
  (
    await blog.comment.create({ body: "", postId: 1, authorId: "" })
  ).body.trim();
  const many = await club.post.createMany({ data: [] });
  holds<Equal<typeof many, ManyRows<Post>>>();
  const asked = { include: {}, fields: ["title"] } as const;
  const done = await club.post.runPublish(1, {}, asked);
  holds<Equal<typeof done.status, "success">>();
  type Row = Flat<NonNullable<typeof done.data>>;
  holds<Equal<Row, { id: number; title: string }>>();
}

/** What points back from a new row inside of another is not given. */
export async function inside({ person }: Club) {
  const post = { slug: "", title: "", tags: { connect: [{ id: 1 }] } };
  await person.update("ann", { posts: { create: [post] } });
  const author = { connect: { id: "ben" } };
  // @ts-expect-error it is written by her whom it is inside of
  await person.update("ann", { posts: { create: [{ ...post, author }] } });
  // @ts-expect-error nor is its column
  await person.update("ann", { posts: { create: [{ ...post, authorId: "" }] } });
}

/** Who wants nothing back gets nothing. */
export async function minimal(club: Club, { plan }: Depot, plain: OnceOptions) {
  const less = { return: "minimal" } as const;
  const nothing = await club.tip.create(tip, {}, less);
  holds<Equal<typeof nothing, void>>();
  const changed = await plan.update(1, {}, {}, { ...less, ifMatch: "*" });
  holds<Equal<typeof changed, void>>();
  const many = await club.post.deleteMany({ all: true }, { return: "minimal" });
  holds<Equal<typeof many, void>>();
  const run = await club.post.runPublish(1, {}, {}, less);
  holds<Equal<typeof run, void>>();
  const all = await plan.create({ title: "" }, {}, { return: undefined });
  holds<Equal<Flat<typeof all>, Plan>>();
  const same = await plan.create({ title: "" }, { fields: ["title"] }, plain);
  holds<Equal<Flat<typeof same>, { id: number; title: string }>>();
  const now = await club.note.runJot({ text: "" });
  holds<Equal<typeof now, ActionResult<null>>>();
  const either = Math.random() < 0.5 ? "minimal" : undefined;
  const maybe = await plan.create({ title: "" }, {}, { return: either });
  // @ts-expect-error it may have wanted nothing
  maybe.title.trim();
  // @ts-expect-error there is no such preference
  await plan.create({ title: "" }, {}, { return: "representation" });
  // @ts-expect-error a wrong option stays one beside it
  await plan.create({ title: "" }, {}, { return: "minimal", ifMatch: "*" });
  // @ts-expect-error what has gone is not shown anyway
  await plan.delete(1, { ifMatch: "*", return: "minimal" });
  // @ts-expect-error options that may want nothing are others
  holds<Equal<OnceOptions, OnceOptions<"minimal">>>();
}
