import type { Client, Tag } from "../generated/blog/index.js";
import { tagOf } from "../generated/blog/index.js";
import type { Client as Depot, Part } from "../generated/depot/index.js";
import type { Equal, Flat } from "./equal.js";
import { holds } from "./equal.js";

/** What changes can be bound to, and named by. */
export async function writes({ post, tag }: Client) {
  const found = await tag.get(1);
  holds<Equal<Flat<typeof found>, Tag>>();
  const row = await post.get(1);
  await post.update(1, { title: "a" }, {}, { ifMatch: row });
  await post.update(1, { title: "a" }, {}, { ifMatch: tagOf(row) });
  await post.update(1, {}, {}, { ifMatch: row, idempotencyKey: "k" });
  await post.delete(1, { ifMatch: "*", dryRun: true });
  // @ts-expect-error an undefined tag would be none
  await post.delete(1, { ifMatch: undefined });
  // @ts-expect-error a number is no tag
  await post.delete(1, { ifMatch: 7 });
  await tag.create({ name: "a" }, {}, { idempotencyKey: "k" });
  await tag.createMany({ data: [] }, { idempotencyKey: "k" });
  // @ts-expect-error a new row has not been seen
  await tag.create({ name: "a" }, {}, { ifMatch: row });
  // @ts-expect-error what is repeated without harm needs no key
  await post.delete(1, { idempotencyKey: "k" });
  // @ts-expect-error reads neither
  await post.get(1, {}, { ifMatch: row });
  // @ts-expect-error PUT makes no posts
  await post.replace(1, { slug: "", title: "" }, {}, { ifNoneMatch: "*" });
}

/** Where nobody writes over what nobody has seen; and feeds. */
export async function changes({ label, part, plan, shelf }: Depot) {
  const row = await plan.get(1);
  await plan.update(1, { title: "a" }, {}, { ifMatch: row });
  await plan.update(1, { title: "a" }, undefined, { ifMatch: "*" });
  // @ts-expect-error it has to be said what was seen
  await plan.update(1, { title: "a" });
  // @ts-expect-error it has to be said what was seen
  await plan.replace(1, { title: "a" }, {}, { dryRun: true });
  // @ts-expect-error it has to be said what was seen
  await plan.delete(1);
  await plan.create({ title: "a" });
  await shelf.replace("a", { code: "a" }, {}, { ifNoneMatch: "*" });

  for await (const change of part.changes({ where: { size: 1 } })) {
    holds<Equal<typeof change.position, string>>();
    switch (change.type) {
      case "created":
      case "updated":
        holds<Equal<Flat<typeof change.data>, Part>>();
        break;
      case "deleted":
        holds<Equal<typeof change.data, { id: number }>>();
        break;
      default:
        holds<Equal<typeof change.type, "started" | "reset">>();
    }
  }
  for await (const change of part.changes({ fields: ["name"] })) {
    if (change.type === "created") {
      holds<Equal<Flat<typeof change.data>, { id: number; name: string }>>();
    }
  }
  // @ts-expect-error there is no such field
  part.changes({ fields: ["nam"] });
  // @ts-expect-error feeds have no order
  part.changes({ orderBy: "name" });
  // @ts-expect-error nobody asked for those of labels
  label.changes();
}
