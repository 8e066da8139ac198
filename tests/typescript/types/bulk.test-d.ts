import type { Client, Tag } from "../generated/blog/index.js";
import type { Client as Depot } from "../generated/depot/index.js";
import type { Equal, Flat } from "./equal.js";
import { holds } from "./equal.js";

/** What searches and bulk calls take and give. */
export async function bulk({ comment, membership, post, tag }: Client) {
  const found = await post.search({
    where: { title: { contains: "a" } },
    fields: ["title"],
    include: { category: { fields: ["name"] } },
  });
  holds<
    Equal<
      Flat<(typeof found.data)[number]>,
      {
        id: number;
        title: string;
        category: { id: number; name: string } | null;
      }
    >
  >();
  // @ts-expect-error there is no such field
  await post.search({ where: { titel: "a" } });

  const made = await tag.createMany({ data: [{ name: "a" }] });
  holds<Equal<typeof made.data, Tag[]>>();
  // @ts-expect-error a name is required
  await tag.createMany({ data: [{}] });
  // @ts-expect-error reads have nothing to keep
  await tag.get(1, {}, { dryRun: true });

  const changed = await post.updateMany({
    where: { published: false },
    data: { published: true },
    maxAffected: 10,
  });
  holds<Equal<typeof changed.count, number>>();
  await post.deleteMany({ all: true }, { dryRun: true });
  // @ts-expect-error it has to be said which rows
  await post.deleteMany({});
  // @ts-expect-error some rows or all
  await post.deleteMany({ all: true, where: { id: 1 } });
  // @ts-expect-error a condition that is undefined would be none
  await post.deleteMany({ where: { id: undefined } });
  // @ts-expect-error related rows are not changed in bulk
  await post.updateMany({ all: true, data: { tags: { set: [] } } });

  const key = { userId: "u", magazineId: "m" };
  await membership.upsertMany({ on: ["userId", "magazineId"], data: [key] });
  // @ts-expect-error half of a key
  await membership.upsertMany({ on: ["userId"], data: [key] });
  // @ts-expect-error its id is counted by the database
  await post.upsertMany({ on: ["id"], data: [] });
  // @ts-expect-error no key of it is chosen
  await comment.upsertMany({ on: ["id"], data: [] });
  // @ts-expect-error nobody asked for exports
  post.export();
}

/** What exports give. */
export async function exports({ part, plan }: Depot) {
  for await (const row of part.export({ fields: ["name"], orderBy: "-name" })) {
    holds<Equal<Flat<typeof row>, { id: number; name: string }>>();
  }
  for await (const text of part.exportCsv({ where: { size: 1 } })) {
    holds<Equal<typeof text, string>>();
  }
  // @ts-expect-error exports have no related rows
  part.export({ include: { shelf: true } });
  await plan.createMany({ data: [{ title: "a" }] });
  // @ts-expect-error changes need `If-Match`
  await plan.deleteMany({ all: true });
}
