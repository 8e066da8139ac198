import type { Client } from "../generated/blog/index.js";
import type { Equal, Flat } from "./equal.js";
import { holds } from "./equal.js";

/** What sums are, by what was asked for. */
export async function aggregates({ post }: Client) {
  const all = await post.aggregate({
    where: { published: true },
    groupBy: ["authorId", "rating"],
    count: true,
    sum: ["views", "rating"],
    max: ["createdAt"],
  });
  holds<
    Equal<
      Flat<(typeof all)[number]>,
      {
        authorId: string;
        rating: number | null;
        count: number;
        sum: { views: string | null; rating: number | null };
        max: { createdAt: string | null };
      }
    >
  >();

  const count = await post.aggregate({ count: true });
  holds<Equal<Flat<(typeof count)[number]>, { count: number }>>();

  // @ts-expect-error texts have no sum
  await post.aggregate({ sum: ["title"] });
  // @ts-expect-error truth values have no order
  await post.aggregate({ min: ["published"] });
  // @ts-expect-error there is no such question
  await post.aggregate({ count: true, having: {} });
}
